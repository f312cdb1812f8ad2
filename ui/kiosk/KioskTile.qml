import QtQuick
import QtQuick.Controls.Basic
import ui.components
import ui.theme

/** One answer, large enough for a gloved thumb. `free`: a touch changes something. */
AbstractButton {
    id: tile

    required property string words
    required property string sign
    required property string tone
    required property bool chosen
    required property bool free

    property bool tall: false
    property bool alone: true
    property bool small: false

    readonly property color ink: tone === "worse" ? Theme.safetyWorse : tone === "better" ? Theme.safetyBetter : Theme.primary

    Accessible.checkable: true
    Accessible.checked: chosen
    Accessible.name: words
    Accessible.role: alone ? Accessible.RadioButton : Accessible.CheckBox
    enabled: free
    implicitHeight: tall ? 168 : small ? 76 : 100
    leftPadding: small ? Theme.spaceM : Theme.spaceL
    rightPadding: leftPadding
    text: words

    background: Rectangle {
        border.color: tile.chosen ? tile.ink : Theme.outline
        border.width: tile.chosen ? 3 : 1
        color: tile.chosen ? Theme.wash(tile.ink, 0.16) : Theme.wash(tile.ink, tile.tone !== "" ? 0.07 : 0)
        opacity: tile.free ? 1 : 0.45
        radius: Theme.radius * 1.5

        Rectangle {
            anchors.fill: parent
            color: Theme.wash(tile.ink, tile.down ? 0.2 : tile.hovered ? 0.07 : 0)
            radius: parent.radius
        }
        FocusRing {
            radius: parent.radius + 2
            target: tile
        }
    }
    contentItem: Item {
        opacity: tile.free ? 1 : 0.55

        Glyph {
            id: face

            anchors.horizontalCenter: tile.tall ? parent.horizontalCenter : undefined
            anchors.left: tile.tall ? undefined : parent.left
            anchors.verticalCenter: tile.tall ? undefined : parent.verticalCenter
            color: tile.ink
            size: tile.tall ? 64 : tile.tone !== "" ? 44 : tile.small ? 24 : 32
            text: tile.sign
            name: ""
            visible: tile.sign !== ""
            y: tile.tall ? (parent.height - height - said.height - Theme.spaceM) / 2 : 0
        }
        BodyText {
            id: said

            anchors.left: tile.tall || !face.visible ? parent.left : face.right
            anchors.leftMargin: tile.tall || !face.visible ? 0 : tile.small ? Theme.spaceS : Theme.spaceL
            anchors.right: tick.visible && !tile.tall ? tick.left : parent.right
            anchors.top: tile.tall ? face.bottom : undefined
            anchors.topMargin: Theme.spaceM
            anchors.verticalCenter: tile.tall ? undefined : parent.verticalCenter
            font.pixelSize: tile.small ? Theme.textL : Theme.textXl
            horizontalAlignment: tile.tall || !face.visible ? Text.AlignHCenter : Text.AlignLeft
            maximumLineCount: 2
            strong: tile.chosen || tile.tone !== ""
            text: tile.words
            wrapMode: Text.Wrap
        }
        Glyph {
            id: tick

            anchors.right: parent.right
            anchors.top: tile.tall ? parent.top : undefined
            anchors.topMargin: Theme.spaceS
            anchors.verticalCenter: tile.tall ? undefined : parent.verticalCenter
            color: tile.ink
            name: "check"
            size: Theme.iconL
            visible: tile.chosen
        }
    }
}
