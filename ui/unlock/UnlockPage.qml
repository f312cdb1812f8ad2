pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Enrol this device, choose its PIN or passphrase, unlock it. */
FocusScope {
    id: page

    required property UnlockViewModel viewModel

    property string first: ""

    Rectangle {
        anchors.fill: parent
        color: Theme.surfaceDim
    }
    Flickable {
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(height, card.height + 48)

        Column {
            id: card

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.spaceXl
            width: Math.min(400, parent.width - 2 * Theme.spaceXl)
            y: Math.max(24, (page.height - height) / 2 - 24)

            Column {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.spaceM

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.primary
                    height: 64
                    radius: 18
                    width: 64

                    Glyph {
                        anchors.centerIn: parent
                        color: Theme.primaryInk
                        name: "shield-check"
                        size: 34
                    }
                }
                SaidText {
                    Accessible.role: Accessible.Heading
                    anchors.horizontalCenter: parent.horizontalCenter
                    font.pixelSize: Theme.textXxl
                    strong: true
                    text: qsTr("Okrskář")
                }
                SaidText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.textMuted
                    elide: Text.ElideNone
                    horizontalAlignment: Text.AlignHCenter
                    text: page.viewModel.step === "enrol" ? qsTr("Connect this device to your station. The code is good once.")
                        : page.viewModel.step === "protect" ? (page.first !== "" ? qsTr("Once more, so that no slip locks you out.")
                            : page.viewModel.pin ? qsTr("Choose a PIN of %n digit(s) for this device.", "", page.viewModel.pinDigits)
                            : qsTr("Choose a passphrase of at least %n character(s).", "", page.viewModel.passphraseLength))
                        : page.viewModel.step === "locked" ? (page.viewModel.pin ? qsTr("Enter your PIN") : qsTr("Enter your passphrase"))
                        : ""
                    width: card.width
                    wrapMode: Text.Wrap
                }
            }
            Rectangle {
                color: Theme.dangerSoft
                height: trouble.implicitHeight + 2 * Theme.spaceM
                radius: Theme.radius
                visible: page.viewModel.problem !== "" || page.differs
                width: parent.width

                SaidText {
                    id: trouble

                    Accessible.role: Accessible.AlertMessage
                    anchors.centerIn: parent
                    color: Theme.danger
                    elide: Text.ElideNone
                    text: page.differs ? qsTr("The two were not the same. Start again.") : page.viewModel.problem
                    width: parent.width - 2 * Theme.spaceM
                    wrapMode: Text.Wrap
                }
            }
            Loader {
                anchors.horizontalCenter: parent.horizontalCenter
                focus: true
                sourceComponent: page.viewModel.step === "enrol" ? enrolForm
                    : page.viewModel.step === "protect" || page.viewModel.step === "locked"
                    ? (page.viewModel.pin ? pinForm : phraseForm) : null
                width: page.viewModel.pin && page.viewModel.step !== "enrol" ? implicitWidth : parent.width
            }
            SaidText {
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.textMuted
                text: page.viewModel.step === "enrol" ? qsTr("Connecting…") : qsTr("Unlocking…")
                visible: page.viewModel.busy
            }
            ActionButton {
                anchors.horizontalCenter: parent.horizontalCenter
                quiet: true
                text: page.viewModel.pin ? qsTr("Use a passphrase instead") : qsTr("Use a PIN instead")
                visible: page.viewModel.step === "protect" && page.viewModel.pinPossible && page.first === ""

                onClicked: page.viewModel.usePin(!page.viewModel.pin)
            }
        }
    }

    property bool differs: false

    function given(secret: string) {
        differs = false;
        if (viewModel.step === "locked") {
            viewModel.unlock(secret);
        } else if (first === "") {
            first = secret;
        } else if (first === secret) {
            first = "";
            viewModel.enrol(secret);
        } else {
            first = "";
            differs = true;
        }
    }

    Component {
        id: enrolForm

        Column {
            spacing: Theme.spaceL

            InputField {
                id: address

                focus: true
                inputMethodHints: Qt.ImhUrlCharactersOnly
                label: qsTr("Address of the station")
                placeholder: "https://"
                text: page.viewModel.address
                width: parent.width
            }
            InputField {
                id: code

                inputMethodHints: Qt.ImhNoPredictiveText
                label: qsTr("Enrolment code")
                placeholder: qsTr("From your station")
                width: parent.width

                onAccepted: page.viewModel.next(address.text, text)
            }
            ActionButton {
                enabled: address.text.trim() !== "" && code.text.trim() !== "" && !page.viewModel.busy
                primary: true
                text: qsTr("Continue")
                walking: true
                width: parent.width

                onClicked: page.viewModel.next(address.text, code.text)
            }
        }
    }
    Component {
        id: pinForm

        PinPad {
            id: pad

            busy: page.viewModel.busy
            digits: page.viewModel.pinDigits
            focus: true

            onComplete: pin => {
                page.given(pin);
                pad.clear();
            }
        }
    }
    Component {
        id: phraseForm

        Column {
            spacing: Theme.spaceL

            InputField {
                id: phrase

                echoMode: TextInput.Password
                focus: true
                label: qsTr("Passphrase")
                width: parent.width

                onAccepted: go.clicked()
            }
            ActionButton {
                id: go

                enabled: !page.viewModel.busy && (page.viewModel.step === "locked" ? phrase.text !== ""
                    : phrase.text.length >= page.viewModel.passphraseLength)
                primary: true
                text: page.viewModel.step === "locked" ? qsTr("Unlock") : qsTr("Continue")
                walking: true
                width: parent.width

                onClicked: {
                    page.given(phrase.text);
                    phrase.text = "";
                }
            }
        }
    }
}
