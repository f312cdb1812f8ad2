pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import okrskar.models
import ui.theme
import ui.unlock

/** The window. While locked nothing of the unlocked app exists in it. */
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

    /** The unlocked app by its file: nothing of it is compiled before the PIN pad is there. */
    Loader {
        id: content

        function show() {
            if (window.app.workspace)
                setSource("Shell.qml", {
                    focus: true,
                    workspace: window.app.workspace
                });
            else
                sourceComponent = unlock;
        }

        anchors.fill: parent
        focus: true

        Component.onCompleted: show()
    }
    Connections {
        target: window.app

        function onWorkspaceChanged() {
            content.show();
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
