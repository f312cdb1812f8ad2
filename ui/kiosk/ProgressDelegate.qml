import QtQuick
import ui.components
import ui.theme

/** How many people were asked in a district: today, and in thirty days. */
Item {
    id: progress

    required property string district
    required property string today
    required property string month
    required property string spoken

    Accessible.name: spoken
    Accessible.role: Accessible.StaticText
    implicitHeight: 40

    BodyText {
        anchors.left: parent.left
        anchors.right: counted.left
        anchors.rightMargin: Theme.spaceS
        anchors.verticalCenter: parent.verticalCenter
        text: progress.district
    }
    Row {
        id: counted

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spaceL

        BodyText {
            figures: true
            horizontalAlignment: Text.AlignRight
            strong: true
            text: progress.today
            width: 72
        }
        BodyText {
            color: Theme.textMuted
            figures: true
            horizontalAlignment: Text.AlignRight
            text: progress.month
            width: 100
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
    }
}
