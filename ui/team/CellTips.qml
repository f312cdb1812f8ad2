pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The tips behind one number of the board: read one, or choose some and give them to another officer. */
FocusScope {
    id: panel

    required property CellViewModel viewModel

    property bool back: false

    signal giveTapped

    Keys.onEscapePressed: panel.viewModel.leave()

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        PageHeader {
            Layout.fillWidth: true
            back: panel.back
            subtitle: panel.viewModel.loaded && !panel.viewModel.failed
                ? qsTr("%n tip(s)", "", panel.viewModel.tipCount) + " · " + panel.viewModel.where
                : panel.viewModel.where
            title: panel.viewModel.title

            onBackClicked: panel.viewModel.leave()

            ActionButton {
                quiet: true
                text: panel.viewModel.allChosen ? qsTr("Choose none") : qsTr("Choose all")
                visible: panel.viewModel.tipsListed > 1

                onClicked: panel.viewModel.toggleAll()
            }
        }
        Rule {
            Layout.fillWidth: true
        }
        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true

            ListView {
                id: list

                anchors.fill: parent
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                model: panel.viewModel.tips

                ScrollBar.vertical: ThinScroll {}

                delegate: ListRow {
                    id: row

                    required property string tipId
                    required property string title
                    required property string sign
                    required property string tone
                    required property string status
                    required property string place
                    required property string holder
                    required property string age
                    required property string deadline
                    required property string deadlineTone
                    required property bool chosen

                    Accessible.name: [title, status, place, holder, age, deadline].filter(part => part !== "").join(", ")
                    current: chosen
                    focusPolicy: Qt.StrongFocus
                    leftPadding: 0
                    text: title
                    width: list.width

                    contentItem: RowLayout {
                        spacing: 0

                        AbstractButton {
                            id: tick

                            Accessible.checked: row.chosen
                            Accessible.name: qsTr("Choose %1").arg(row.title)
                            Accessible.role: Accessible.CheckBox
                            Layout.preferredHeight: Theme.targetWalking
                            Layout.preferredWidth: Theme.targetWalking

                            background: FocusRing {
                                target: tick
                            }
                            contentItem: Glyph {
                                color: row.chosen ? Theme.selection : Theme.textMuted
                                name: row.chosen ? "square-check" : "square"
                                size: Theme.iconL
                            }

                            onClicked: panel.viewModel.toggle(row.tipId)
                        }
                        ColumnLayout {
                            Layout.fillWidth: true
                            spacing: 3

                            RowLayout {
                                Layout.fillWidth: true
                                spacing: Theme.spaceS

                                BodyText {
                                    Layout.fillWidth: true
                                    font.pixelSize: 15
                                    text: row.title
                                }
                                BodyText {
                                    color: row.deadlineTone === "danger" ? Theme.danger
                                        : row.deadlineTone === "warning" ? Theme.warning : Theme.textMuted
                                    font.pixelSize: Theme.textS
                                    strong: row.deadlineTone !== "neutral"
                                    text: row.deadline || row.age
                                }
                            }
                            BodyText {
                                Layout.fillWidth: true
                                color: Theme.textMuted
                                font.pixelSize: 13
                                text: row.place + " · " + row.holder
                            }
                        }
                    }

                    Keys.onReturnPressed: row.clicked()

                    onClicked: panel.viewModel.openTip(row.tipId)
                }
            }
            EmptyState {
                anchors.centerIn: parent
                glyph: "circle-check"
                hint: qsTr("Tap another number of the board.")
                title: qsTr("No tips here")
                visible: panel.viewModel.loaded && !panel.viewModel.failed && panel.viewModel.tipCount === 0
            }
            EmptyState {
                action: qsTr("Try again")
                anchors.centerIn: parent
                glyph: "triangle-alert"
                hint: qsTr("Nothing was lost.")
                title: qsTr("The tips could not be read")
                visible: panel.viewModel.failed && panel.viewModel.tipsListed === 0

                onTriggered: panel.viewModel.refresh()
            }
        }
        BodyText {
            Layout.fillWidth: true
            Layout.margins: Theme.spaceM
            color: Theme.textMuted
            font.pixelSize: 13
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("The first %1 are listed.").arg(panel.viewModel.tipsListed)
            visible: panel.viewModel.tipsListed < panel.viewModel.tipCount
        }
        Rule {
            Layout.fillWidth: true
            visible: panel.viewModel.chosenCount > 0
        }
        ActionButton {
            Layout.fillWidth: true
            Layout.margins: Theme.spaceM
            enabled: !panel.viewModel.busy
            glyph: "user-round-pen"
            primary: true
            text: qsTr("Give %n tip(s) to another officer", "", panel.viewModel.chosenCount)
            visible: panel.viewModel.chosenCount > 0
            walking: true

            onClicked: panel.giveTapped()
        }
    }
}
