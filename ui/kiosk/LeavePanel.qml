pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme
import ui.unlock

/** The officer takes the device back: the PIN or passphrase, counted as at the door. */
FocusScope {
    id: panel

    required property KioskViewModel viewModel

    Flickable {
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(height, card.height + 2 * Theme.spaceXl)

        Column {
            id: card

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.spaceXl
            width: Math.min(400, parent.width - 2 * Theme.spaceXl)
            y: Math.max(Theme.spaceXl, (panel.height - height) / 2)

            SaidText {
                Accessible.role: Accessible.Heading
                font.pixelSize: Theme.textXl
                horizontalAlignment: Text.AlignHCenter
                strong: true
                text: panel.viewModel.pin ? qsTr("For the officer: the PIN") : qsTr("For the officer: the passphrase")
                width: parent.width
                wrapMode: Text.Wrap
            }
            Rectangle {
                color: Theme.dangerSoft
                height: trouble.implicitHeight + 2 * Theme.spaceM
                radius: Theme.radius
                visible: panel.viewModel.leaveProblem !== ""
                width: parent.width

                SaidText {
                    id: trouble

                    Accessible.role: Accessible.AlertMessage
                    anchors.centerIn: parent
                    color: Theme.danger
                    text: panel.viewModel.leaveProblem
                    width: parent.width - 2 * Theme.spaceM
                    wrapMode: Text.Wrap
                }
            }
            Loader {
                anchors.horizontalCenter: parent.horizontalCenter
                focus: true
                sourceComponent: panel.viewModel.pin ? digits : phrase
                width: panel.viewModel.pin ? implicitWidth : parent.width
            }
            ActionButton {
                anchors.horizontalCenter: parent.horizontalCenter
                enabled: !panel.viewModel.busy
                glyph: "arrow-left"
                quiet: true
                text: qsTr("Back to the question")
                walking: true

                onClicked: panel.viewModel.askToLeave(false)
            }
        }
    }
    Component {
        id: digits

        PinPad {
            id: pad

            busy: panel.viewModel.busy
            digits: panel.viewModel.digits
            focus: true

            onComplete: pin => {
                panel.viewModel.leave(pin);
                pad.clear();
            }
            onEnteredChanged: panel.viewModel.touch()
        }
    }
    Component {
        id: phrase

        Column {
            spacing: Theme.spaceL

            InputField {
                id: secret

                echoMode: TextInput.Password
                focus: true
                label: qsTr("Passphrase")
                width: parent.width

                onAccepted: go.clicked()
                onEdited: panel.viewModel.touch()
            }
            ActionButton {
                id: go

                enabled: !panel.viewModel.busy && secret.text !== ""
                primary: true
                text: qsTr("Take the device back")
                walking: true
                width: parent.width

                onClicked: {
                    panel.viewModel.leave(secret.text);
                    secret.text = "";
                }
            }
        }
    }
}
