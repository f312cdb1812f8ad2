import QtQuick
import QtQuick.Controls.Basic
import ui.components
import ui.theme

/** One page's button: a sign with its word under it. */
AbstractButton {
    id: item

    required property string sign

    property bool current: false
    property int badge: 0
    /** Something on that page is being written: the words for a screen reader, none where nothing is. */
    property string written: ""

    readonly property color ink: current ? Theme.primary : Theme.textMuted

    Accessible.name: [text, badge > 0 ? badge : "", written].filter(part => part).join(", ")
    Accessible.role: Accessible.PageTab
    Accessible.selectable: true
    Accessible.selected: current
    implicitHeight: 60
    implicitWidth: 76

    background: Item {
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            color: item.current ? Theme.primarySoft
                : Theme.wash(Theme.text, item.down ? 0.14 : item.hovered ? 0.06 : 0)
            height: 30
            radius: 15
            width: 52
            y: 6

            FocusRing {
                radius: 17
                target: item
            }
        }
    }
    contentItem: Item {
        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            color: item.ink
            name: item.sign
            size: 21
            y: 10
        }
        CountBadge {
            anchors.left: parent.horizontalCenter
            anchors.leftMargin: 6
            count: item.badge
            y: 3
        }
        Glyph {
            anchors.left: parent.horizontalCenter
            anchors.leftMargin: 10
            color: Theme.primary
            name: "pen-line"
            size: 14
            visible: item.written !== ""
            y: 4
        }
        BodyText {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 4
            color: item.ink
            font.pixelSize: Theme.textS
            horizontalAlignment: Text.AlignHCenter
            strong: item.current
            text: item.text
            width: parent.width
        }
    }
}
