pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The two likeliest actions, the rest behind one button. */
Rectangle {
    id: bar

    required property TipViewModel viewModel

    property bool walking: false

    color: Theme.surface
    implicitHeight: (walking ? Theme.targetWalking : Theme.target) + 2 * Theme.spaceS
    visible: actions.count > 0

    Rule {
        anchors.left: parent.left
        anchors.right: parent.right
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceL
        anchors.rightMargin: Theme.spaceS
        anchors.topMargin: 1
        layoutDirection: Qt.RightToLeft
        spacing: Theme.spaceS

        IconButton {
            id: more

            glyph: "ellipsis"
            text: qsTr("More actions")
            visible: actions.count > 2
            walking: bar.walking

            onClicked: menu.popup(more, more.width - menu.width, -menu.height)
        }
        Repeater {
            id: actions

            model: bar.viewModel.actions

            delegate: ActionButton {
                id: action

                required property int index
                required property string key
                required property string words
                required property string sign
                required property string short

                Accessible.name: words
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                glyph: sign
                primary: index === 0
                text: width < 240 ? short : words
                visible: index < 2
                walking: bar.walking

                onClicked: {
                    guard.begin();
                    bar.viewModel.perform(key);
                }
            }
        }
    }
    Guard {
        id: guard

        change: bar.viewModel.status
    }
    ChoiceMenu {
        id: menu

        Instantiator {
            model: bar.viewModel.actions

            delegate: ChoiceItem {
                required property int index
                required property string key
                required property string words
                required property string sign

                glyph: sign
                height: visible ? implicitHeight : 0
                text: words
                visible: index >= 2

                onTriggered: bar.viewModel.perform(key)
            }

            onObjectAdded: (index, object) => menu.insertItem(index, object as ChoiceItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as ChoiceItem)
        }
    }
}
