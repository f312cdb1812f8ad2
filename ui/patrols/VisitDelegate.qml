import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** A planned stop: its minutes against those that the track counts. */
Item {
    id: row

    required property string title
    required property string words
    required property string times
    required property double share
    required property string made
    required property string spoken

    readonly property color ink: made === "visit" ? Theme.success : made === "pass" ? Theme.warning : Theme.textMuted

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    implicitHeight: Math.max(Theme.rowHeight, content.implicitHeight + 2 * Theme.spaceM)

    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spaceM

        Glyph {
            color: row.ink
            name: row.made === "visit" ? "circle-check" : row.made === "pass" ? "footprints" : "timer"
            size: Theme.iconM
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                BodyText {
                    Layout.fillWidth: true
                    font.pixelSize: 15
                    strong: row.made === "visit"
                    text: row.title
                    wrapMode: Text.WordWrap
                }
                BodyText {
                    color: row.ink
                    font.pixelSize: 13
                    strong: true
                    text: row.words
                }
            }
            Rectangle {
                Layout.fillWidth: true
                color: Theme.surfaceSunk
                implicitHeight: 6
                radius: 3

                Rectangle {
                    color: row.ink
                    height: parent.height
                    radius: 3
                    width: parent.width * row.share
                }
            }
            BodyText {
                Layout.fillWidth: true
                color: Theme.textMuted
                font.pixelSize: 13
                text: row.times
                visible: text !== ""
            }
        }
    }
    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
    }
}
