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
                subtitle: page.viewModel.note.districtName
                title: page.viewModel.running ? qsTr("On patrol for %1").arg(page.viewModel.elapsed) : qsTr("Patrol")

                ActionButton {
                    Accessible.name: page.viewModel.running ? qsTr("End patrol") : text
                    danger: page.viewModel.running
                    glyph: page.viewModel.running ? "square" : "footprints"
                    text: !page.viewModel.running ? qsTr("Start patrol") : page.wide ? qsTr("End patrol") : qsTr("End")
                    enabled: !page.viewModel.busy
                    hold: page.viewModel.running
                    walking: true

                    onClicked: if (!page.viewModel.running && !turned.visible) page.viewModel.begin()
                    onHeld: page.viewModel.finish()

                    Guard {
                        id: turned

                        change: page.viewModel.running
                    }
                }
                Item {
                    height: 1
                    width: Theme.spaceM
                }
            }
            Flow {
                Layout.fillWidth: true
                spacing: 0

                ActionButton {
                    glyph: "map-pin"
                    quiet: true
                    text: qsTr("Where it is worst after dark")

                    onClicked: page.workspace.showWorst("night")
                }
                ActionButton {
                    glyph: "messages-square"
                    quiet: true
                    text: qsTr("Ask people how safe they feel")

                    onClicked: page.workspace.navigation.go("asking")
                }
            }
            NoteForm {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                Layout.topMargin: Theme.spaceS
                wide: page.wide
                workspace: page.workspace
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
}
