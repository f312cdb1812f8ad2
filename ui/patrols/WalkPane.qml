pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The suggested round: how much time there is, the stops with why they are some, a no, and on from here. */
Item {
    id: pane

    required property Workspace workspace

    readonly property WalkViewModel viewModel: workspace.patrol.walk

    ColumnLayout {
        anchors.left: parent.left
        anchors.margins: Theme.spaceL
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.spaceM
        visible: pane.viewModel.loaded && !pane.viewModel.planned

        BodyText {
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
            font.pixelSize: Theme.textL
            strong: true
            text: qsTr("How much time do you have?")
            wrapMode: Text.WordWrap
        }
        Row {
            spacing: Theme.spaceS

            Repeater {
                model: [30, 45, 60, 90]

                FilterChip {
                    required property int modelData

                    checked: pane.viewModel.minutes === modelData
                    implicitHeight: Theme.targetWalking
                    outlined: true
                    text: qsTr("%1 min").arg(modelData)

                    onClicked: pane.viewModel.choose(modelData)
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.spaceXs

            ActionButton {
                Accessible.name: text + ", " + qsTr("choose another start on the map")
                Layout.fillWidth: true
                glyph: pane.viewModel.chosen ? "map-pin-check" : "map-pin"
                text: pane.viewModel.origin

                onClicked: pane.workspace.placeStart()
            }
            IconButton {
                glyph: "locate-fixed"
                text: qsTr("Begin where I stand")
                walking: true

                onClicked: {
                    pane.workspace.position.ask();
                    pane.viewModel.startHere();
                }
            }
        }
        ActionButton {
            Layout.fillWidth: true
            enabled: pane.viewModel.canPlan
            glyph: "route"
            primary: true
            text: qsTr("Suggest a round")
            walking: true

            onClicked: pane.viewModel.plan()
        }
        BodyText {
            Layout.fillWidth: true
            color: Theme.textMuted
            text: qsTr("From the ratings of residents, the open tips and the last visits that are on this device. It works without a connection, and you can leave out any stop.")
            wrapMode: Text.WordWrap
        }
    }
    ListView {
        id: list

        Accessible.name: qsTr("Suggested round")
        Accessible.role: Accessible.List
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: pane.viewModel.stops
        visible: pane.viewModel.planned

        ScrollBar.vertical: ThinScroll {}
        delegate: StopDelegate {
            id: delegate

            required property int index

            onGrown: Qt.callLater(() => list.positionViewAtIndex(delegate.index, ListView.Beginning))
            viewModel: pane.viewModel
            width: list.width
        }
        footer: Column {
            bottomPadding: Theme.spaceL
            leftPadding: Theme.spaceL
            spacing: Theme.spaceM
            topPadding: Theme.spaceM
            width: list.width

            BodyText {
                color: Theme.textMuted
                font.pixelSize: 13
                text: pane.viewModel.explained
                width: parent.width - 2 * Theme.spaceL
                wrapMode: Text.WordWrap
            }
            ActionButton {
                glyph: "trash-2"
                quiet: true
                text: qsTr("Put the round away")

                onClicked: pane.viewModel.leave()
            }
        }
        header: Item {
            height: head.implicitHeight + 2 * Theme.spaceM
            width: list.width

            ColumnLayout {
                id: head

                anchors.left: parent.left
                anchors.leftMargin: Theme.spaceL
                anchors.right: parent.right
                anchors.rightMargin: Theme.spaceL
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.spaceS

                BodyText {
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    font.pixelSize: Theme.textL
                    strong: true
                    text: pane.viewModel.headline
                    wrapMode: Text.WordWrap
                }
                BodyText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    text: pane.viewModel.summary
                    wrapMode: Text.WordWrap
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    ActionButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        enabled: !pane.viewModel.busy
                        glyph: "rotate-cw"
                        text: qsTr("Plan on from here")
                        walking: true

                        onClicked: {
                            pane.workspace.position.ask();
                            pane.viewModel.onward();
                        }
                    }
                    ActionButton {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        glyph: "map"
                        text: qsTr("On the map")
                        walking: true

                        onClicked: pane.viewModel.showOnMap("")
                    }
                }
            }
        }
    }
}
