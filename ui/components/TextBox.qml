import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/** Several lines to write in. */
FocusScope {
    id: root

    required property string name

    property string placeholder: ""
    property alias text: area.text
    property alias area: area

    signal edited(text: string)

    implicitHeight: 120

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

            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Keys.onTabPressed: nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason)
            onTextChanged: if (activeFocus) root.edited(text)
        }
    }
}
