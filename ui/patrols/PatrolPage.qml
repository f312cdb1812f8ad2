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
    readonly property bool notes: viewModel.part === "notes"

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
            PartChips {
                Layout.bottomMargin: Theme.spaceXs
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                viewModel: page.viewModel
                visible: !page.wide
            }
            NoteForm {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                Layout.topMargin: Theme.spaceS
                visible: page.wide || page.notes
                wide: page.wide
                workspace: page.workspace
            }
            Flow {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceXs
                spacing: 0
                visible: page.wide || page.notes

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
        }
        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.topMargin: page.wide ? 0 : page.notes ? Theme.spaceL : Theme.spaceS

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
            PartChips {
                id: chips

                anchors.left: parent.left
                anchors.leftMargin: Theme.spaceL
                anchors.right: parent.right
                height: visible ? implicitHeight + Theme.spaceS : 0
                viewModel: page.viewModel
                visible: page.wide
                y: Theme.spaceXs
            }
            Loader {
                active: page.viewModel.part === "walk"
                anchors.fill: parent
                anchors.leftMargin: page.wide ? 1 : 0
                anchors.topMargin: page.wide ? chips.height + Theme.spaceS : 1

                sourceComponent: WalkPane {
                    workspace: page.workspace
                }
            }
            Loader {
                active: page.viewModel.part === "day"
                anchors.fill: parent
                anchors.leftMargin: page.wide ? 1 : 0
                anchors.topMargin: page.wide ? chips.height + Theme.spaceS : 1

                sourceComponent: DayPane {
                    workspace: page.workspace
                }
            }
            ListView {
                id: list

                anchors.fill: parent
                anchors.leftMargin: page.wide ? 1 : 0
                anchors.topMargin: page.wide ? chips.height + Theme.spaceS : 1
                visible: page.notes
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
                visible: page.notes && page.viewModel.loaded && !page.viewModel.failed && page.viewModel.noteCount === 0
            }
            EmptyState {
                action: qsTr("Try again")
                anchors.centerIn: parent
                glyph: "triangle-alert"
                hint: qsTr("Nothing was lost.")
                title: qsTr("The notes could not be read")
                visible: page.notes && page.viewModel.failed

                onTriggered: page.viewModel.refresh()
            }
        }
    }
}
