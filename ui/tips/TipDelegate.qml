pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** One tip of the list. */
ListRow {
    id: row

    required property string tipId
    required property string title
    required property string tone
    required property string status
    required property string place
    required property string distance
    required property string age
    required property string deadline
    required property string deadlineTone
    required property bool unread
    required property int unsent
    required property int photos
    required property int joined
    required property bool waiting
    required property string snippet
    required property string spoken
    required property bool here
    required property bool drafted
    required property string sign
    required property var marks

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
                    active: row.marks.length > 0 || row.joined > 0 || row.photos > 0 || row.waiting || row.unsent > 0
                        || row.drafted
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
                        Mark {
                            figure: row.joined
                            glyph: "users"
                            visible: row.joined > 0
                        }
                        Mark {
                            figure: row.photos > 1 ? row.photos : ""
                            glyph: "image"
                            visible: row.photos > 0
                        }
                        Mark {
                            glyph: "hourglass"
                            ink: Theme.warning
                            visible: row.waiting
                        }
                        Mark {
                            glyph: "cloud-upload"
                            ink: Theme.info
                            visible: row.unsent > 0
                        }
                        Mark {
                            glyph: "pen-line"
                            ink: Theme.primary
                            visible: row.drafted
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
