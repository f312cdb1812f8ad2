pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Writes a note with photos and the place where one stands. */
BottomSheet {
    id: sheet

    required property NoteViewModel viewModel
    required property bool positionKnown
    required property string positionWords

    readonly property bool placed: viewModel.here && positionKnown

    signal asked

    drafted: viewModel.drafted
    problem: viewModel.problem
    subject: viewModel.subject
    title: qsTr("Add note")

    footer: SheetFooter {
        glyph: "check"
        ready: sheet.viewModel.ready
        text: qsTr("Save note")

        onTriggered: sheet.viewModel.save()
    }

    onAboutToHide: viewModel.hide()
    onAboutToShow: asked()
    onDiscardAsked: viewModel.discard()
    onOpened: note.begin()

    TextBox {
        id: note

        name: qsTr("Note")
        placeholder: qsTr("What you found, what you did")
        value: sheet.viewModel.text
        width: parent.width

        onEdited: text => sheet.viewModel.write(text)
        onUnfocused: sheet.viewModel.flush()
    }
    Flow {
        spacing: Theme.spaceS
        width: parent.width

        ActionButton {
            glyph: "camera"
            text: sheet.viewModel.photos.length > 0 ? qsTr("%n photo(s)", "", sheet.viewModel.photos.length) : qsTr("Add photo")

            onClicked: picker.open()
        }
        ActionButton {
            enabled: sheet.positionKnown
            glyph: sheet.placed ? "map-pin" : "map-pin-off"
            quiet: true
            text: sheet.positionKnown ? (sheet.placed ? sheet.positionWords : qsTr("Without place")) : qsTr("Position not known")

            onClicked: sheet.viewModel.stayHere(!sheet.viewModel.here)
        }
    }
    PhotoStrip {
        photos: sheet.viewModel.photos
        width: parent.width

        onLeftOut: sha256 => sheet.viewModel.leaveOut(sha256)
    }
    PhotoDialog {
        id: picker

        fileMode: PhotoDialog.OpenFiles

        onAccepted: sheet.viewModel.attach(selectedFiles)
    }
    Connections {
        target: sheet.viewModel

        function onBegun() {
            sheet.open();
        }
        function onFinished() {
            sheet.close();
        }
        function onPhotoWanted() {
            picker.open();
        }
    }
}
