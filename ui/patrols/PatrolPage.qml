pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** A patrol that starts and ends by a tap, and a note in under ten seconds: say, place, keep. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property PatrolViewModel viewModel: workspace.patrol

    readonly property bool wide: width >= 900

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    GridLayout {
        anchors.fill: parent
        columnSpacing: 0
        columns: page.wide ? 2 : 1
        rowSpacing: 0

        ColumnLayout {
            Layout.alignment: Qt.AlignTop
            Layout.fillHeight: page.wide
            Layout.fillWidth: true
            Layout.maximumWidth: page.wide ? 460 : -1
            spacing: 0

            PageHeader {
                Layout.fillWidth: true
                subtitle: page.viewModel.districtName
                title: page.viewModel.running ? qsTr("On patrol for %1").arg(page.viewModel.elapsed) : qsTr("Patrol")

                ActionButton {
                    Accessible.name: page.viewModel.running ? qsTr("End patrol") : text
                    danger: page.viewModel.running
                    glyph: page.viewModel.running ? "square" : "footprints"
                    text: !page.viewModel.running ? qsTr("Start patrol") : page.wide ? qsTr("End patrol") : qsTr("End")
                    enabled: !page.viewModel.busy
                    walking: true

                    onClicked: page.viewModel.running ? page.viewModel.finish() : page.viewModel.begin()
                }
                Item {
                    height: 1
                    width: Theme.spaceM
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                Layout.topMargin: Theme.spaceS
                spacing: Theme.spaceS

                TextBox {
                    Layout.fillWidth: true
                    Layout.preferredHeight: page.wide ? 140 : 96
                    name: qsTr("What did you see?")
                    placeholder: name
                    value: page.viewModel.text

                    onEdited: text => page.viewModel.write(text)
                    onUnfocused: page.viewModel.flush()
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    Repeater {
                        model: page.viewModel.tags

                        TagChip {
                            required property string key
                            required property string words

                            checked: page.viewModel.tag === key
                            text: words

                            onClicked: page.viewModel.chooseTag(key)
                        }
                    }
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.spaceXs

                    ActionButton {
                        Layout.fillWidth: true
                        Accessible.name: page.viewModel.hasPlace ? text + ", " + qsTr("choose another on the map") : text
                        glyph: page.viewModel.hasPlace ? "map-pin-check" : "map-pin"
                        text: page.viewModel.hasPlace ? page.viewModel.place : qsTr("Choose the place on the map")

                        onClicked: page.workspace.placeNote()
                    }
                    IconButton {
                        glyph: "locate-fixed"
                        text: qsTr("Place it where I stand")
                        visible: page.viewModel.placeChosen || !page.viewModel.hasPlace
                        walking: true

                        onClicked: {
                            page.workspace.position.ask();
                            page.viewModel.placeHere();
                        }
                    }
                    IconButton {
                        glyph: "camera"
                        text: qsTr("Add a photo")
                        walking: true

                        onClicked: photos.open()
                    }
                    IconButton {
                        glyph: "trash-2"
                        text: qsTr("Discard what is written")
                        visible: page.viewModel.drafted
                        walking: true

                        onClicked: page.viewModel.discard()
                    }
                }
                PhotoStrip {
                    Layout.fillWidth: true
                    photos: page.viewModel.photos

                    onLeftOut: sha256 => page.viewModel.leaveOut(sha256)
                }
                ActionButton {
                    Layout.fillWidth: true
                    enabled: page.viewModel.canSave
                    glyph: "check"
                    objectName: "keepNote"
                    primary: true
                    text: qsTr("Keep note")
                    walking: true

                    onClicked: page.viewModel.save()
                }
            }
        }
        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.topMargin: page.wide ? 0 : Theme.spaceL

            Rule {
                anchors.left: parent.left
                anchors.right: parent.right
                visible: !page.wide
            }
            Rectangle {
                color: Theme.divider
                height: parent.height
                visible: page.wide
                width: 1
            }
            ListView {
                id: list

                anchors.fill: parent
                anchors.leftMargin: page.wide ? 1 : 0
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                model: page.viewModel.notes

                ScrollBar.vertical: ThinScroll {}

                delegate: NoteDelegate {
                    width: list.width
                }
            }
            EmptyState {
                anchors.centerIn: parent
                glyph: "notebook-pen"
                hint: qsTr("Write what you saw and tap \"Keep note\". It works without a connection.")
                title: qsTr("No patrol notes yet")
                visible: page.viewModel.loaded && !page.viewModel.failed && page.viewModel.noteCount === 0
            }
            EmptyState {
                action: qsTr("Try again")
                anchors.centerIn: parent
                glyph: "triangle-alert"
                hint: qsTr("Nothing was lost.")
                title: qsTr("The notes could not be read")
                visible: page.viewModel.failed

                onTriggered: page.viewModel.refresh()
            }
        }
    }
    PhotoDialog {
        id: photos

        fileMode: PhotoDialog.OpenFiles

        onAccepted: page.viewModel.attach(photos.selectedFiles)
    }
}
