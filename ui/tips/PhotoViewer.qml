import QtQuick
import QtQuick.Controls.Basic
import ui.components

/** One photo as large as the window. */
Popup {
    id: viewer

    function look(photo: string) {
        picture.source = "image://photo/" + photo;
        open();
    }

    focus: true
    height: parent?.height ?? 0
    modal: true
    padding: 0
    parent: Overlay.overlay
    width: parent?.width ?? 0

    background: Rectangle {
        color: "#101010"
    }

    onClosed: picture.source = ""

    Image {
        id: picture

        Accessible.name: qsTr("Photo")
        Accessible.role: Accessible.Graphic
        anchors.fill: parent
        asynchronous: true
        fillMode: Image.PreserveAspectFit
    }
    IconButton {
        anchors.right: parent.right
        glyph: "x"
        ink: "white"
        text: qsTr("Close")
        walking: true

        onClicked: viewer.close()
    }
}
