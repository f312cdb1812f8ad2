pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** A patrol that starts and ends by a tap, and a note in under ten seconds: say, place, keep. */
FocusScope {
    id: page

    required property PatrolViewModel viewModel

    /** Asks the shell to let the officer tap a place on the map. */
    signal placeWanted

    readonly property bool wide: width >= 900

    function focusNote() {
        words.area.forceActiveFocus(Qt.ShortcutFocusReason);
    }

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
                    danger: page.viewModel.running
                    glyph: page.viewModel.running ? "square" : "footprints"
                    text: page.viewModel.running ? qsTr("End patrol") : qsTr("Start patrol")
                    walking: true

                    onClicked: page.viewModel.running ? page.viewModel.finish() : page.viewModel.begin()
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                Layout.topMargin: Theme.spaceS
                spacing: Theme.spaceS

                TextBox {
                    id: words

                    Layout.fillWidth: true
                    Layout.preferredHeight: page.wide ? 140 : 96
                    name: qsTr("What did you see?")
                    placeholder: qsTr("What did you see?")
                }
                Flow {
                    id: tags

                    property string chosen: ""

                    Layout.fillWidth: true
                    spacing: Theme.spaceXs

                    Repeater {
                        model: [
                            { tag: "calm", words: qsTr("Calm") },
                            { tag: "talk", words: qsTr("Talk") },
                            { tag: "check", words: qsTr("Check") },
                            { tag: "prevention", words: qsTr("Prevention") }
                        ]

                        FilterChip {
                            required property var modelData

                            autoExclusive: false
                            checked: tags.chosen === modelData.tag
                            text: modelData.words

                            onClicked: {
                                tags.chosen = tags.chosen === modelData.tag ? "" : modelData.tag;
                                if (words.text === "")
                                    words.text = modelData.words;
                            }
                        }
                    }
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.spaceXs

                    ActionButton {
                        Layout.fillWidth: true
                        glyph: page.viewModel.hasPlace ? "map-pin-check" : "map-pin"
                        text: page.viewModel.hasPlace ? page.viewModel.place : qsTr("Choose the place on the map")

                        onClicked: page.placeWanted()
                    }
                    IconButton {
                        glyph: page.viewModel.photo ? "image" : "camera"
                        ink: page.viewModel.photo ? Theme.success : Theme.primary
                        text: page.viewModel.photo ? qsTr("Leave the photo out") : qsTr("Add a photo")
                        walking: true

                        onClicked: page.viewModel.photo ? page.viewModel.detach() : photos.open()
                    }
                }
                ActionButton {
                    Layout.fillWidth: true
                    enabled: words.text.trim() !== "" && !page.viewModel.busy
                    glyph: "check"
                    objectName: "keepNote"
                    primary: true
                    text: qsTr("Keep note")
                    walking: true

                    onClicked: page.viewModel.save(words.text, tags.chosen)
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
                visible: page.viewModel.loaded && page.viewModel.noteCount === 0
            }
        }
    }
    FileDialog {
        id: photos

        nameFilters: [qsTr("Photos (*.jpg *.jpeg *.png *.webp *.heic)")]
        title: qsTr("Add a photo")

        onAccepted: page.viewModel.attach(photos.selectedFile)
    }
    UndoBar {
        id: bar

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spaceL
        anchors.horizontalCenter: parent.horizontalCenter

        onUndone: page.viewModel.undo()
    }
    Connections {
        function onNoted() {
            words.text = "";
            tags.chosen = "";
        }
        function onSaid(said: string, undoable: bool) {
            bar.say(said, undoable);
        }

        target: page.viewModel
    }
}
