import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import ui.theme

/** A choice among a few, with how many are behind it. */
AbstractButton {
    id: control

    property int count: -1
    property bool alarming: false
    property bool outlined: false
    property bool large: false

    readonly property color ink: checked ? Theme.primary : Theme.textMuted

    Accessible.name: count < 0 ? text : text + ", " + count
    Accessible.role: Accessible.RadioButton
    checkable: true
    autoExclusive: true
    implicitHeight: Theme.target
    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: large ? Theme.spaceL : outlined ? Theme.spaceM : Theme.spaceS
    rightPadding: leftPadding

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: 6
            anchors.bottomMargin: 6
            border.color: control.checked ? Theme.primary : Theme.outline
            border.width: control.outlined ? 1 : 0
            color: control.checked ? Theme.primarySoft
                : Theme.wash(Theme.text, control.down ? 0.14 : control.hovered ? 0.06 : 0)
            radius: height / 2

            FocusRing {
                target: control
                radius: height / 2
            }
        }
    }
    contentItem: RowLayout {
        spacing: 5

        BodyText {
            Layout.fillWidth: true
            color: control.ink
            elide: Text.ElideRight
            font.pixelSize: control.large ? Theme.textL : 13
            strong: control.checked
            text: control.text
        }
        BodyText {
            color: control.alarming && control.count > 0 ? Theme.danger : control.ink
            font.pixelSize: Theme.textS
            strong: true
            text: control.count
            visible: control.count >= 0
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
