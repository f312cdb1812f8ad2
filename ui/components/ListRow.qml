import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A row that can be chosen; what it shows is its `contentItem`. */
ItemDelegate {
    id: row

    property bool current: false

    Accessible.name: text
    implicitHeight: Theme.rowHeight
    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL
    topPadding: Theme.spaceS
    bottomPadding: Theme.spaceS

    background: Rectangle {
        color: row.current ? Theme.selectionSoft : Theme.surface

        Rectangle {
            anchors.fill: parent
            color: Theme.wash(Theme.text, row.down ? 0.1 : row.hovered ? 0.04 : 0)
        }
        Rectangle {
            color: Theme.selection
            height: parent.height
            visible: row.current
            width: 3
        }
        FocusRing {
            target: row
            inset: true
        }
    }
}
