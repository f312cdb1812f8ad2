pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** One stop of the round: where and when; open, why here, that one was there, and a no with its reason. */
Item {
    id: stop

    required property WalkViewModel viewModel
    required property string cell
    required property int number
    required property string title
    required property string district
    required property string when
    required property string reason
    required property string facts
    required property bool worse
    required property bool done
    required property bool next
    required property bool open
    required property bool refusing
    required property string spoken

    /** It grew by what is asked of it: the list brings it into sight. */
    signal grown

    implicitHeight: column.implicitHeight

    onRefusingChanged: if (refusing) grown()

    Rectangle {
        anchors.fill: parent
        color: stop.next ? Theme.selectionSoft : Theme.surface
    }
    Rectangle {
        color: Theme.selection
        height: parent.height
        visible: stop.next
        width: 3
        z: 1
    }
    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        spacing: 0

        ListRow {
            Accessible.name: stop.spoken
            Accessible.role: Accessible.ListItem
            Layout.fillWidth: true
            current: stop.next
            implicitHeight: Math.max(Theme.rowHeight, lines.implicitHeight + 2 * Theme.spaceM)
            text: stop.title

            contentItem: RowLayout {
                spacing: Theme.spaceM

                Rectangle {
                    Layout.preferredHeight: 34
                    Layout.preferredWidth: 34
                    border.color: stop.done ? Theme.textMuted : Theme.selection
                    border.width: 2
                    color: stop.done ? "transparent" : stop.next ? Theme.selection : Theme.surface
                    radius: 17

                    BodyText {
                        anchors.centerIn: parent
                        color: stop.next ? Theme.surface : Theme.selection
                        font.pixelSize: Theme.textL
                        strong: true
                        text: stop.number
                        visible: !stop.done
                    }
                    Glyph {
                        anchors.centerIn: parent
                        color: Theme.textMuted
                        name: "check"
                        size: 18
                        visible: stop.done
                    }
                }
                ColumnLayout {
                    id: lines

                    Layout.fillWidth: true
                    spacing: 2

                    BodyText {
                        Layout.fillWidth: true
                        color: stop.done ? Theme.textMuted : Theme.text
                        font.pixelSize: 15
                        strong: stop.next
                        text: stop.title
                        wrapMode: Text.WordWrap
                    }
                    BodyText {
                        Layout.fillWidth: true
                        color: Theme.textMuted
                        font.pixelSize: 13
                        text: stop.district !== "" ? stop.when + " · " + stop.district : stop.when
                        wrapMode: Text.WordWrap
                    }
                    BodyText {
                        Layout.fillWidth: true
                        color: stop.worse ? Theme.safetyWorse : Theme.text
                        font.pixelSize: 13
                        strong: true
                        text: stop.reason
                        visible: !stop.done
                        wrapMode: Text.WordWrap
                    }
                }
                Glyph {
                    color: Theme.textMuted
                    name: stop.open ? "chevron-up" : "chevron-down"
                    size: 18
                }
            }

            onClicked: stop.viewModel.open(stop.open ? "none" : stop.cell)
        }
        ColumnLayout {
            Layout.bottomMargin: Theme.spaceM
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            spacing: Theme.spaceM
            visible: stop.open

            BodyText {
                Layout.fillWidth: true
                Layout.leftMargin: 34 + Theme.spaceM
                font.pixelSize: 14
                lineHeight: 1.25
                text: stop.facts
                visible: !stop.refusing
                wrapMode: Text.WordWrap
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS
                visible: !stop.refusing

                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 12
                    enabled: !stop.viewModel.busy
                    glyph: stop.done ? "undo-2" : "check"
                    primary: stop.next && !stop.done
                    text: stop.done ? qsTr("Not made after all") : qsTr("I was here")
                    walking: true

                    onClicked: stop.viewModel.made(stop.cell, !stop.done)
                }
                ActionButton {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    glyph: "skip-forward"
                    text: qsTr("Leave out")
                    visible: !stop.done
                    walking: true

                    onClicked: stop.viewModel.refuse(stop.cell)
                }
                IconButton {
                    glyph: "map-pinned"
                    text: qsTr("Show %1 on the map").arg(stop.title)
                    walking: true

                    onClicked: stop.viewModel.showOnMap(stop.cell)
                }
            }
            Loader {
                Layout.fillWidth: true
                active: stop.refusing
                visible: active

                sourceComponent: RefusalForm {
                    viewModel: stop.viewModel
                }
            }
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
    }
}
