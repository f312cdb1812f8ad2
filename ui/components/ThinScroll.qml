import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A scroll bar that keeps out of the way. */
ScrollBar {
    id: bar

    minimumSize: 0.08
    padding: 2

    background: Item {}
    contentItem: Rectangle {
        color: Theme.wash(Theme.text, bar.pressed ? 0.5 : 0.25)
        implicitHeight: 6
        implicitWidth: 6
        opacity: bar.active && bar.size < 1 ? 1 : 0
        radius: 3

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.durationM
            }
        }
    }
}
