import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A round button with a sign only; `text` is its name for the screen reader and the tool tip. */
AbstractButton {
    id: control

    required property string glyph

    property color ink: Theme.textMuted
    property bool filled: false
    property bool walking: false

    Accessible.name: text
    implicitHeight: walking ? Theme.targetWalking : Theme.target
    implicitWidth: implicitHeight

    background: Item {
        Rectangle {
            anchors.centerIn: parent
            color: control.filled ? Theme.primary : "transparent"
            height: control.walking ? control.height : 40
            radius: height / 2
            width: height

            Rectangle {
                anchors.fill: parent
                color: Theme.wash(control.filled ? Theme.primaryInk : Theme.text,
                                  control.down ? 0.18 : control.hovered ? 0.08 : 0)
                radius: parent.radius
            }
            FocusRing {
                target: control
                radius: height / 2
            }
        }
    }
    contentItem: Glyph {
        color: control.filled ? Theme.primaryInk : control.ink
        name: control.glyph
        opacity: control.enabled ? 1 : 0.4
        size: control.walking ? Theme.iconL : Theme.iconM
    }

    ToolTip.delay: 700
    ToolTip.text: text
    ToolTip.visible: hovered && text !== "" && !down
}
