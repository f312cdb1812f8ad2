pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import okrskar.models
import ui.components
import ui.kiosk
import ui.theme
import ui.unlock

/** The window. While locked nothing of the unlocked app exists in it; while people are asked, nothing but the kiosk. */
ApplicationWindow {
    id: window

    required property AppViewModel app

    color: Theme.surface
    font.family: Theme.family
    font.pixelSize: Theme.textM
    height: 800
    minimumHeight: 480
    minimumWidth: 340
    title: qsTr("Okrskář")
    visible: true
    width: 1280

    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: !window.app.workspace ? unlock : window.app.workspace.kiosk.running ? kiosk : shell
    }
    Rectangle {
        Accessible.name: kept.text
        Accessible.role: Accessible.StaticText
        color: Theme.surfaceDim
        height: kept.implicitHeight + 2 * Theme.spaceM
        visible: window.app.recording && !window.app.workspace
        width: parent.width

        Row {
            anchors.centerIn: parent
            spacing: Theme.spaceS

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.danger
                height: 12
                radius: 6
                width: 12
            }
            BodyText {
                id: kept

                text: qsTr("The patrol goes on: its way is recorded, sealed.")
                width: Math.min(implicitWidth, window.width - 3 * Theme.spaceXl)
                wrapMode: Text.WordWrap
            }
        }
    }
    Component {
        id: shell

        Shell {
            focus: true
            workspace: window.app.workspace
        }
    }
    Component {
        id: kiosk

        KioskScreen {
            focus: true
            viewModel: window.app.workspace.kiosk
        }
    }
    Component {
        id: unlock

        UnlockPage {
            focus: true
            viewModel: window.app.unlock
        }
    }
}
