pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** One tip of the list. */
ListRow {
    id: row

    required property var whole

    readonly property string tipId: whole.tipId
    readonly property string title: whole.title
    readonly property string tone: whole.tone
    readonly property string place: whole.place
    readonly property string distance: whole.distance
    readonly property string age: whole.age
    readonly property string deadline: whole.deadline
    readonly property string deadlineTone: whole.deadlineTone
    readonly property bool unread: whole.unread
    readonly property string spoken: whole.spoken
    readonly property bool here: whole.here
    readonly property string sign: whole.sign
    readonly property var marks: whole.marks

    readonly property color ring: tone === "info" ? Theme.info : tone === "primary" ? Theme.primary
        : tone === "warning" ? Theme.warning : tone === "success" ? Theme.success : tone === "danger" ? Theme.danger
        : Theme.outline
    readonly property color soft: tone === "info" ? Theme.infoSoft : tone === "primary" ? Theme.primarySoft
        : tone === "warning" ? Theme.warningSoft : tone === "success" ? Theme.successSoft
        : tone === "danger" ? Theme.dangerSoft : Theme.surfaceSunk

    Accessible.name: spoken
    text: title

    component Mark: Row {
        id: mark

        required property string glyph

        property string figure: ""
        property color ink: Theme.textMuted

        spacing: 2

        Glyph {
            anchors.verticalCenter: parent.verticalCenter
            color: mark.ink
            name: mark.glyph
            size: 14
        }
        BodyText {
            anchors.verticalCenter: parent.verticalCenter
            color: mark.ink
            font.pixelSize: Theme.textS
            text: mark.figure
            visible: mark.figure !== ""
        }
    }

    contentItem: RowLayout {
        spacing: Theme.spaceM
        opacity: row.here ? 1 : 0

        Rectangle {
            Layout.alignment: Qt.AlignVCenter
            Layout.preferredHeight: 40
            Layout.preferredWidth: 40
            border.color: row.ring
            border.width: 2
            color: row.soft
            radius: 20

            Text {
                Accessible.ignored: true
                anchors.centerIn: parent
                color: row.ring
                font.family: Theme.iconFamily
                font.pixelSize: 18
                text: row.sign
                textFormat: Text.PlainText
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                Rectangle {
                    Layout.preferredHeight: 8
                    Layout.preferredWidth: 8
                    color: Theme.primary
                    radius: 4
                    visible: row.unread
                }
                BodyText {
                    Layout.fillWidth: true
                    font.pixelSize: 15
                    strong: row.unread
                    text: row.title
                }
                BodyText {
                    color: Theme.textMuted
                    font.pixelSize: Theme.textS
                    text: row.age
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                RowLayout {
                    Layout.fillWidth: true
                    spacing: 0

                    BodyText {
                        Layout.fillWidth: row.place !== "" && implicitWidth > width
                        Layout.maximumWidth: implicitWidth
                        Layout.minimumWidth: 24
                        color: Theme.textMuted
                        font.pixelSize: 13
                        text: row.place
                    }
                    BodyText {
                        color: Theme.textMuted
                        font.pixelSize: 13
                        text: " · " + row.distance
                        visible: row.distance !== ""
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                }
                Loader {
                    Layout.alignment: Qt.AlignVCenter
                    active: row.marks.length > 0
                    visible: active

                    sourceComponent: Row {
                        spacing: Theme.spaceS

                        Repeater {
                            model: row.marks

                            delegate: Mark {
                                required property var modelData

                                figure: modelData.figure
                                glyph: modelData.sign
                                ink: Theme.ink(modelData.tone)
                            }
                        }
                    }
                }
                BodyText {
                    color: row.deadlineTone === "danger" ? Theme.danger
                        : row.deadlineTone === "warning" ? Theme.warning : Theme.textMuted
                    font.pixelSize: Theme.textS
                    strong: row.deadlineTone !== "neutral"
                    text: row.deadline
                    visible: row.deadline !== ""
                }
            }
        }
    }

    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL + 40 + Theme.spaceM
        anchors.right: parent.right
    }
}
