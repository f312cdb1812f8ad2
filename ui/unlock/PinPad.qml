pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import ui.components
import ui.theme

/** Digits for a gloved thumb; the keyboard works too. */
FocusScope {
    id: pad

    property int digits: 6
    property bool busy: false
    property string entered: ""

    signal complete(pin: string)

    function clear() {
        entered = "";
    }
    function press(digit: string) {
        if (busy || entered.length >= digits)
            return;
        entered += digit;
        if (entered.length === digits)
            complete(entered);
    }

    Accessible.name: qsTr("PIN, %1 of %2 digits").arg(entered.length).arg(digits)
    Accessible.role: Accessible.Pane
    implicitHeight: column.implicitHeight
    implicitWidth: 264

    Keys.onPressed: event => {
        if (event.text >= "0" && event.text <= "9" && event.text !== "") {
            pad.press(event.text);
            event.accepted = true;
        } else if (event.key === Qt.Key_Backspace) {
            pad.entered = pad.entered.slice(0, -1);
            event.accepted = true;
        }
    }

    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.spaceXl

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.spaceL

            Repeater {
                model: pad.digits

                delegate: Rectangle {
                    required property int index

                    border.color: Theme.outline
                    border.width: index < pad.entered.length ? 0 : 2
                    color: index < pad.entered.length ? Theme.primary : "transparent"
                    height: 16
                    radius: 8
                    width: 16
                }
            }
        }
        Grid {
            columns: 3
            spacing: Theme.spaceM

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"]

                delegate: AbstractButton {
                    id: key

                    required property string modelData

                    readonly property bool erases: modelData === "⌫"

                    Accessible.name: erases ? qsTr("Delete the last digit") : modelData
                    enabled: !pad.busy && modelData !== ""
                    focusPolicy: Qt.TabFocus
                    height: 64
                    opacity: modelData === "" ? 0 : 1
                    width: 80

                    background: Rectangle {
                        color: key.down ? Theme.primarySoft : key.hovered ? Theme.surfaceSunk : Theme.surface
                        border.color: Theme.divider
                        border.width: 1
                        radius: Theme.radius * 2

                        FocusRing {
                            radius: Theme.radius * 2 + 2
                            target: key
                        }
                    }
                    contentItem: Item {
                        BodyText {
                            anchors.centerIn: parent
                            font.pixelSize: 24
                            text: key.modelData
                            visible: !key.erases
                        }
                        Glyph {
                            anchors.centerIn: parent
                            name: "delete"
                            size: Theme.iconL
                            visible: key.erases
                        }
                    }

                    onClicked: key.erases ? pad.entered = pad.entered.slice(0, -1) : pad.press(modelData)
                }
            }
        }
    }
}
