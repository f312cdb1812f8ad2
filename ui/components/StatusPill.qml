import QtQuick
import ui.theme

/** A word on a soft ground: a status, a deadline. `tone`: neutral primary info success warning danger. */
Rectangle {
    id: pill

    required property string text

    property string tone: "neutral"
    property string glyph: ""

    readonly property color ink: Theme.ink(tone)

    Accessible.name: text
    Accessible.role: Accessible.StaticText
    color: tone === "primary" ? Theme.primarySoft : tone === "info" ? Theme.infoSoft
        : tone === "success" ? Theme.successSoft : tone === "warning" ? Theme.warningSoft
        : tone === "danger" ? Theme.dangerSoft : Theme.surfaceSunk
    implicitHeight: 26
    implicitWidth: line.implicitWidth + 20
    radius: 13
    visible: text !== ""

    Row {
        id: line

        anchors.centerIn: parent
        spacing: 5

        Glyph {
            anchors.verticalCenter: parent.verticalCenter
            color: pill.ink
            name: pill.glyph
            size: 14
            visible: pill.glyph !== ""
        }
        BodyText {
            anchors.verticalCenter: parent.verticalCenter
            color: pill.ink
            font.pixelSize: Theme.textS
            strong: true
            text: pill.text
        }
    }
}
