pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import okrskar.models
import ui.components
import ui.theme

/** A change that the station refused: why, and what was written, to be written anew and sent again. */
BottomSheet {
    id: sheet

    required property SyncViewModel viewModel

    preferredWidth: 600
    title: qsTr("Edit and send again")

    footer: SheetFooter {
        glyph: "send"
        ready: sheet.viewModel.editReady
        text: qsTr("Send again")

        onTriggered: sheet.viewModel.resendEdited()
    }

    onAboutToShow: {
        written.text = viewModel.editText;
        about.text = viewModel.editName;
        whose.text = viewModel.editBody;
    }
    onClosed: viewModel.leaveEdit()
    onOpened: {
        written.area.forceActiveFocus();
        written.area.cursorPosition = written.area.length;
    }

    BodyText {
        strong: true
        text: sheet.viewModel.editTitle
        width: parent.width
        wrapMode: Text.Wrap
    }
    Row {
        spacing: Theme.spaceS
        width: parent.width

        Glyph {
            id: alarm

            color: Theme.danger
            name: "circle-alert"
        }
        BodyText {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            color: Theme.textMuted
            text: sheet.viewModel.editWhy
            width: parent.width - alarm.width - parent.spacing
            wrapMode: Text.Wrap
        }
    }
    Grid {
        columns: 3
        spacing: Theme.spaceS
        visible: sheet.viewModel.editOutcome !== ""
        width: parent.width

        Repeater {
            model: sheet.viewModel.outcomes

            delegate: PickTile {
                required property string kind
                required property string words
                required property string sign

                autoExclusive: true
                checked: sheet.viewModel.editOutcome === kind
                glyph: sign
                text: words
                width: (sheet.availableWidth - 2 * Theme.spaceL - 2 * Theme.spaceS) / 3

                onClicked: sheet.viewModel.chooseOutcome(kind)
            }
        }
    }
    InputField {
        id: whose

        label: sheet.viewModel.editOutcome === "not_ours" ? qsTr("Whose it is") : qsTr("To whom it was handed over")
        visible: sheet.viewModel.editNeedsBody
        width: parent.width

        onEdited: text => sheet.viewModel.writeBody(text)
    }
    InputField {
        id: about

        label: qsTr("What it is about")
        visible: sheet.viewModel.editHasName
        width: parent.width

        onEdited: text => sheet.viewModel.writeName(text)
    }
    TextBox {
        id: written

        implicitHeight: 160
        name: sheet.viewModel.editOutcome ? qsTr("Reply to the resident") : qsTr("What you wrote")
        placeholder: name
        width: parent.width

        onEdited: text => sheet.viewModel.writeText(text)
    }
    ActionButton {
        glyph: "file-down"
        quiet: true
        text: qsTr("Save the text to a file")

        onClicked: target.open()
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
        function onEditing() {
            sheet.open();
        }
        function onResent() {
            sheet.close();
        }

        target: sheet.viewModel
    }
}
