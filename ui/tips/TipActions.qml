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
    visible: buttons.count > 0

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
            visible: bar.viewModel.hasFurther
            walking: bar.walking

            onClicked: {
                menu.lookedAt = bar.viewModel.tipId;
                menu.open();
            }
        }
        Repeater {
            id: buttons

            model: bar.viewModel.likeliest

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

        /** The tip whose menu was asked for: it is made then, since a tip is opened far more often than its menu. */
        property string lookedAt: ""

        margins: Theme.spaceXs
        parent: more
        x: more.width - width
        y: -height

        Instantiator {
            active: menu.lookedAt !== "" && menu.lookedAt === bar.viewModel.tipId
            model: bar.viewModel.further

            delegate: ChoiceItem {
                required property string key
                required property string words
                required property string sign

                glyph: sign
                text: words

                onTriggered: bar.viewModel.perform(key)
            }

            onObjectAdded: (index, object) => menu.insertItem(index, object as ChoiceItem)
            onObjectRemoved: (index, object) => menu.removeItem(object as ChoiceItem)
        }
    }
}
