pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** The present PIN or passphrase, and twice the new one. */
BottomSheet {
    id: sheet

    required property SettingsViewModel viewModel

    readonly property bool pin: viewModel.pin
    readonly property int least: pin ? 6 : 12
    readonly property bool same: fresh.text === again.text

    preferredWidth: 420
    title: pin ? qsTr("Change the PIN") : qsTr("Change the passphrase")

    footer: Item {
        implicitHeight: 56 + 2 * Theme.spaceM

        ActionButton {
            anchors.fill: parent
            anchors.margins: Theme.spaceM
            enabled: present.text !== "" && fresh.text.length >= sheet.least && sheet.same && !sheet.viewModel.busy
            primary: true
            text: sheet.pin ? qsTr("Change the PIN") : qsTr("Change the passphrase")
            walking: true

            onClicked: sheet.viewModel.changeSecret(present.text, fresh.text)
        }
    }

    onClosed: {
        present.text = "";
        fresh.text = "";
        again.text = "";
    }

    InputField {
        id: present

        echoMode: TextInput.Password
        inputMethodHints: sheet.pin ? Qt.ImhDigitsOnly | Qt.ImhSensitiveData : Qt.ImhSensitiveData
        label: qsTr("The present one")
        width: parent?.width ?? 0
    }
    InputField {
        id: fresh

        echoMode: TextInput.Password
        inputMethodHints: present.inputMethodHints
        label: sheet.pin ? qsTr("The new one, %n digit(s)", "", sheet.least)
                         : qsTr("The new one, at least %n character(s)", "", sheet.least)
        width: parent?.width ?? 0
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
