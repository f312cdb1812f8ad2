import QtQuick
import ui.theme

/** How far long work is, 0 to 1; below 0: under way, end not known. */
Item {
    id: root

    required property string name
    required property real value

    Accessible.name: name
    Accessible.role: Accessible.ProgressBar
    implicitHeight: 4

    Rectangle {
        anchors.fill: parent
        color: Theme.surfaceSunk
        radius: 2
    }
    Rectangle {
        color: Theme.primary
        height: parent.height
        radius: 2
        width: root.value < 0 ? parent.width * 0.3 : parent.width * Math.min(1, root.value)
        x: root.value < 0 ? (parent.width - width) / 2 : 0
    }
}
