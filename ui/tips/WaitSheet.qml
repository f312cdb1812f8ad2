pragma ComponentBehavior: Bound

import QtQuick
import ui.components
import ui.theme

/** Asks on whom a tip waits. */
BottomSheet {
    id: sheet

    signal waited(on: string, body: string)

    property string on: "resident"

    title: qsTr("Wait on someone")

    footer: SheetFooter {
        ready: sheet.on === "resident" || whom.text.trim() !== ""
        text: qsTr("Set to waiting")

        onTriggered: {
            sheet.waited(sheet.on, sheet.on === "resident" ? "" : whom.text);
            sheet.close();
        }
    }

    onAboutToShow: {
        on = "resident";
        whom.text = "";
    }

    Row {
        spacing: Theme.spaceS
        width: parent.width

        PickTile {
            checked: sheet.on === "resident"
            glyph: "user"
            text: qsTr("The resident")
            width: (parent.width - Theme.spaceS) / 2

            onClicked: sheet.on = "resident"
        }
        PickTile {
            checked: sheet.on === "other_body"
            glyph: "building-2"
            text: qsTr("Another body")
            width: (parent.width - Theme.spaceS) / 2

            onClicked: {
                sheet.on = "other_body";
                whom.field.forceActiveFocus();
            }
        }
    }
    InputField {
        id: whom

        label: qsTr("On whom")
        placeholder: qsTr("e.g. technical services")
        visible: sheet.on === "other_body"
        width: parent.width
    }
}
