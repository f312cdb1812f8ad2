pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** Where the work piles up. Every number leads to its tips, and from there to another officer. */
FocusScope {
    id: page

    required property TeamViewModel viewModel

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
            visible: page.beside || page.viewModel.cellKey === ""

            PageHeader {
                Layout.fillWidth: true
                subtitle: page.viewModel.spread
                title: qsTr("Where does the work pile up?")
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
                        { words: qsTr("New 7 d"), value: page.viewModel.fresh, tone: "info" },
                        { words: qsTr("Open"), value: page.viewModel.open, tone: "primary" },
                        { words: qsTr("Waiting"), value: page.viewModel.waiting, tone: "warning" },
                        { words: qsTr("Overdue"), value: page.viewModel.overdue, tone: "danger" }
                    ]

                    Rectangle {
                        id: tile

                        required property var modelData

                        readonly property color ink: modelData.tone === "danger" ? Theme.danger
                            : modelData.tone === "warning" ? Theme.warning
                            : modelData.tone === "info" ? Theme.info : Theme.primary

                        Accessible.name: modelData.words + ": " + modelData.value
                        Accessible.role: Accessible.StaticText
                        Layout.fillWidth: true
                        Layout.preferredHeight: 64
                        color: Theme.surfaceDim
                        radius: Theme.radius

                        Column {
                            anchors.centerIn: parent

                            BodyText {
                                anchors.horizontalCenter: parent.horizontalCenter
                                color: tile.modelData.value > 0 ? tile.ink : Theme.textFaint
                                font.pixelSize: Theme.textXl
                                strong: true
                                text: tile.modelData.value
                            }
                            BodyText {
                                anchors.horizontalCenter: parent.horizontalCenter
                                color: Theme.textMuted
                                font.pixelSize: Theme.textS
                                text: tile.modelData.words
                            }
                        }
                    }
                }
            }
            RowLayout {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.preferredHeight: 28
                Layout.rightMargin: Theme.spaceL
                spacing: Theme.spaceXs
                visible: !page.narrow && page.viewModel.loaded && !page.viewModel.empty

                BodyText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    font.pixelSize: Theme.textS
                    text: qsTr("District and officer; the bar shows open tips: overdue, waiting, in hand")
                }
                Repeater {
                    model: [qsTr("New 7 d"), qsTr("Open"), qsTr("Waiting"), qsTr("Overdue"), qsTr("Oldest")]

                    BodyText {
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

                    ScrollBar.vertical: ThinScroll {}

                    delegate: BoardDelegate {
                        id: one

                        cellKey: page.viewModel.cellKey
                        cellMeasure: page.viewModel.cellMeasure
                        narrow: page.narrow
                        width: board.width

                        onCellTapped: measure => page.viewModel.showCell(one.districtId, one.holderId, measure)
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
            viewModel: page.viewModel
            visible: page.viewModel.cellKey !== ""

            onGiveTapped: officers.open()
        }
        Item {
            Layout.fillHeight: true
            Layout.preferredWidth: 420
            visible: page.beside && page.viewModel.cellKey === ""

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
    }
    UndoBar {
        id: undo

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spaceL
        anchors.horizontalCenter: parent.horizontalCenter

        onUndone: page.viewModel.undo()
    }
    Connections {
        function onSaid(words: string, undoable: bool) {
            undo.say(words, undoable);
        }

        target: page.viewModel
    }
}
