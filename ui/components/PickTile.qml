import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A large choice with a sign and a word. */
AbstractButton {
    id: tile

    required property string glyph

    property color tint: Theme.primary

    Accessible.name: text
    Accessible.role: Accessible.RadioButton
    checkable: true
    implicitHeight: 80
    padding: Theme.spaceS

    background: Rectangle {
        border.color: tile.checked ? Theme.primary : Theme.divider
        border.width: tile.checked ? 2 : 1
        color: tile.checked ? Theme.primarySoft : Theme.surface
        radius: Theme.radius

        Rectangle {
            anchors.fill: parent
            color: Theme.wash(Theme.text, tile.down ? 0.12 : tile.hovered ? 0.04 : 0)
            radius: parent.radius
        }
        FocusRing {
            target: tile
        }
    }
    contentItem: Column {
        spacing: 6
        topPadding: 4

        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            color: tile.tint
            name: tile.glyph
            size: Theme.iconL
        }
        BodyText {
            color: Theme.text
            horizontalAlignment: Text.AlignHCenter
            strong: tile.checked
            text: tile.text
            width: parent.width
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
