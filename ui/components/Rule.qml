import QtQuick
import ui.theme

/** A hair line between things. */
Rectangle {
    color: Theme.divider
    implicitHeight: 1
    implicitWidth: 1
}
