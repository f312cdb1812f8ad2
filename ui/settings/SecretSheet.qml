pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components

/** The present PIN or passphrase, and twice the new one. */
BottomSheet {
    id: sheet

    required property SettingsViewModel viewModel

    readonly property bool pin: viewModel.pin
    readonly property int least: viewModel.secretLength
    readonly property bool fits: pin ? /^[0-9]+$/.test(fresh.text) && fresh.text.length === least : fresh.text.length >= least
    readonly property bool same: fresh.text === again.text

    preferredWidth: 420
    title: pin ? qsTr("Change the PIN") : qsTr("Change the passphrase")

    footer: SheetFooter {
        glyph: "key-round"
        ready: present.text !== "" && sheet.fits && sheet.same && !sheet.viewModel.busy
        text: sheet.pin ? qsTr("Change the PIN") : qsTr("Change the passphrase")

        onTriggered: sheet.viewModel.changeSecret(present.text, fresh.text)
    }

    onOpened: present.field.forceActiveFocus()
    onClosed: {
        viewModel.forgetProblem();
        present.text = "";
        fresh.text = "";
        again.text = "";
    }

    InputField {
        id: present

        echoMode: TextInput.Password
        inputMethodHints: sheet.pin ? Qt.ImhDigitsOnly | Qt.ImhSensitiveData : Qt.ImhSensitiveData
        label: qsTr("The present one")
        problem: sheet.viewModel.presentProblem
        width: parent?.width ?? 0

        onEdited: sheet.viewModel.forgetProblem()
    }
    InputField {
        id: fresh

        echoMode: TextInput.Password
        inputMethodHints: present.inputMethodHints
        maximumLength: sheet.pin ? sheet.least : 1000
        label: sheet.pin ? qsTr("The new one, %n digit(s)", "", sheet.least)
                         : qsTr("The new one, at least %n character(s)", "", sheet.least)
        problem: sheet.viewModel.newProblem
        width: parent?.width ?? 0

        onEdited: sheet.viewModel.forgetProblem()
    }
    InputField {
        id: again

        echoMode: TextInput.Password
        inputMethodHints: present.inputMethodHints
        label: qsTr("The new one again")
        problem: again.text !== "" && !sheet.same ? qsTr("The two differ.") : ""
        width: parent?.width ?? 0
    }
    Connections {
        function onRekeyed() {
            sheet.close();
        }

        target: sheet.viewModel
    }
}
