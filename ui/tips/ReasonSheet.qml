pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components

/** Asks why a tip is opened again. */
BottomSheet {
    id: sheet

    required property ReopenViewModel viewModel

    drafted: viewModel.drafted
    problem: viewModel.problem
    subject: viewModel.subject
    title: qsTr("Reopen the tip")

    footer: SheetFooter {
        ready: sheet.viewModel.ready
        text: qsTr("Reopen")

        onTriggered: sheet.viewModel.save()
    }

    onAboutToHide: viewModel.hide()
    onDiscardAsked: viewModel.discard()
    onOpened: reason.begin()

    TextBox {
        id: reason

        name: qsTr("Reason")
        placeholder: qsTr("Why it has to be opened again")
        value: sheet.viewModel.reason
        width: parent.width

        onEdited: text => sheet.viewModel.write(text)
        onUnfocused: sheet.viewModel.flush()
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
