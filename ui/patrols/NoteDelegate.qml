import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** One patrol note. */
Item {
    id: row

    required property string noteId
    required property string words
    required property string place
    required property string author
    required property string when
    required property string tag
    required property string sign
    required property int photos
    required property string photo
    required property bool unsent
    required property bool late
    required property string spoken

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    implicitHeight: content.implicitHeight + 2 * Theme.spaceM

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spaceM

        Rectangle {
            Layout.alignment: Qt.AlignTop
            Layout.preferredHeight: 36
            Layout.preferredWidth: 36
            color: Theme.primarySoft
            radius: 18

            Glyph {
                anchors.centerIn: parent
                color: Theme.primary
                name: row.sign
                size: 18
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            BodyText {
                Layout.fillWidth: true
                font.pixelSize: 15
                text: row.words
                wrapMode: Text.Wrap
            }
            BodyText {
                Layout.fillWidth: true
                color: Theme.textMuted
                font.pixelSize: 13
                text: [row.place, row.when, row.author].filter(part => part !== "").join(" · ")
            }
        }
        Glyph {
            color: Theme.textMuted
            name: "image"
            size: 16
            visible: row.photos > 0
        }
        Glyph {
            color: Theme.info
            name: "cloud-upload"
            size: 16
            visible: row.unsent
        }
        StatusPill {
            text: qsTr("late")
            tone: "warning"
            visible: row.late
        }
    }
}
