pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** What waits, what the station said of what was sent, and how the connection stands. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property SyncViewModel viewModel: workspace.sync
    readonly property DraftsViewModel drafts: workspace.drafts

    readonly property color ink: viewModel.tone === "danger" ? Theme.danger : viewModel.tone === "warning" ? Theme.warning
        : viewModel.tone === "success" ? Theme.success : viewModel.tone === "info" ? Theme.info : Theme.textMuted
    readonly property color ground: viewModel.tone === "danger" ? Theme.dangerSoft
        : viewModel.tone === "warning" ? Theme.warningSoft : viewModel.tone === "success" ? Theme.successSoft
        : viewModel.tone === "info" ? Theme.infoSoft : Theme.surfaceDim

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
            subtitle: page.viewModel.lastSuccess ? qsTr("Last sync %1").arg(page.viewModel.lastSuccess) : ""
            title: qsTr("Sync")

            IconButton {
                glyph: "file-down"
                text: qsTr("Export what is not sent to a file")
                visible: page.viewModel.waiting > 0

                onClicked: target.open()
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.preferredHeight: card.implicitHeight + 2 * Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            color: page.ground
            radius: Theme.radius

            ColumnLayout {
                id: card

                anchors.left: parent.left
                anchors.margins: Theme.spaceL
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.spaceS

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.spaceM

                    Glyph {
                        color: page.ink
                        name: page.viewModel.clockOff ? "clock-alert" : page.viewModel.tone === "success" ? "cloud-check"
                            : page.viewModel.tone === "info" ? "cloud-upload"
                            : page.viewModel.connected ? "cloud-alert" : "cloud-off"
                        size: 32
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 2

                        SaidText {
                            Layout.fillWidth: true
                            font.pixelSize: Theme.textL
                            strong: true
                            text: page.viewModel.title
                            wrapMode: Text.Wrap
                        }
                        SaidText {
                            Layout.fillWidth: true
                            color: Theme.textMuted
                            text: page.viewModel.running ? page.viewModel.phase : page.viewModel.words
                            visible: text !== ""
                            wrapMode: Text.Wrap
                        }
                        SaidText {
                            Layout.fillWidth: true
                            color: Theme.textMuted
                            text: qsTr("Photos to send: %1").arg(page.viewModel.photosWaiting)
                            visible: page.viewModel.photosWaiting !== ""
                        }
                    }
                }
                ProgressLine {
                    Layout.fillWidth: true
                    name: page.viewModel.phase
                    value: page.viewModel.progress
                    visible: page.viewModel.running
                }
                ActionButton {
                    Layout.fillWidth: page.width < 600
                    enabled: !page.viewModel.running
                    glyph: page.viewModel.mustEnrol ? "key-round" : "refresh-cw"
                    primary: true
                    text: page.viewModel.mustEnrol ? qsTr("Enrol this device anew")
                        : page.viewModel.running ? qsTr("Syncing…") : qsTr("Sync now")

                    onClicked: page.viewModel.mustEnrol ? page.viewModel.enrol() : page.viewModel.sendNow()
                }
            }
        }
        ActionButton {
            Layout.leftMargin: Theme.spaceL
            Layout.topMargin: Theme.spaceS
            glyph: "pen-line"
            text: page.drafts.words
            visible: page.drafts.count > 0

            onClicked: page.drafts.showList()
        }
        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.spaceS

            ListView {
                id: list

                anchors.fill: parent
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                model: page.viewModel.changes
                section.property: "section"

                ScrollBar.vertical: ThinScroll {}

                delegate: ChangeDelegate {
                    id: change

                    width: list.width

                    onDismissTapped: page.viewModel.dismiss(change.key)
                    onEditTapped: page.viewModel.edit(change.key)
                    onOpenTapped: page.viewModel.openTip(change.target)
                    onResendTapped: page.viewModel.resend(change.key)
                    onWithdrawTapped: page.viewModel.withdraw(change.key)
                }
                section.delegate: SaidText {
                    required property string section

                    Accessible.role: Accessible.Heading
                    bottomPadding: Theme.spaceXs
                    color: Theme.textMuted
                    font.pixelSize: 13
                    leftPadding: Theme.spaceL
                    strong: true
                    text: section
                    topPadding: Theme.spaceL
                }
            }
            Guard {
                change: list.count
            }
            EmptyState {
                anchors.centerIn: parent
                glyph: "cloud-check"
                hint: qsTr("What you record offline waits here until the station has it.")
                title: qsTr("Nothing waits")
                visible: list.count === 0 && !page.viewModel.unread
            }
            EmptyState {
                action: qsTr("Try again")
                anchors.centerIn: parent
                glyph: "triangle-alert"
                hint: qsTr("Nothing was lost.")
                title: qsTr("The list could not be read")
                visible: list.count === 0 && page.viewModel.unread

                onTriggered: page.viewModel.refresh()
            }
        }
    }
    FileDialog {
        id: target

        defaultSuffix: "okrskar"
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Entries of Okrskář (*.okrskar)")]
        title: qsTr("Export what is not sent to a file")

        onAccepted: page.viewModel.exportTo(target.selectedFile)
    }
}
