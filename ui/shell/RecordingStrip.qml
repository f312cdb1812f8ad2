import QtQuick
import ui.components
import ui.theme

/** Over the door while a patrol's way is recorded: the lock does not end that, and never hides it. */
Rectangle {
    id: strip

    Accessible.name: kept.text
    Accessible.role: Accessible.StaticText
    color: Theme.surfaceDim
    implicitHeight: kept.implicitHeight + 2 * Theme.spaceM

    Row {
        anchors.centerIn: parent
        spacing: Theme.spaceS

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.danger
            height: 12
            radius: 6
            width: 12
        }
        BodyText {
            id: kept

            text: qsTr("The patrol goes on: its way is recorded, sealed.")
            width: Math.min(implicitWidth, strip.width - 3 * Theme.spaceXl)
            wrapMode: Text.WordWrap
        }
    }
}
