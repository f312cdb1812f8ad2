pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** What may be left out: how old, as one says, and a remark in one's own words. */
ColumnLayout {
    id: form

    required property KioskViewModel viewModel

    spacing: Theme.spaceM

    component Choices: Flow {
        id: row

        required property var model
        required property string name

        Accessible.name: name
        Accessible.role: Accessible.Grouping
        Layout.fillWidth: true
        spacing: Theme.spaceS

        Repeater {
            model: row.model

            delegate: FilterChip {
                required property string key
                required property string words
                required property bool chosen

                autoExclusive: false
                checkable: false
                checked: chosen
                implicitHeight: Theme.targetWalking
                large: true
                outlined: true
                text: words

                onClicked: form.viewModel.choose(key)
            }
        }
    }

    SaidText {
        id: age

        font.pixelSize: Theme.textL
        strong: true
        text: qsTr("How old are you?")
    }
    Choices {
        model: form.viewModel.ages
        name: age.text
    }
    SaidText {
        id: sex

        Layout.topMargin: Theme.spaceS
        font.pixelSize: Theme.textL
        strong: true
        text: qsTr("You are")
    }
    Choices {
        model: form.viewModel.sexes
        name: sex.text
    }
    SaidText {
        id: said

        Layout.topMargin: Theme.spaceS
        font.pixelSize: Theme.textL
        strong: true
        text: qsTr("In your own words")
    }
    TextBox {
        Layout.fillWidth: true
        Layout.preferredHeight: 120
        name: said.text
        placeholder: qsTr("What should change here?")
        value: form.viewModel.remark

        onEdited: text => form.viewModel.write(text)
        onUnfocused: form.viewModel.flush()
    }
    SaidText {
        Layout.fillWidth: true
        color: Theme.textMuted
        text: qsTr("Leave out names of people. Tell the officer at once what is urgent.")
        wrapMode: Text.Wrap
    }
    /** Begins anew from here as well: what is drafted is let go for good. */
    ActionButton {
        quiet: true
        text: qsTr("Delete my answers")
        visible: form.viewModel.drafted

        onClicked: form.viewModel.discard()
    }
}
