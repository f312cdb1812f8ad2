pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import okrskar.models
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
