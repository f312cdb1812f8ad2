import QtQuick
import QtQuick.Controls.Basic
import ui.components
import ui.theme

/** One kind of note, large enough for a gloved thumb; a second tap leaves it. */
AbstractButton {
    id: chip

    required property string sign

    readonly property color ink: checked ? Theme.primary : Theme.text

    Accessible.name: text
    Accessible.role: Accessible.CheckBox
    checkable: true
    implicitHeight: Theme.target
    leftPadding: Theme.spaceM
    rightPadding: Theme.spaceM

    background: Rectangle {
        border.color: chip.checked ? Theme.primary : Theme.outline
        border.width: chip.checked ? 2 : 1
        color: chip.checked ? Theme.primarySoft : Theme.surface
        radius: height / 2

        Rectangle {
            anchors.fill: parent
            color: Theme.wash(Theme.text, chip.down ? 0.14 : chip.hovered ? 0.06 : 0)
            radius: parent.radius
        }
        FocusRing {
            radius: height / 2
            target: chip
        }
    }
    contentItem: Row {
        spacing: 6

        Glyph {
            anchors.verticalCenter: parent.verticalCenter
            color: chip.ink
            name: chip.sign
            size: 18
        }
        BodyText {
            anchors.verticalCenter: parent.verticalCenter
            color: chip.ink
            strong: chip.checked
            text: chip.text
        }
    }
}
