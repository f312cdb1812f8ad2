pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The patrol note being written: say, place, keep. */
ColumnLayout {
    id: form

    required property Workspace workspace

    readonly property PatrolNoteViewModel viewModel: workspace.patrol.note

    property bool wide: false

    spacing: Theme.spaceS

    TextBox {
        Layout.fillWidth: true
        Layout.preferredHeight: form.wide ? 140 : 96
        name: qsTr("What did you see?")
        placeholder: name
        value: form.viewModel.text

        onEdited: text => form.viewModel.write(text)
        onUnfocused: form.viewModel.flush()
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.spaceS

        Repeater {
            model: form.viewModel.tags

            TagChip {
                required property string key
                required property string words

                checked: form.viewModel.tag === key
                text: words

                onClicked: form.viewModel.chooseTag(key)
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.spaceXs

        ActionButton {
            Layout.fillWidth: true
            Accessible.name: form.viewModel.hasPlace ? text + ", " + qsTr("choose another on the map") : text
            glyph: form.viewModel.hasPlace ? "map-pin-check" : "map-pin"
            text: form.viewModel.hasPlace ? form.viewModel.place : qsTr("Choose the place on the map")

            onClicked: form.workspace.placeNote()
        }
        IconButton {
            glyph: "locate-fixed"
            text: qsTr("Place it where I stand")
            visible: form.viewModel.placeChosen || !form.viewModel.hasPlace
            walking: true

            onClicked: {
                form.workspace.position.ask();
                form.viewModel.placeHere();
            }
        }
        IconButton {
            glyph: "camera"
            text: qsTr("Add a photo")
            walking: true

            onClicked: photos.open()
        }
        IconButton {
            glyph: "trash-2"
            text: qsTr("Discard what is written")
            visible: form.viewModel.drafted
            walking: true

            onClicked: form.viewModel.discard()
        }
    }
    PhotoStrip {
        Layout.fillWidth: true
        photos: form.viewModel.photos

        onLeftOut: sha256 => form.viewModel.leaveOut(sha256)
    }
    ActionButton {
        Layout.fillWidth: true
        enabled: form.viewModel.canSave
        glyph: "check"
        objectName: "keepNote"
        primary: true
        text: qsTr("Keep note")
        walking: true

        onClicked: form.viewModel.save()
    }
    PhotoDialog {
        id: photos

        fileMode: PhotoDialog.OpenFiles

        onAccepted: form.viewModel.attach(photos.selectedFiles)
    }
}
