import QtQuick
import ui.theme

/** The one decision at the lower edge of a sheet. */
Rectangle {
    id: foot

    required property string text

    property string glyph: ""
    property alias ready: button.enabled

    signal triggered

    color: "transparent"
    implicitHeight: Theme.targetWalking + 2 * Theme.spaceS

    Rule {
        anchors.left: parent.left
        anchors.right: parent.right
    }
    ActionButton {
        id: button

        anchors.fill: parent
        anchors.leftMargin: Theme.spaceL
        anchors.margins: Theme.spaceS
        anchors.rightMargin: Theme.spaceL
        glyph: foot.glyph
        primary: true
        text: foot.text
        walking: true

        onClicked: foot.triggered()
    }
}
