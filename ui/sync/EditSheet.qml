pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import okrskar.models
import ui.components
import ui.theme

/** A change that the station refused: why, and what was written, to be written anew and sent again. */
BottomSheet {
    id: sheet

    required property EditViewModel viewModel

    drafted: viewModel.drafted
    preferredWidth: 600
    problem: viewModel.problem
    subject: viewModel.subject
    title: qsTr("Edit and send again")

    footer: SheetFooter {
        glyph: "send"
        ready: sheet.viewModel.ready
        text: qsTr("Send again")

        onTriggered: sheet.viewModel.save()
    }

    onAboutToHide: viewModel.hide()
    onDiscardAsked: viewModel.discard()
    onOpened: written.begin()

    Row {
        spacing: Theme.spaceS
        width: parent.width

        Glyph {
            id: alarm

            color: Theme.danger
            name: "circle-alert"
        }
        SaidText {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            color: Theme.textMuted
            text: sheet.viewModel.why
            width: parent.width - alarm.width - parent.spacing
            wrapMode: Text.Wrap
        }
    }
    Grid {
        columns: 3
        spacing: Theme.spaceS
        visible: sheet.viewModel.outcome !== ""
        width: parent.width

        Repeater {
            model: sheet.viewModel.outcomes

            delegate: PickTile {
                required property string kind
                required property string words
                required property string sign

                autoExclusive: true
                checked: sheet.viewModel.outcome === kind
                glyph: sign
                text: words
                width: (sheet.availableWidth - 2 * Theme.spaceL - 2 * Theme.spaceS) / 3

                onClicked: sheet.viewModel.chooseOutcome(kind)
            }
        }
    }
    InputField {
        label: sheet.viewModel.outcome === "not_ours" ? qsTr("Whose it is") : qsTr("To whom it was handed over")
        maximumLength: 200
        value: sheet.viewModel.body
        visible: sheet.viewModel.needsBody
        width: parent.width

        onEdited: text => sheet.viewModel.nameBody(text)
        onUnfocused: sheet.viewModel.flush()
    }
    InputField {
        label: qsTr("What it is about")
        maximumLength: 200
        value: sheet.viewModel.name
        visible: sheet.viewModel.hasName
        width: parent.width

        onEdited: text => sheet.viewModel.rename(text)
        onUnfocused: sheet.viewModel.flush()
    }
    TextBox {
        id: written

        implicitHeight: 160
        name: sheet.viewModel.outcome ? qsTr("Reply to the resident") : qsTr("What you wrote")
        placeholder: name
        value: sheet.viewModel.text
        width: parent.width

        onEdited: text => sheet.viewModel.write(text)
        onUnfocused: sheet.viewModel.flush()
    }
    ActionButton {
        glyph: "file-down"
        quiet: true
        text: qsTr("Save the text to a file")

        onClicked: target.open()
    }
    SaidText {
        Accessible.name: text
        Accessible.role: Accessible.AlertMessage
        color: Theme.textMuted
        text: sheet.viewModel.saved
        visible: text !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
    FileDialog {
        id: target

        defaultSuffix: "txt"
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Text (*.txt)")]
        title: qsTr("Save the text to a file")

        onAccepted: sheet.viewModel.saveText(selectedFile)
    }
    Connections {
        target: sheet.viewModel

        function onBegun() {
            sheet.open();
        }
        function onFinished() {
            sheet.close();
        }
    }
}
