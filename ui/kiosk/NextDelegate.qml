import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** A place where another answer tells most. */
ListRow {
    id: place

    required property string cell
    required property string part
    required property string title
    required property string facts
    required property string why
    required property bool flagged
    required property string spoken

    Accessible.name: spoken
    leftPadding: 0
    rightPadding: 0
    text: title

    contentItem: RowLayout {
        spacing: Theme.spaceM

        Glyph {
            color: place.flagged ? Theme.safetyWorse : Theme.safetyUnknown
            name: place.part === "night" ? "moon-star" : "sun"
            size: Theme.iconL
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            BodyText {
                Layout.fillWidth: true
                font.pixelSize: 15
                text: place.title
            }
            BodyText {
                Layout.fillWidth: true
                color: Theme.textMuted
                font.pixelSize: 13
                text: place.facts + " · " + place.why
            }
        }
        Glyph {
            color: Theme.textMuted
            name: "chevron-right"
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
    }
}
