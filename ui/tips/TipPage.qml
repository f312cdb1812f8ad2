pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** One tip, from what and where to the end of its story. */
FocusScope {
    id: page

    required property TipViewModel viewModel

    property bool walking: false

    signal backClicked
    signal mapClicked

    component Fact: RowLayout {
        id: fact

        required property string sign
        required property string words
        required property string tone

        Layout.fillWidth: true
        spacing: Theme.spaceS

        Glyph {
            color: Theme.ink(fact.tone)
            name: fact.sign
            size: 18
        }
        SaidText {
            Layout.fillWidth: true
            color: fact.tone === "neutral" ? Theme.text : Theme.ink(fact.tone)
            text: fact.words
            wrapMode: Text.Wrap
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    PageHeader {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        back: true
        title: page.viewModel.number || qsTr("Tip")

        onBackClicked: page.backClicked()

        IconButton {
            glyph: "map-pin"
            text: qsTr("Show on the map")
            visible: page.viewModel.hasPlace

            onClicked: page.mapClicked()
        }
    }
    Flickable {
        id: scroll

        anchors.bottom: bar.visible ? bar.top : parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: body.implicitHeight + Theme.spaceXl
        visible: page.viewModel.here

        ScrollBar.vertical: ThinScroll {}

        ColumnLayout {
            id: body

            spacing: Theme.spaceM
            width: Math.min(parent.width - 2 * Theme.spaceL, 720)
            x: Theme.spaceL

            SaidText {
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
                font.pixelSize: Theme.textXl
                lineHeight: 1.15
                strong: true
                text: page.viewModel.title
                wrapMode: Text.Wrap
            }
            Flow {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                StatusPill {
                    text: page.viewModel.status
                    tone: page.viewModel.tone
                }
                StatusPill {
                    glyph: "clock"
                    text: page.viewModel.deadline
                    tone: page.viewModel.deadlineTone
                }
                StatusPill {
                    text: page.viewModel.outcome
                    tone: "success"
                }
                StatusPill {
                    glyph: "cloud-upload"
                    text: page.viewModel.unsent > 0 ? qsTr("%n change(s) not sent", "", page.viewModel.unsent) : ""
                    tone: "info"
                }
            }
            Rectangle {
                Layout.fillWidth: true
                color: Theme.warningSoft
                implicitHeight: goneWords.implicitHeight + 2 * Theme.spaceM
                radius: Theme.radius
                visible: page.viewModel.gone

                SaidText {
                    id: goneWords

                    anchors.fill: parent
                    anchors.margins: Theme.spaceM
                    color: Theme.warning
                    text: qsTr("This tip is no longer yours. It stays here until your changes have been sent.")
                    wrapMode: Text.Wrap
                }
            }
            Rectangle {
                Layout.fillWidth: true
                color: Theme.infoSoft
                implicitHeight: onlineWords.implicitHeight + 2 * Theme.spaceM
                radius: Theme.radius
                visible: page.viewModel.online

                SaidText {
                    id: onlineWords

                    anchors.fill: parent
                    anchors.margins: Theme.spaceM
                    color: Theme.info
                    text: qsTr("An older tip, shown from the station. It can be read here, not changed, and is not kept on this device.")
                    wrapMode: Text.Wrap
                }
            }
            Rectangle {
                Layout.fillWidth: true
                color: Theme.infoSoft
                implicitHeight: heardWords.implicitHeight + 2 * Theme.spaceM
                radius: Theme.radius
                visible: page.viewModel.heard !== ""

                SaidText {
                    id: heardWords

                    anchors.fill: parent
                    anchors.margins: Theme.spaceM
                    color: Theme.info
                    maximumLineCount: 3
                    strong: true
                    text: page.viewModel.heard
                    wrapMode: Text.Wrap
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                Repeater {
                    model: page.viewModel.facts

                    delegate: Fact {}
                }
            }
            TipWho {
                Layout.fillWidth: true
                viewModel: page.viewModel
            }
            Rule {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceXs
            }
            Repeater {
                model: page.viewModel.story

                delegate: StoryLine {
                    Layout.fillWidth: true

                    onPhotoOpened: photo => viewer.look(photo)
                }
            }
        }
    }
    TipActions {
        id: bar

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        viewModel: page.viewModel
        walking: page.walking
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.spaceM
        visible: page.viewModel.online && !page.viewModel.here && page.viewModel.notice === ""
        width: Math.min(320, parent.width - 2 * Theme.spaceXl)

        SaidText {
            id: reading

            color: Theme.textMuted
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Reading the tip from the station …")
            width: parent.width
            wrapMode: Text.Wrap
        }
        ProgressLine {
            name: reading.text
            value: -1
            width: parent.width
        }
    }
    EmptyState {
        action: qsTr("Try again")
        anchors.centerIn: parent
        glyph: "cloud-off"
        hint: page.viewModel.notice
        title: qsTr("The tip did not come")
        visible: page.viewModel.online && page.viewModel.notice !== ""

        onTriggered: page.viewModel.askOnlineAgain()
    }
    EmptyState {
        anchors.centerIn: parent
        glyph: page.viewModel.failed ? "triangle-alert" : page.viewModel.missing ? "file-question-mark" : "mouse-pointer-click"
        hint: page.viewModel.missing ? qsTr("It was given to somebody else or has been removed. What you wrote is on the Sync page.")
            : page.viewModel.failed ? qsTr("What you recorded is safe. Go back and open the tip again.") : ""
        title: page.viewModel.failed ? qsTr("The tip could not be read")
            : page.viewModel.missing ? qsTr("This tip is no longer on this device") : qsTr("Choose a tip")
        visible: !page.viewModel.here && !page.viewModel.online && (page.viewModel.tipId === "" || page.viewModel.missing || page.viewModel.failed)
    }
    PhotoViewer {
        id: viewer
    }
    Guard {
        change: page.walking ? page.viewModel.tipId : ""
    }
}
