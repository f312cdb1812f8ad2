pragma ComponentBehavior: Bound

import QtQuick
import ui.components

/** Asks why a tip is opened again. */
BottomSheet {
    id: sheet

    signal given(reason: string)

    title: qsTr("Reopen the tip")

    footer: SheetFooter {
        ready: reason.text.trim() !== ""
        text: qsTr("Reopen")

        onTriggered: {
            sheet.given(reason.text);
            sheet.close();
        }
    }

    onAboutToShow: reason.text = ""
    onOpened: reason.area.forceActiveFocus()

    TextBox {
        id: reason

        name: qsTr("Reason")
        placeholder: qsTr("Why it has to be opened again")
        width: parent.width
    }
}
