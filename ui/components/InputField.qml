import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** One line to write in; `label` is what it asks for, `problem` what is wrong with it. */
FocusScope {
    id: root

    property string label: ""
    property string placeholder: ""
    property string problem: ""
    property string glyph: ""
    property bool clearable: false
    /** What stands in it by its model; what is typed goes back by `edited`. */
    property string value: ""
    property alias text: field.text
    property alias echoMode: field.echoMode
    property alias inputMethodHints: field.inputMethodHints
    property alias maximumLength: field.maximumLength
    property alias field: field

    signal accepted
    signal edited(text: string)
    signal unfocused

    implicitHeight: (label ? caption.implicitHeight + 6 : 0) + Theme.target + (problem ? trouble.implicitHeight + 6 : 0)
    implicitWidth: 240

    onValueChanged: if (text !== value) text = value

    BodyText {
        id: caption

        color: Theme.textMuted
        strong: true
        text: root.label
        visible: root.label !== ""
        width: parent.width
    }
    TextField {
        id: field

        Accessible.name: root.label || root.placeholder
        anchors.bottom: root.problem ? trouble.top : parent.bottom
        anchors.bottomMargin: root.problem ? 6 : 0
        color: Theme.text
        focus: true
        font.family: Theme.family
        font.pixelSize: Theme.textL
        height: Theme.target
        leftPadding: root.glyph ? 44 : Theme.spaceM
        placeholderText: root.placeholder
        placeholderTextColor: Theme.textFaint
        rightPadding: root.clearable ? Theme.target : Theme.spaceM
        selectByMouse: true
        selectedTextColor: Theme.primaryInk
        selectionColor: Theme.primary
        width: parent.width

        background: Rectangle {
            border.color: root.problem ? Theme.danger : field.activeFocus ? Theme.focus : Theme.outline
            border.width: field.activeFocus ? 2 : 1
            color: Theme.surface
            radius: Theme.radius
        }

        onAccepted: root.accepted()
        onActiveFocusChanged: if (!activeFocus) root.unfocused()
        onTextEdited: root.edited(text)

        Glyph {
            anchors.left: parent.left
            anchors.leftMargin: 14
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.textMuted
            name: root.glyph
            visible: root.glyph !== ""
        }
        IconButton {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            glyph: "x"
            text: qsTr("Clear")
            visible: root.clearable && field.text !== ""

            onClicked: {
                field.clear();
                root.edited("");
                field.forceActiveFocus();
            }
        }
    }
    SaidText {
        id: trouble

        anchors.bottom: parent.bottom
        color: Theme.danger
        text: root.problem
        visible: root.problem !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
}
