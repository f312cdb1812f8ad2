pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.charts
import ui.components
import ui.theme

/** Where the work piles up. Every number leads to its tips, and from there to another officer. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property TeamViewModel viewModel: workspace.team
    readonly property CellViewModel cell: viewModel.cell

    readonly property bool narrow: width < 640
    readonly property bool beside: width >= 900

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    RowLayout {
        anchors.fill: parent
        spacing: 0

        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: 0
            visible: page.beside || page.cell.key === ""

            PageHeader {
                Layout.fillWidth: true
                subtitle: page.narrow ? "" : page.viewModel.spread
                title: qsTr("Where does the work pile up?")
            }
            SaidText {
                Layout.bottomMargin: Theme.spaceXs
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                color: Theme.textMuted
                text: page.viewModel.spread
                visible: page.narrow && text !== ""
                wrapMode: Text.Wrap
            }
            RowLayout {
                Layout.bottomMargin: Theme.spaceM
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                Layout.topMargin: Theme.spaceS
                spacing: Theme.spaceS

                Repeater {
                    model: [
                        { measure: "new_7d", words: qsTr("New 7 d"), value: page.viewModel.fresh, tone: "info" },
                        { measure: "open", words: qsTr("Open"), value: page.viewModel.open, tone: "primary" },
                        { measure: "waiting", words: qsTr("Waiting"), value: page.viewModel.waiting, tone: "warning" },
                        { measure: "overdue", words: qsTr("Overdue"), value: page.viewModel.overdue, tone: "danger" }
                    ]

                    AbstractButton {
                        id: tile

                        required property var modelData

                        readonly property color ink: modelData.tone === "danger" ? Theme.danger
                            : modelData.tone === "warning" ? Theme.warning
                            : modelData.tone === "info" ? Theme.info : Theme.primary
                        readonly property bool current: page.cell.key === "*"
                            && page.cell.measure === modelData.measure

                        Accessible.name: modelData.words + ": " + modelData.value + ", " + qsTr("all districts")
                        Layout.fillWidth: true
                        Layout.preferredHeight: 64
                        Layout.preferredWidth: 10
                        text: modelData.words

                        background: Rectangle {
                            border.color: tile.current ? Theme.selection : "transparent"
                            border.width: 2
                            color: tile.current ? Theme.selectionSoft : Theme.surfaceDim
                            radius: Theme.radius

                            Rectangle {
                                anchors.fill: parent
                                color: Theme.wash(Theme.text, tile.down ? 0.14 : tile.hovered ? 0.06 : 0)
                                radius: Theme.radius
                            }
                            FocusRing {
                                target: tile
                            }
                        }
                        contentItem: Column {
                            topPadding: 9

                            BodyText {
                                color: tile.modelData.value > 0 ? tile.ink : Theme.textFaint
                                font.pixelSize: Theme.textXl
                                horizontalAlignment: Text.AlignHCenter
                                strong: true
                                text: tile.modelData.value
                                width: parent.width
                            }
                            BodyText {
                                color: Theme.textMuted
                                font.pixelSize: Theme.textS
                                horizontalAlignment: Text.AlignHCenter
                                text: tile.modelData.words
                                width: parent.width
                            }
                        }

                        onClicked: page.cell.showTotal(modelData.measure)
                    }
                }
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.preferredHeight: 28
                Layout.rightMargin: Theme.spaceL
                spacing: Theme.spaceXs
                visible: page.viewModel.loaded && !page.viewModel.empty && !page.viewModel.failed

                Repeater {
                    model: [
                        { words: qsTr("overdue"), ink: Theme.danger },
                        { words: qsTr("waiting"), ink: Theme.warning },
                        { words: qsTr("in hand"), ink: Theme.primary }
                    ]

                    Row {
                        id: key

                        required property var modelData

                        Layout.rightMargin: Theme.spaceS
                        spacing: 6

                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            color: key.modelData.ink
                            height: 8
                            radius: 2
                            width: 14
                        }
                        SaidText {
                            color: Theme.textMuted
                            font.pixelSize: Theme.textS
                            text: key.modelData.words
                        }
                    }
                }
                Item {
                    Layout.fillWidth: true
                }
                Repeater {
                    model: page.narrow ? [] : [qsTr("New 7 d"), qsTr("Open"), qsTr("Waiting"), qsTr("Overdue"), qsTr("Oldest")]

                    SaidText {
                        required property string modelData

                        Layout.preferredWidth: 72
                        color: Theme.textMuted
                        font.pixelSize: Theme.textS
                        horizontalAlignment: Text.AlignHCenter
                        text: modelData
                    }
                }
            }
            Item {
                Layout.fillHeight: true
                Layout.fillWidth: true

                ListView {
                    id: board

                    anchors.fill: parent
                    boundsBehavior: Flickable.StopAtBounds
                    clip: true
                    model: page.viewModel.board

                    footer: ChartColumn {
                        viewModel: page.workspace.room("charts.team") as ChartsViewModel
                        width: board.width
                    }

                    ScrollBar.vertical: ThinScroll {}

                    delegate: BoardDelegate {
                        id: one

                        cellKey: page.cell.key
                        cellMeasure: page.cell.measure
                        narrow: page.narrow
                        width: board.width

                        onCellTapped: measure => page.cell.showCell(one.districtId, one.holderId, measure)
                    }
                }
                EmptyState {
                    anchors.centerIn: parent
                    glyph: "users"
                    hint: qsTr("The board fills with the first sync. Open Sync and tap \"Sync now\".")
                    title: qsTr("No work to show yet")
                    visible: page.viewModel.empty
                }
                EmptyState {
                    action: qsTr("Try again")
                    anchors.centerIn: parent
                    glyph: "triangle-alert"
                    hint: qsTr("Nothing was lost.")
                    title: qsTr("The board could not be read")
                    visible: page.viewModel.failed

                    onTriggered: page.viewModel.refresh()
                }
            }
        }
        Rectangle {
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            color: Theme.divider
            visible: page.beside
        }
        CellTips {
            Layout.fillHeight: true
            Layout.fillWidth: !page.beside
            Layout.preferredWidth: page.beside ? 420 : -1
            back: !page.beside
            viewModel: page.cell
            visible: page.cell.key !== ""

            onGiveTapped: officers.open()
        }
        Item {
            Layout.fillHeight: true
            Layout.preferredWidth: 420
            visible: page.beside && page.cell.key === ""

            EmptyState {
                anchors.centerIn: parent
                glyph: "mouse-pointer-click"
                hint: qsTr("Tap a number of the board to see its tips and to give them to another officer.")
                title: qsTr("Every number leads to its tips")
            }
        }
    }
    OfficerSheet {
        id: officers

        viewModel: page.viewModel

        onPicked: officerId => page.cell.reassign(officerId)
    }
}
