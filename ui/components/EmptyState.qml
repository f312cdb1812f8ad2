import QtQuick
import ui.theme

/** What to show where nothing is: why, and what to do next. */
Column {
    id: root

    required property string title

    property string glyph: "inbox"
    property string hint: ""
    property string action: ""

    signal triggered

    spacing: Theme.spaceS
    width: Math.min(320, (parent?.width ?? 320) - 2 * Theme.spaceXl)

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.surfaceSunk
        height: 72
        radius: 36
        width: 72

        Glyph {
            anchors.centerIn: parent
            color: Theme.textMuted
            name: root.glyph
            size: 32
        }
    }
    Item {
        height: Theme.spaceXs
        width: 1
    }
    SaidText {
        font.pixelSize: Theme.textL
        horizontalAlignment: Text.AlignHCenter
        strong: true
        text: root.title
        width: parent.width
        wrapMode: Text.Wrap
    }
    SaidText {
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1.25
        text: root.hint
        visible: root.hint !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
    ActionButton {
        anchors.horizontalCenter: parent.horizontalCenter
        text: root.action
        visible: root.action !== ""

        onClicked: root.triggered()
    }
}
