pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** What was handed over: a heading for each district, then what waits there and what is done; a touch opens it. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property BriefsViewModel viewModel: workspace.briefs

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    ColumnLayout {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        spacing: 0
        width: Math.min(parent.width, 760)

        PageHeader {
            Layout.fillWidth: true
            subtitle: list.count > 0 ? qsTr("Districts that you cover or take back") : ""
            title: qsTr("Hand-over")
        }
        ListView {
            id: list

            Accessible.name: qsTr("Hand-over")
            Accessible.role: Accessible.List
            Layout.fillHeight: true
            Layout.fillWidth: true
            activeFocusOnTab: count > 0
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            focus: true
            model: page.viewModel.rows

            ScrollBar.vertical: ThinScroll {}
            delegate: ListRow {
                id: line

                required property int index
                required property string tipId
                required property string cell
                required property string words
                required property string about
                required property string due
                required property string tone
                required property string spoken
                required property string sign
                required property bool head
                required property bool waits

                Accessible.name: spoken
                Accessible.role: head ? Accessible.Heading : Accessible.ListItem
                implicitHeight: Math.max(Theme.rowHeight, contentItem.implicitHeight + Theme.spaceM * (head ? 2 : 1))
                current: ListView.isCurrentItem && ListView.view.activeFocus
                text: words
                width: ListView.view.width

                contentItem: RowLayout {
                    spacing: Theme.spaceM

                    Glyph {
                        color: line.head ? Theme.primary : Theme.ink(line.tone)
                        name: line.sign
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 3

                        BodyText {
                            Layout.fillWidth: true
                            color: line.head || line.waits || line.cell !== "" ? Theme.text : Theme.textMuted
                            font.pixelSize: line.head ? Theme.textL : 15
                            maximumLineCount: 3
                            strong: line.head
                            text: line.words
                            wrapMode: Text.Wrap
                        }
                        BodyText {
                            Layout.fillWidth: true
                            color: Theme.textMuted
                            font.pixelSize: 13
                            maximumLineCount: 4
                            text: line.about
                            visible: text !== ""
                            wrapMode: Text.Wrap
                        }
                    }
                    BodyText {
                        color: Theme.ink(line.tone)
                        font.pixelSize: 13
                        strong: line.tone !== "neutral"
                        text: line.due
                    }
                }

                onClicked: {
                    list.currentIndex = index;
                    if (tipId !== "")
                        page.workspace.openTip(tipId);
                    else if (cell !== "")
                        page.workspace.showCell(cell, "night");
                }

                Rule {
                    anchors.bottom: parent.bottom
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.spaceL
                    anchors.right: parent.right
                }
            }

            Keys.onReturnPressed: (currentItem as ListRow)?.clicked()
            onCountChanged: if (currentIndex < 0 && count > 0) currentIndex = 0

            EmptyState {
                action: page.viewModel.failed ? qsTr("Try again") : ""
                anchors.centerIn: parent
                glyph: page.viewModel.failed ? "triangle-alert" : "arrow-right-left"
                hint: page.viewModel.failed ? qsTr("What you recorded is safe. Try it again.")
                    : qsTr("Before you cover for somebody, and when you come back, it says here what waits in the district and what was done.")
                title: page.viewModel.failed ? qsTr("The hand-over could not be read") : qsTr("Nothing to hand over")
                visible: page.viewModel.loaded && (list.count === 0 || page.viewModel.failed)

                onTriggered: page.viewModel.refresh()
            }
        }
    }
}
