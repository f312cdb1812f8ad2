import QtQuick
import QtQuick.Controls.Basic
import okrskar.models
import ui.components
import ui.theme

/** Always there: connected or not, what is not sent, a running patrol with its time. */
Rectangle {
    id: strip

    required property Workspace workspace

    /** On a phone the bar has no room for Settings: it is here. */
    property bool withSettings: false

    signal pageWanted(page: string)

    readonly property SyncViewModel sync: workspace.sync
    readonly property PatrolViewModel patrol: workspace.patrol

    color: Theme.surfaceDim
    implicitHeight: withSettings ? Theme.target : 32

    component Part: AbstractButton {
        id: part

        required property string glyph

        property color ink: Theme.textMuted
        property real room: 10000
        property string shown: text

        Accessible.name: text
        anchors.verticalCenter: parent?.verticalCenter
        height: parent?.height ?? Theme.target
        leftPadding: Theme.spaceM
        rightPadding: Theme.spaceM

        background: Rectangle {
            color: Theme.wash(Theme.text, part.down ? 0.12 : part.hovered ? 0.05 : 0)

            FocusRing {
                inset: true
                target: part
            }
        }
        contentItem: Row {
            spacing: 6

            Glyph {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                color: part.ink
                name: part.glyph
                size: 15
            }
            BodyText {
                anchors.verticalCenter: parent.verticalCenter
                color: part.ink
                font.pixelSize: 13
                text: part.shown
                width: Math.min(implicitWidth, part.room - sign.width - 6 - 2 * Theme.spaceM)
            }
        }
    }

    Part {
        anchors.left: parent.left
        glyph: strip.sync.running ? "refresh-cw" : strip.sync.needsYou > 0 ? "circle-alert"
            : !strip.sync.connected ? "cloud-off" : strip.sync.waiting > 0 ? "cloud-upload" : "cloud-check"
        ink: strip.sync.stripTone === "danger" ? Theme.danger : strip.sync.stripTone === "warning" ? Theme.warning
            : Theme.textMuted
        text: !strip.sync.connected && strip.sync.waiting > 0 && !(strip.withSettings && walk.visible)
            ? qsTr("Without a connection") + " · " + strip.sync.strip : strip.sync.strip
        room: walk.visible ? walk.x : gear.visible ? gear.x : strip.width

        onClicked: strip.pageWanted("sync")
    }
    Part {
        id: walk

        anchors.right: gear.visible ? gear.left : parent.right
        glyph: "footprints"
        ink: Theme.primary
        shown: strip.withSettings ? strip.patrol.elapsed : text
        text: qsTr("Patrol %1").arg(strip.patrol.elapsed)
        visible: strip.patrol.running

        onClicked: strip.pageWanted("patrol")
    }
    IconButton {
        id: gear

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        glyph: "settings"
        text: qsTr("Settings")
        visible: strip.withSettings

        onClicked: strip.pageWanted("settings")
    }
    Rule {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
    }
}
