import QtQuick
import QtQuick.Templates as T
import ui.theme

/** Shows which control the keyboard speaks to. */
Rectangle {
    id: ring

    required property T.Control target

    property bool inset: false

    anchors.fill: parent
    anchors.margins: inset ? 2 : -2
    border.color: Theme.focus
    border.width: 2
    color: "transparent"
    radius: Theme.radius + (inset ? 0 : 2)
    visible: target.visualFocus
    z: 10
}
