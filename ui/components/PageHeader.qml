import QtQuick
import QtQuick.Layouts
import ui.theme

/** The head of a page: its name, a way back where there is one, and a place for actions. */
Item {
    id: root

    required property string title

    property string subtitle: ""
    property bool back: false
    default property alias actions: right.data

    signal backClicked

    implicitHeight: Theme.targetWalking + (subtitle ? 8 : 0)

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: root.back ? Theme.spaceXs : Theme.spaceL
        anchors.rightMargin: Theme.spaceXs
        spacing: Theme.spaceXs

        IconButton {
            glyph: "arrow-left"
            text: qsTr("Back")
            visible: root.back

            onClicked: root.backClicked()
        }
        Column {
            Layout.fillWidth: true

            SaidText {
                Accessible.role: Accessible.Heading
                font.pixelSize: Theme.textXl
                strong: true
                text: root.title
                width: parent.width
            }
            SaidText {
                color: Theme.textMuted
                text: root.subtitle
                visible: root.subtitle !== ""
                width: parent.width
            }
        }
        Row {
            id: right
        }
    }
}
