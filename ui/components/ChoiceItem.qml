import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** One choice of a menu, with a sign before it and a tick where it is the one in force. */
MenuItem {
    id: item

    property string glyph: ""
    property bool danger: false

    readonly property color ink: !enabled ? Theme.textFaint : danger ? Theme.danger : Theme.text

    Accessible.name: text
    implicitHeight: Theme.target
    leftPadding: Theme.spaceM
    rightPadding: Theme.spaceM

    arrow: null
    indicator: null

    background: Rectangle {
        color: item.highlighted ? Theme.wash(Theme.text, 0.07) : "transparent"
        radius: Theme.radius - 2
    }
    contentItem: Item {
        Glyph {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            color: item.ink
            name: item.glyph
            visible: item.glyph !== ""
        }
        BodyText {
            anchors.left: sign.visible ? sign.right : parent.left
            anchors.leftMargin: sign.visible ? Theme.spaceM : 0
            anchors.right: tick.left
            anchors.verticalCenter: parent.verticalCenter
            color: item.ink
            strong: item.checked
            text: item.text
        }
        Glyph {
            id: tick

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primary
            name: "check"
            visible: item.checked
        }
    }
}
