pragma ComponentBehavior: Bound

import QtQuick
import ui.components
import ui.theme

/** One piece of a tip's story: a bubble left or right, or a thin line with a decision. */
Item {
    id: piece

    required property string side
    required property string author
    required property string when
    required property string words
    required property string glyph
    required property string tone
    required property string verdict
    required property bool unsent
    required property string photo
    required property bool photoHere

    readonly property bool mine: side === "right"
    readonly property bool failed: side === "right" && tone === "danger"
    readonly property bool news: side === "left" && tone === "info"
    readonly property color ink: Theme.ink(tone)
    readonly property color below: unsent || news ? Theme.info : failed ? Theme.danger
        : mine && tone === "warning" ? Theme.warning : Theme.textMuted

    readonly property string under: [side === "line" ? author : "", when, side === "line" ? "" : verdict,
        unsent ? qsTr("not sent yet") : ""].filter(part => part).join(" · ")

    signal photoOpened(photo: string)

    Accessible.name: (side === "line" ? [words, under, verdict] : [author, words, under]).filter(part => part).join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: (side === "line" ? decision.implicitHeight : bubble.height) + Theme.spaceM

    Row {
        id: decision

        spacing: Theme.spaceS
        visible: piece.side === "line"
        width: parent.width

        Rectangle {
            color: Theme.surfaceSunk
            height: 28
            radius: 14
            width: 28

            Glyph {
                anchors.centerIn: parent
                color: piece.ink
                name: piece.glyph
                size: 16
            }
        }
        Column {
            width: parent.width - 28 - Theme.spaceS

            BodyText {
                height: Math.max(28, implicitHeight)
                text: piece.words
                strong: true
                width: parent.width
                wrapMode: Text.Wrap
            }
            BodyText {
                color: Theme.textMuted
                font.pixelSize: Theme.textS
                text: piece.under
                width: parent.width
                wrapMode: Text.Wrap
            }
            BodyText {
                color: piece.ink
                font.pixelSize: Theme.textS
                text: piece.verdict
                visible: piece.verdict !== ""
                width: parent.width
                wrapMode: Text.Wrap
            }
        }
    }
    Rectangle {
        id: bubble

        anchors.left: piece.mine ? undefined : parent.left
        anchors.right: piece.mine ? parent.right : undefined
        border.color: piece.unsent || piece.news ? Theme.info : piece.failed ? Theme.danger : "transparent"
        border.width: 1
        color: piece.mine ? (piece.tone === "success" ? Theme.successSoft : Theme.primarySoft)
            : piece.news ? Theme.infoSoft : Theme.surfaceSunk
        height: inside.implicitHeight + 20
        radius: 12
        visible: piece.side !== "line"
        width: Math.min(parent.width * 0.88, Math.max(inside.implicitWidth + 28, 160))

        Column {
            id: inside

            readonly property real room: piece.width * 0.88 - 28

            anchors.left: parent.left
            anchors.leftMargin: 14
            spacing: 4
            y: 10

            BodyText {
                color: Theme.textMuted
                font.pixelSize: Theme.textS
                strong: true
                text: piece.author
                width: Math.min(implicitWidth, inside.room)
            }
            Image {
                Accessible.name: qsTr("Photo")
                Accessible.role: Accessible.Graphic
                asynchronous: true
                fillMode: Image.PreserveAspectCrop
                height: 150
                source: piece.photoHere ? "image://photo/" + piece.photo : ""
                sourceSize.width: 480
                visible: piece.photoHere
                width: Math.min(220, inside.room)

                TapHandler {
                    onTapped: piece.photoOpened(piece.photo)
                }
            }
            BodyText {
                lineHeight: 1.2
                text: piece.words
                visible: text !== ""
                width: Math.min(implicitWidth, inside.room)
                wrapMode: Text.Wrap
            }
            Row {
                spacing: 5

                Glyph {
                    y: 2
                    color: piece.below
                    name: piece.unsent ? "cloud-upload" : piece.glyph
                    size: 13
                    visible: name !== ""
                }
                BodyText {
                    color: piece.below
                    elide: Text.ElideNone
                    font.pixelSize: Theme.textS
                    width: Math.min(implicitWidth, inside.room - 18)
                    wrapMode: Text.Wrap
                    text: piece.under
                }
            }
        }
    }
}
