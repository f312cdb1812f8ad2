import QtQuick
import QtQuick.Layouts
import ui.theme

/**
 * Says what was just done, and lets it be taken back until the next action or for ten seconds.
 * It has a row of its own: what it stands below gives way, and nothing is covered.
 */
Item {
    id: bar

    property string text: ""
    property int seconds: 10
    /** What takes back what was done; null where nothing can. */
    property var back: null

    /** No words: there is nothing to say, and what was said before is over. */
    function say(words: string, undo: var) {
        text = words;
        back = undo ?? null;
        visible = words !== "";
        if (visible) {
            away.restart();
            guard.begin();
        } else {
            away.stop();
        }
    }

    Accessible.name: text
    Accessible.role: Accessible.AlertMessage
    implicitHeight: visible ? Math.max(Theme.target, words.implicitHeight + Theme.spaceM) + 2 * Theme.spaceS : 0
    visible: false

    Timer {
        id: away

        interval: bar.seconds * 1000

        onTriggered: bar.say("", null)
    }
    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spaceS
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.spaceS
        border.color: Theme.outline
        border.width: 1
        color: Theme.text
        radius: Theme.radius
        width: Math.min(560, bar.width - 2 * Theme.spaceL)

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.spaceL
            anchors.rightMargin: undo.visible ? Theme.spaceXs : Theme.spaceL
            spacing: Theme.spaceS

            BodyText {
                id: words

                Layout.fillWidth: true
                color: Theme.surface
                maximumLineCount: 4
                text: bar.text
                wrapMode: Text.Wrap
            }
            ActionButton {
                id: undo

                readonly property bool ripe: guard.ripe

                Accessible.name: qsTr("Undo: %1").arg(bar.text)
                objectName: "undo"
                quiet: true
                text: qsTr("Undo")
                visible: bar.back !== null

                contentItem: BodyText {
                    color: Theme.dark ? Theme.primaryInk : Theme.selectionSoft
                    font: undo.font
                    horizontalAlignment: Text.AlignHCenter
                    text: undo.text
                }

                onClicked: {
                    if (!ripe)
                        return;
                    const takeBack = bar.back;
                    bar.say("", null);
                    takeBack();
                }

                /** A finger that is still where the last button was is no wish to undo. */
                Guard {
                    id: guard
                }
            }
        }
    }
}
