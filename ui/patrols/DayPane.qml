pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** My day: whether the way is recorded, the visits against the plan, the track in numbers, GPX in and out. */
Item {
    id: pane

    required property Workspace workspace

    readonly property DayViewModel viewModel: workspace.patrol.day

    ListView {
        id: list

        Accessible.name: qsTr("Visits")
        Accessible.role: Accessible.List
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: pane.viewModel.visits

        ScrollBar.vertical: ThinScroll {}
        delegate: VisitDelegate {
            width: list.width
        }
        footer: Flow {
            bottomPadding: Theme.spaceL
            leftPadding: Theme.spaceL
            rightPadding: Theme.spaceL
            spacing: Theme.spaceS
            topPadding: Theme.spaceM
            width: list.width

            ActionButton {
                glyph: "map"
                text: qsTr("Track on the map")
                visible: pane.viewModel.any
                walking: true

                onClicked: pane.workspace.showTrack()
            }
            ActionButton {
                glyph: "file-up"
                text: qsTr("Take in GPX")
                walking: true

                onClicked: taken.open()
            }
            ActionButton {
                glyph: "file-down"
                text: qsTr("Save as GPX")
                visible: pane.viewModel.any
                walking: true

                onClicked: given.open()
            }
        }
        header: Item {
            height: head.implicitHeight + 2 * Theme.spaceM
            width: list.width

            ColumnLayout {
                id: head

                anchors.left: parent.left
                anchors.leftMargin: Theme.spaceL
                anchors.right: parent.right
                anchors.rightMargin: Theme.spaceL
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.spaceXs

                component Line: BodyText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    visible: text !== ""
                    wrapMode: Text.WordWrap
                }

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    Rectangle {
                        Layout.preferredHeight: 12
                        Layout.preferredWidth: 12
                        border.color: pane.viewModel.recording ? Theme.danger : Theme.outline
                        border.width: 2
                        color: pane.viewModel.recording ? Theme.danger : "transparent"
                        radius: 6
                    }
                    BodyText {
                        Layout.fillWidth: true
                        strong: pane.viewModel.recording
                        text: pane.viewModel.recording ? qsTr("Your way is being recorded, also while the app is locked.")
                            : qsTr("Your way is recorded only while a patrol runs.")
                        wrapMode: Text.WordWrap
                    }
                }
                Line {
                    text: qsTr("It stays on this device, sealed, and is deleted after 14 days.")
                }
                Line {
                    color: Theme.danger
                    text: pane.viewModel.full ? qsTr("It can not be recorded now: the device is full or there is no receiver. What was recorded is safe.") : ""
                }
                Item {
                    Layout.preferredHeight: Theme.spaceS
                    Layout.preferredWidth: 1
                }
                BodyText {
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    font.pixelSize: Theme.textL
                    strong: true
                    text: pane.viewModel.total !== "" ? pane.viewModel.total : qsTr("No round was suggested today")
                    wrapMode: Text.WordWrap
                }
                Line {
                    text: pane.viewModel.track
                }
                Line {
                    text: pane.viewModel.gaps
                }
                Line {
                    text: pane.viewModel.dropped
                }
            }
        }
    }
    FileDialog {
        id: taken

        fileMode: FileDialog.OpenFiles
        nameFilters: [qsTr("Tracks") + " (*.gpx *.GPX)"]
        title: qsTr("Take in GPX")

        onAccepted: pane.viewModel.takeGpx(selectedFiles)
    }
    FileDialog {
        id: given

        defaultSuffix: "gpx"
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Tracks") + " (*.gpx *.GPX)"]
        title: qsTr("Save as GPX")

        onAccepted: pane.viewModel.giveGpx(selectedFile)
    }
}
