pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** A question, its answer, bars from zero with their intervals, how many cases, and a table behind. */
Rectangle {
    id: card

    required property string question
    required property string answer
    required property string unit
    required property list<string> series
    required property var rows
    required property string spoken

    property bool table: false

    readonly property real labelWidth: Math.min(140, width * 0.3)
    readonly property list<color> inks: [Theme.primary, Theme.outline, Theme.warning]

    border.color: Theme.divider
    border.width: 1
    color: Theme.surface
    implicitHeight: body.implicitHeight + 2 * Theme.spaceL
    radius: Theme.radius

    component Bars: Column {
        id: barColumn

        required property var modelData

        Accessible.ignored: true
        spacing: 3

        Repeater {
            model: barColumn.modelData.points

            Item {
                id: one

                required property var modelData
                required property int index

                readonly property color ink: card.inks[index % card.inks.length]
                readonly property real room: width - 48

                height: 12
                width: barColumn.width

                Rectangle {
                    color: one.ink
                    height: parent.height
                    radius: 2
                    width: Math.max(1, one.room * one.modelData.share)
                }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.text
                    height: 2
                    visible: one.modelData.range !== ""
                    width: one.room * (one.modelData.high - one.modelData.low)
                    x: one.room * one.modelData.low
                }
                Repeater {
                    model: one.modelData.range !== "" ? [one.modelData.low, one.modelData.high] : []

                    Rectangle {
                        required property real modelData

                        anchors.verticalCenter: parent?.verticalCenter
                        color: Theme.text
                        height: 8
                        width: 2
                        x: one.room * modelData - 1
                    }
                }
                BodyText {
                    anchors.verticalCenter: parent.verticalCenter
                    font.pixelSize: Theme.textS
                    text: one.modelData.words
                    width: 40
                    x: one.room * one.modelData.high + 6
                }
            }
        }
    }
    component Figures: Row {
        id: figureRow

        required property var modelData

        Repeater {
            model: figureRow.modelData.points

            BodyText {
                required property var modelData

                horizontalAlignment: Text.AlignRight
                text: modelData.range ? modelData.words + " (" + modelData.range + ")" : modelData.words
                width: figureRow.width / figureRow.modelData.points.length
            }
        }
    }

    ColumnLayout {
        id: body

        spacing: Theme.spaceS
        width: parent.width - 2 * Theme.spaceL
        x: Theme.spaceL
        y: Theme.spaceL

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceS

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 2

                BodyText {
                    Accessible.name: card.question
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    font.pixelSize: Theme.textL
                    strong: true
                    text: card.question
                    wrapMode: Text.Wrap
                }
                SaidText {
                    Layout.fillWidth: true
                    text: card.answer
                    wrapMode: Text.Wrap
                }
            }
            IconButton {
                Layout.alignment: Qt.AlignTop
                glyph: card.table ? "chart-bar" : "table"
                text: card.table ? qsTr("Show the chart") : qsTr("Show the table")

                onClicked: card.table = !card.table
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Theme.spaceM

            Repeater {
                model: card.series

                Row {
                    id: key

                    required property string modelData
                    required property int index

                    spacing: 6

                    Rectangle {
                        anchors.verticalCenter: parent.verticalCenter
                        color: card.inks[key.index % card.inks.length]
                        height: 10
                        radius: 2
                        width: 16
                    }
                    SaidText {
                        color: Theme.textMuted
                        font.pixelSize: Theme.textS
                        text: key.modelData
                    }
                }
            }
        }
        Column {
            Accessible.name: card.spoken
            Accessible.role: Accessible.Chart
            Layout.fillWidth: true
            spacing: card.table ? 2 : Theme.spaceS

            Repeater {
                model: card.rows

                Row {
                    id: line

                    required property var modelData

                    spacing: Theme.spaceS
                    width: parent?.width ?? 0

                    BodyText {
                        anchors.verticalCenter: parent.verticalCenter
                        strong: line.modelData.marked
                        text: line.modelData.label
                        width: card.labelWidth
                    }
                    Loader {
                        anchors.verticalCenter: parent.verticalCenter
                        sourceComponent: card.table ? written : drawn
                        width: line.width - card.labelWidth - Theme.spaceS

                        Component {
                            id: drawn

                            Bars {
                                modelData: line.modelData
                            }
                        }
                        Component {
                            id: written

                            Figures {
                                modelData: line.modelData
                            }
                        }
                    }
                }
            }
        }
        SaidText {
            Layout.fillWidth: true
            color: Theme.textMuted
            font.pixelSize: Theme.textS
            text: card.unit
            wrapMode: Text.Wrap
        }
    }
}
