pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** Why a stop is left out: one tap, or a sentence for what no tap says. */
ColumnLayout {
    id: form

    required property WalkViewModel viewModel

    /** Another reason is being written. */
    property bool writing: viewModel.drafted

    spacing: Theme.spaceS

    BodyText {
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        strong: true
        text: qsTr("Why do you leave it out?")
    }
    Repeater {
        model: form.viewModel.reasons

        ActionButton {
            required property string key
            required property string words
            required property string sign

            Layout.fillWidth: true
            enabled: !form.viewModel.busy
            glyph: sign
            text: words
            visible: !form.writing
            walking: true

            onClicked: {
                if (key !== "other") {
                    form.viewModel.leaveOut(key);
                    return;
                }
                form.writing = true;
                box.begin();
            }
        }
    }
    TextBox {
        id: box

        Layout.fillWidth: true
        Layout.preferredHeight: 96
        name: qsTr("Another reason")
        placeholder: name
        value: form.viewModel.text
        visible: form.writing

        onEdited: text => form.viewModel.write(text)
        onUnfocused: form.viewModel.flush()
    }
    ActionButton {
        Layout.fillWidth: true
        enabled: form.viewModel.canRefuse
        glyph: "skip-forward"
        primary: true
        text: qsTr("Leave the stop out")
        visible: form.writing
        walking: true

        onClicked: form.viewModel.leaveOut("other")
    }
    ActionButton {
        Layout.fillWidth: true
        glyph: "arrow-left"
        quiet: true
        text: qsTr("The other reasons")
        visible: form.writing && !form.viewModel.drafted

        onClicked: form.writing = false
    }
    ActionButton {
        Layout.fillWidth: true
        quiet: true
        text: qsTr("I will go there after all")

        onClicked: form.viewModel.discard()
    }
}
