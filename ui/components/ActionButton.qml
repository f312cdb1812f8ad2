import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** A button with a verb on it. One `primary` a screen; `danger` for what can not be taken back. */
Button {
    id: control

    property string glyph: ""
    property bool primary: false
    property bool danger: false
    property bool quiet: false
    property bool walking: false

    readonly property color ink: !enabled ? Theme.textFaint : primary ? Theme.primaryInk : danger ? Theme.danger
        : Theme.primary
    readonly property color ground: primary ? (enabled ? Theme.primary : Theme.surfaceSunk) : quiet ? "transparent" : Theme.surface

    Accessible.name: text
    font.family: Theme.family
    font.pixelSize: Theme.textM
    font.weight: Font.DemiBold
    implicitHeight: walking ? Theme.targetWalking : Theme.target
    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: control.walking ? 0 : 2
            anchors.bottomMargin: control.walking ? 0 : 2
            border.color: control.danger ? Theme.danger : Theme.outline
            border.width: control.primary || control.quiet ? 0 : 1
            color: control.ground
            radius: Theme.radius

            Rectangle {
                anchors.fill: parent
                color: Theme.wash(control.ink, control.down ? 0.2 : control.hovered ? 0.09 : 0)
                radius: parent.radius
            }
            FocusRing {
                target: control
            }
        }
    }
    contentItem: Item {
        implicitHeight: Theme.iconM
        implicitWidth: line.implicitWidth

        Row {
            id: line

            anchors.centerIn: parent
            spacing: Theme.spaceS

            Glyph {
                anchors.verticalCenter: parent.verticalCenter
                color: control.ink
                name: control.glyph
                visible: control.glyph !== ""
            }
            BodyText {
                anchors.verticalCenter: parent.verticalCenter
                color: control.ink
                font: control.font
                text: control.text
            }
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
