import QtQuick
import QtQuick.Layouts
import ui.theme

/** Says what was just done, and lets it be taken back for a while. */
Rectangle {
    id: bar

    property string text: ""
    property bool undoable: false
    property int seconds: 8

    signal undone

    function say(words: string, canUndo: bool) {
        text = words;
        undoable = canUndo;
        visible = true;
        away.restart();
    }

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    color: Theme.text
    height: Theme.target + 4
    radius: Theme.radius
    visible: false
    width: Math.min(480, (parent?.width ?? 480) - 2 * Theme.spaceL)
    z: 50

    Timer {
        id: away

        interval: bar.seconds * 1000

        onTriggered: bar.visible = false
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceL
        anchors.rightMargin: Theme.spaceXs

        BodyText {
            Layout.fillWidth: true
            color: Theme.surface
            maximumLineCount: 2
            text: bar.text
            wrapMode: Text.Wrap
        }
        ActionButton {
            id: undo

            quiet: true
            text: qsTr("Undo")
            visible: bar.undoable

            contentItem: BodyText {
                color: Theme.dark ? Theme.primaryInk : Theme.selectionSoft
                font: undo.font
                horizontalAlignment: Text.AlignHCenter
                text: undo.text
            }

            onClicked: {
                bar.visible = false;
                bar.undone();
            }
        }
    }
}
