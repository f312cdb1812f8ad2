pragma ComponentBehavior: Bound

import QtQuick
import ui.components
import ui.theme

/** Writes a note with photos and the place where one stands. */
BottomSheet {
    id: sheet

    required property bool positionKnown
    required property string positionWords

    property var photos: []
    property bool here: true

    signal written(text: string, photos: list<string>, here: bool)
    signal asked

    function start(withPhoto: bool) {
        open();
        if (withPhoto)
            picker.open();
    }

    title: qsTr("Add note")

    footer: SheetFooter {
        glyph: "check"
        ready: note.text.trim() !== "" || sheet.photos.length > 0
        text: qsTr("Save note")

        onTriggered: {
            sheet.written(note.text, sheet.photos, sheet.here && sheet.positionKnown);
            sheet.close();
        }
    }

    onAboutToShow: {
        note.text = "";
        photos = [];
        asked();
    }
    onOpened: note.area.forceActiveFocus()

    TextBox {
        id: note

        name: qsTr("Note")
        placeholder: qsTr("What you found, what you did")
        width: parent.width
    }
    Row {
        spacing: Theme.spaceS

        ActionButton {
            glyph: "camera"
            text: sheet.photos.length > 0 ? qsTr("%n photo(s)", "", sheet.photos.length) : qsTr("Add photo")

            onClicked: picker.open()
        }
        ActionButton {
            enabled: sheet.positionKnown
            glyph: sheet.here && sheet.positionKnown ? "map-pin" : "map-pin-off"
            quiet: true
            text: sheet.positionKnown ? (sheet.here ? sheet.positionWords : qsTr("Without place")) : qsTr("Position not known")

            onClicked: sheet.here = !sheet.here
        }
    }
    Row {
        spacing: Theme.spaceS
        visible: sheet.photos.length > 0

        Repeater {
            model: sheet.photos

            delegate: Image {
                required property string modelData

                Accessible.name: qsTr("Photo")
                Accessible.role: Accessible.Graphic
                asynchronous: true
                fillMode: Image.PreserveAspectCrop
                height: 72
                source: modelData
                sourceSize.height: 144
                width: 72
            }
        }
    }
    PhotoDialog {
        id: picker

        fileMode: PhotoDialog.OpenFiles

        onAccepted: sheet.photos = sheet.photos.concat(selectedFiles.map(file => file.toString()))
    }
}
