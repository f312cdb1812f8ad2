pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The whole window while people are asked: one question at a time, and nothing of the app but a door with a PIN. */
FocusScope {
    id: screen

    required property KioskViewModel viewModel

    readonly property bool narrow: width < 600
    readonly property bool more: viewModel.step === "more"
    readonly property bool thanks: viewModel.step === "thanks"
    readonly property bool faces: viewModel.step === "answer"

    Component.onCompleted: body.forceActiveFocus()

    Connections {
        target: screen.viewModel

        function onStepChanged() {
            body.contentY = 0;
            body.forceActiveFocus();
        }
    }
    PointHandler {
        onActiveChanged: if (active) screen.viewModel.touch()
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Rectangle {
        id: head

        color: Theme.surfaceDim
        height: 64
        width: parent.width

        Glyph {
            id: pin

            anchors.left: parent.left
            anchors.leftMargin: Theme.spaceL
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primary
            name: "map-pin"
            size: Theme.iconL
        }
        Column {
            anchors.left: pin.right
            anchors.leftMargin: Theme.spaceM
            anchors.right: door.left
            anchors.verticalCenter: parent.verticalCenter

            SaidText {
                font.pixelSize: Theme.textL
                strong: true
                text: screen.viewModel.place !== "" ? screen.viewModel.place : qsTr("This place")
                width: parent.width
            }
            SaidText {
                color: Theme.textMuted
                text: screen.viewModel.leaving || screen.thanks ? qsTr("City police of Chomutov")
                    : screen.more ? qsTr("Nearly done")
                    : qsTr("Question %1 of %2").arg(screen.viewModel.number).arg(screen.viewModel.total)
                width: parent.width
            }
        }
        IconButton {
            id: door

            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceS
            anchors.verticalCenter: parent.verticalCenter
            glyph: "lock"
            text: qsTr("For the officer")
            visible: !screen.viewModel.leaving
            walking: true

            onClicked: screen.viewModel.askToLeave(true)
        }
        Rule {
            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
        }
        Rectangle {
            Accessible.ignored: true
            anchors.bottom: parent.bottom
            color: Theme.primary
            height: 3
            visible: !screen.viewModel.leaving && !screen.thanks
            width: parent.width * (screen.more ? 1 : screen.viewModel.number / (screen.viewModel.total + 1))

            Behavior on width {
                NumberAnimation {
                    duration: Theme.durationM
                }
            }
        }
    }
    Loader {
        active: screen.viewModel.leaving
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        focus: active

        sourceComponent: LeavePanel {
            focus: true
            viewModel: screen.viewModel

            Component.onCompleted: forceActiveFocus()
        }
    }
    Item {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        visible: !screen.viewModel.leaving

        Flickable {
            id: body

            anchors.bottom: still.visible ? still.top : foot.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: Math.max(height, ask.implicitHeight + 2 * Theme.spaceXl)
            focus: true

            ScrollBar.vertical: ThinScroll {}

            ColumnLayout {
                id: ask

                spacing: Theme.spaceL
                width: Math.min(parent.width - 2 * (screen.narrow ? Theme.spaceL : Theme.spaceXl), 900)
                x: (parent.width - width) / 2
                y: screen.narrow && !screen.thanks ? Theme.spaceXl : Math.max(Theme.spaceXl, (body.height - implicitHeight) / 2)

                Rectangle {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.preferredHeight: 112
                    Layout.preferredWidth: 112
                    color: Theme.successSoft
                    radius: 56
                    visible: screen.thanks

                    Glyph {
                        anchors.centerIn: parent
                        color: Theme.success
                        name: "check"
                        size: 60
                    }
                }
                SaidText {
                    Accessible.role: Accessible.Heading
                    Layout.fillWidth: true
                    font.pixelSize: Theme.textXxl
                    horizontalAlignment: screen.narrow && !screen.thanks ? Text.AlignLeft : Text.AlignHCenter
                    strong: true
                    text: screen.viewModel.question
                    wrapMode: Text.Wrap
                }
                SaidText {
                    Layout.bottomMargin: Theme.spaceS
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    font.pixelSize: Theme.textL
                    horizontalAlignment: screen.narrow && !screen.thanks ? Text.AlignLeft : Text.AlignHCenter
                    text: screen.viewModel.hint
                    visible: text !== ""
                    wrapMode: Text.Wrap
                }
                GridLayout {
                    Layout.fillWidth: true
                    columnSpacing: Theme.spaceM
                    columns: screen.viewModel.step === "tags" ? 2 : screen.narrow ? 1 : screen.viewModel.step === "part" ? 2 : 4
                    rowSpacing: Theme.spaceM
                    uniformCellWidths: true
                    visible: tiles.count > 0

                    Repeater {
                        id: tiles

                        model: screen.viewModel.choices

                        delegate: KioskTile {
                            required property string key

                            Layout.fillWidth: true
                            alone: screen.viewModel.step !== "tags"
                            small: screen.narrow && screen.viewModel.step === "tags"
                            tall: !screen.narrow && sign !== "" && screen.viewModel.step !== "tags"

                            onClicked: screen.viewModel.choose(key)
                        }
                    }
                }
                Loader {
                    Layout.fillWidth: true
                    active: screen.more
                    visible: active

                    sourceComponent: KioskMore {
                        viewModel: screen.viewModel
                    }
                }
                ActionButton {
                    Layout.alignment: Qt.AlignHCenter
                    Layout.topMargin: Theme.spaceL
                    glyph: "arrow-right"
                    primary: true
                    text: qsTr("The next person")
                    visible: screen.thanks
                    walking: true

                    onClicked: screen.viewModel.next()
                }
            }
        }
        Rectangle {
            id: still

            anchors.bottom: foot.top
            color: screen.viewModel.problem !== "" ? Theme.dangerSoft : Theme.warningSoft
            height: notice.implicitHeight + 2 * Theme.spaceM
            visible: screen.viewModel.stillThere || screen.viewModel.problem !== ""
            width: parent.width

            SaidText {
                id: notice

                Accessible.role: Accessible.AlertMessage
                anchors.centerIn: parent
                color: screen.viewModel.problem !== "" ? Theme.danger : Theme.warning
                font.pixelSize: Theme.textL
                horizontalAlignment: Text.AlignHCenter
                text: screen.viewModel.problem !== "" ? screen.viewModel.problem
                    : qsTr("Are you still there? Touch the screen, or it begins anew for the next person.")
                width: parent.width - 2 * Theme.spaceL
                wrapMode: Text.Wrap
            }
        }
        Item {
            id: foot

            anchors.bottom: parent.bottom
            height: buttons.visible ? 88 : Theme.spaceL
            width: parent.width

            RowLayout {
                id: buttons

                anchors.fill: parent
                anchors.leftMargin: ask.x
                anchors.rightMargin: ask.x
                spacing: Theme.spaceS
                visible: !screen.thanks && screen.viewModel.step !== "part"

                ActionButton {
                    Accessible.name: qsTr("Back")
                    glyph: "arrow-left"
                    quiet: true
                    text: screen.narrow ? "" : qsTr("Back")
                    walking: true

                    onClicked: screen.viewModel.back()
                }
                ActionButton {
                    Accessible.name: qsTr("Begin anew")
                    glyph: "rotate-ccw"
                    quiet: true
                    text: screen.narrow ? "" : qsTr("Begin anew")
                    visible: screen.viewModel.drafted && !screen.more
                    walking: true

                    onClicked: screen.viewModel.discard()
                }
                Item {
                    Layout.fillWidth: true
                }
                ActionButton {
                    text: screen.viewModel.step === "tags" ? qsTr("Add something") : qsTr("Skip")
                    visible: screen.viewModel.step === "frequency" || screen.viewModel.step === "tags"
                    walking: true

                    onClicked: screen.viewModel.forward()
                }
                ActionButton {
                    enabled: screen.viewModel.ready
                    glyph: "send"
                    primary: true
                    text: qsTr("Send")
                    visible: screen.viewModel.step === "tags" || screen.more
                    walking: true

                    onClicked: screen.viewModel.send()
                }
            }
        }
        Guard {
            change: screen.viewModel.step + screen.viewModel.leaving
        }
    }
}
