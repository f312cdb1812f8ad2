pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Asks on whom a tip waits. */
BottomSheet {
    id: sheet

    required property WaitViewModel viewModel

    drafted: viewModel.drafted
    problem: viewModel.problem
    subject: viewModel.subject
    title: qsTr("Wait on someone")

    footer: SheetFooter {
        ready: sheet.viewModel.ready
        text: qsTr("Set to waiting")

        onTriggered: sheet.viewModel.save()
    }

    onAboutToHide: viewModel.hide()
    onDiscardAsked: viewModel.discard()

    Row {
        spacing: Theme.spaceS
        width: parent.width

        PickTile {
            autoExclusive: true
            checked: sheet.viewModel.on === "resident"
            glyph: "user"
            text: qsTr("The resident")
            width: (parent.width - Theme.spaceS) / 2

            onClicked: sheet.viewModel.waitOn("resident")
        }
        PickTile {
            autoExclusive: true
            checked: sheet.viewModel.on === "other_body"
            glyph: "building-2"
            text: qsTr("Another body")
            width: (parent.width - Theme.spaceS) / 2

            onClicked: {
                sheet.viewModel.waitOn("other_body");
                whom.field.forceActiveFocus();
            }
        }
    }
    InputField {
        id: whom

        label: qsTr("On whom")
        maximumLength: 200
        placeholder: qsTr("e.g. technical services")
        value: sheet.viewModel.body
        visible: sheet.viewModel.on === "other_body"
        width: parent.width

        onEdited: text => sheet.viewModel.name(text)
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
