pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** What was promised and is due, the oldest first; a touch opens the tip. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property PromisesViewModel viewModel: workspace.room("promises") as PromisesViewModel

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
            subtitle: list.count > 0 ? qsTr("Whom to call, what was promised") : ""
            title: qsTr("Promises and calls")
        }
        ListView {
            id: list

            Accessible.name: qsTr("Promises")
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
                id: promise

                required property int index
                required property string tipId
                required property string words
                required property string about
                required property string due
                required property string tone
                required property string spoken
                required property string sign
                required property string phone

                Accessible.name: spoken
                implicitHeight: Math.max(Theme.rowHeight, contentItem.implicitHeight + Theme.spaceM)
                current: ListView.isCurrentItem && ListView.view.activeFocus
                text: words
                width: ListView.view.width

                contentItem: RowLayout {
                    spacing: Theme.spaceM

                    Glyph {
                        color: Theme.ink(promise.tone)
                        name: promise.sign
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 3

                        BodyText {
                            Layout.fillWidth: true
                            font.pixelSize: 15
                            maximumLineCount: 3
                            text: promise.words
                            wrapMode: Text.Wrap
                        }
                        BodyText {
                            Layout.fillWidth: true
                            color: Theme.textMuted
                            font.pixelSize: 13
                            maximumLineCount: 3
                            text: promise.about
                            wrapMode: Text.Wrap
                        }
                    }
                    BodyText {
                        color: Theme.ink(promise.tone)
                        font.pixelSize: 13
                        strong: promise.tone !== "neutral"
                        text: promise.due
                    }
                    IconButton {
                        glyph: "phone-call"
                        ink: Theme.primary
                        text: qsTr("Dial %1").arg(promise.phone)
                        visible: promise.phone !== ""
                        walking: true

                        onClicked: Qt.openUrlExternally("tel:" + promise.phone.replace(/\s/g, ""))
                    }
                }

                onClicked: {
                    list.currentIndex = index;
                    page.workspace.openTip(tipId);
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
                glyph: page.viewModel.failed ? "triangle-alert" : "handshake"
                hint: page.viewModel.failed ? qsTr("What you recorded is safe. Try it again.")
                    : qsTr("Open a tip and choose “Promise”: what you say to a resident stands here until it is kept. Calls that are owed come here by themselves.")
                title: page.viewModel.failed ? qsTr("The promises and calls could not be read") : qsTr("Nothing promised, nobody to call")
                visible: page.viewModel.loaded && (list.count === 0 || page.viewModel.failed)

                onTriggered: page.viewModel.refresh()
            }
        }
    }
}
