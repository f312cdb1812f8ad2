import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A menu of ChoiceItems. */
Menu {
    id: menu

    implicitWidth: 264
    padding: Theme.spaceXs

    background: Rectangle {
        border.color: Theme.divider
        border.width: 1
        color: Theme.surface
        radius: Theme.radius
    }
}
