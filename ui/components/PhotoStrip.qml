pragma ComponentBehavior: Bound

import QtQuick
import ui.theme

/** The sealed photos of what is being written, each with its cross. */
Flow {
    id: strip

    required property var photos

    signal leftOut(string sha256)

    spacing: Theme.spaceS
    visible: photos.length > 0

    Repeater {
        model: strip.photos

        delegate: Item {
            id: taken

            required property string modelData

            height: 96
            width: 96

            Image {
                Accessible.name: qsTr("Photo")
                Accessible.role: Accessible.Graphic
                anchors.fill: parent
                asynchronous: true
                fillMode: Image.PreserveAspectCrop
                source: "image://photo/" + taken.modelData
                sourceSize.height: 192
            }
            Rectangle {
                anchors.right: parent.right
                color: Theme.surface
                height: 48
                opacity: 0.9
                radius: 24
                width: 48

                IconButton {
                    anchors.fill: parent
                    glyph: "x"
                    text: qsTr("Leave this photo out")

                    onClicked: strip.leftOut(taken.modelData)
                }
            }
        }
    }
}
