pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import okrskar.models
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

    /** What is behind the door comes by its file: nothing of it is compiled before the PIN pad is there. */
    Loader {
        id: content

        readonly property string file: !window.app.workspace ? ""
            : window.app.workspace.kiosk.running ? "../kiosk/KioskScreen.qml" : "Shell.qml"

        function show() {
            const workspace = window.app.workspace;
            if (file === "")
                sourceComponent = unlock;
            else if (file === "Shell.qml")
                setSource(Qt.resolvedUrl(file), { focus: true, workspace: workspace });
            else
                setSource(Qt.resolvedUrl(file), { focus: true, viewModel: workspace.kiosk });
        }

        anchors.fill: parent
        focus: true

        Component.onCompleted: show()
        onFileChanged: show()
    }
    Loader {
        active: window.app.recording && !window.app.workspace
        source: "RecordingStrip.qml"
        width: parent.width
    }
    Component {
        id: unlock

        UnlockPage {
            focus: true
            viewModel: window.app.unlock
        }
    }
}
