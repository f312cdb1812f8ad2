pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import ui.components
import ui.theme

/** One district and officer of the board: a bar of the open tips, and numbers that lead to their tips. */
Item {
    id: row

    required property string key
    required property string districtId
    required property string holderId
    required property string district
    required property string officer
    required property int fresh
    required property int open
    required property int waiting
    required property int overdue
    required property string oldest
    required property real openShare
    required property real waitingShare
    required property real overdueShare
    required property bool first
    required property string spoken

    property bool narrow: false
    property string cellKey: ""
    property string cellMeasure: ""

    signal cellTapped(measure: string)

    Accessible.name: spoken
    Accessible.role: Accessible.ListItem
    implicitHeight: line.implicitHeight + (narrow ? Theme.spaceM : Theme.spaceS) * 2

    component Figure: AbstractButton {
        id: figure

        required property int value
        required property string measure
        required property string words

        property color ink: Theme.text

        readonly property bool current: row.cellKey === row.key && row.cellMeasure === measure

        Accessible.name: words + ": " + value + ", " + row.district + ", " + row.officer
        Layout.fillWidth: row.narrow
        Layout.preferredWidth: row.narrow ? 10 : 72
        implicitHeight: Theme.target
        text: words

        background: Rectangle {
            border.color: figure.current ? Theme.selection : "transparent"
            border.width: 2
            color: figure.current ? Theme.selectionSoft
                : Theme.wash(Theme.text, figure.down ? 0.14 : figure.hovered ? 0.06 : row.narrow ? 0.03 : 0)
            radius: Theme.radius

            FocusRing {
                target: figure
            }
        }
        contentItem: Column {
            spacing: 0
            topPadding: row.narrow ? 4 : 12

            BodyText {
                color: figure.value === 0 ? Theme.textFaint : figure.ink
                font.pixelSize: Theme.textL
                horizontalAlignment: Text.AlignHCenter
                strong: figure.value > 0
                text: figure.value
                width: parent.width
            }
            BodyText {
                color: Theme.textMuted
                font.pixelSize: Theme.textS
                horizontalAlignment: Text.AlignHCenter
                text: figure.words
                visible: row.narrow
                width: parent.width
            }
        }

        onClicked: row.cellTapped(measure)
    }

    Rule {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        visible: row.first
    }
    GridLayout {
        id: line

        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.spaceS
        columns: row.narrow ? 1 : 2
        rowSpacing: Theme.spaceS

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            RowLayout {
                Layout.fillWidth: true

                BodyText {
                    Layout.fillWidth: true
                    font.pixelSize: 15
                    strong: true
                    text: row.district
                }
                BodyText {
                    color: Theme.textMuted
                    font.pixelSize: Theme.textS
                    text: qsTr("oldest %1").arg(row.oldest)
                    visible: row.narrow
                }
            }
            BodyText {
                Layout.fillWidth: true
                color: row.holderId ? Theme.textMuted : Theme.warning
                font.pixelSize: 13
                text: row.officer
            }
            Item {
                id: bar

                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.preferredHeight: 8

                Rectangle {
                    anchors.fill: parent
                    color: Theme.surfaceSunk
                    radius: 4
                }
                Row {
                    Rectangle {
                        color: Theme.danger
                        height: 8
                        width: bar.width * row.overdueShare
                    }
                    Rectangle {
                        color: Theme.warning
                        height: 8
                        width: bar.width * row.waitingShare
                    }
                    Rectangle {
                        color: Theme.primary
                        height: 8
                        width: bar.width * row.openShare
                    }
                }
            }
        }
        RowLayout {
            Layout.fillWidth: row.narrow
            spacing: Theme.spaceXs

            Figure {
                measure: "new_7d"
                value: row.fresh
                words: qsTr("New 7 d")
            }
            Figure {
                measure: "open"
                value: row.open
                words: qsTr("Open")
            }
            Figure {
                measure: "waiting"
                value: row.waiting
                words: qsTr("Waiting")
            }
            Figure {
                ink: Theme.danger
                measure: "overdue"
                value: row.overdue
                words: qsTr("Overdue")
            }
            BodyText {
                Layout.preferredWidth: 72
                color: Theme.textMuted
                horizontalAlignment: Text.AlignHCenter
                text: row.oldest
                visible: !row.narrow
            }
        }
    }
}
