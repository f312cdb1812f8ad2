import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** Several lines to write in. */
FocusScope {
    id: root

    required property string name

    property string placeholder: ""
    /** What stands in it by its model; what is typed goes back by `edited`. */
    property string value: ""
    property alias text: area.text
    property alias area: area

    signal edited(text: string)
    signal unfocused

    /** Write on at the end of what is there. */
    function begin() {
        root.area.forceActiveFocus();
        root.area.cursorPosition = root.area.length;
    }

    implicitHeight: 120

    onValueChanged: if (text !== value) text = value

    ScrollView {
        anchors.fill: parent
        clip: true

        TextArea {
            id: area

            Accessible.name: root.name
            bottomPadding: Theme.spaceM
            color: Theme.text
            focus: true
            font.family: Theme.family
            font.pixelSize: Theme.textL
            leftPadding: Theme.spaceM
            placeholderText: root.placeholder
            placeholderTextColor: Theme.textFaint
            rightPadding: Theme.spaceM
            selectByMouse: true
            selectedTextColor: Theme.primaryInk
            selectionColor: Theme.primary
            textFormat: TextEdit.PlainText
            topPadding: Theme.spaceM
            wrapMode: TextEdit.Wrap

            background: Rectangle {
                border.color: area.activeFocus ? Theme.focus : Theme.outline
                border.width: area.activeFocus ? 2 : 1
                color: Theme.surface
                radius: Theme.radius
            }

            Keys.priority: Keys.BeforeItem

            onActiveFocusChanged: if (!activeFocus) root.unfocused()
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            onTextChanged: if (activeFocus) root.edited(text)
        }
    }
}
