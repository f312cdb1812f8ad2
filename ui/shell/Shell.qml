pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.drafts
import ui.sync
import ui.team
import ui.theme
import ui.tips

/** The frame of the unlocked app: the ways to the pages, the strip, and the page in sight. */
FocusScope {
    id: shell

    required property Workspace workspace

    readonly property string form: width >= 900 ? "wide" : width < 600 ? "phone" : "middle"
    readonly property bool phone: form === "phone"
    readonly property NavigationViewModel navigation: workspace.navigation
    readonly property bool work: navigation.file === ""

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Rectangle {
        id: rail

        color: Theme.surfaceDim
        height: parent.height
        visible: !shell.phone
        width: visible ? 84 : 0

        Rule {
            anchors.right: parent.right
            height: parent.height
            width: 1
        }
        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.spaceXs
            topPadding: Theme.spaceS

            Repeater {
                model: shell.navigation.pages

                delegate: NavItem {
                    required property string key
                    required property string words
                    required property bool listed

                    badge: key === "sync" ? shell.workspace.sync.needsYou : key === "briefs" ? shell.workspace.briefs.waiting : 0
                    current: shell.navigation.section === key
                    text: words
                    visible: listed
                    written: key === "patrol" && shell.workspace.patrol.note.drafted ? qsTr("a note is being written") : ""

                    onClicked: shell.navigation.go(key)
                }
            }
        }
        IconButton {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.spaceS
            anchors.horizontalCenter: parent.horizontalCenter
            glyph: "lock"
            text: qsTr("Lock")

            onClicked: shell.workspace.lock()
        }
    }
    StatusStrip {
        id: strip

        anchors.left: rail.right
        anchors.right: parent.right
        withSettings: shell.phone
        workspace: shell.workspace

        onPageWanted: page => shell.navigation.go(page)
    }
    Item {
        id: stage

        anchors.bottom: undo.visible ? undo.top : bar.top
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: strip.bottom
        clip: true

        WorkArea {
            id: area

            anchors.fill: parent
            form: shell.form
            mapPage: shell.navigation.page === "map"
            visible: shell.work
            workspace: shell.workspace
        }
        Loader {
            readonly property string file: shell.navigation.file

            function turn() {
                if (file !== "")
                    setSource(Qt.resolvedUrl("../" + file), { workspace: shell.workspace });
                else
                    source = "";
            }

            anchors.fill: parent
            focus: file !== ""

            Component.onCompleted: turn()
            onFileChanged: turn()
        }
        ActionButton {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.spaceL + (area.lowSheet ? area.height - area.sheetTop : 0)
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            glyph: "pen-line"
            primary: true
            text: shell.workspace.patrol.note.drafted ? qsTr("Go on with the note") : qsTr("Note")
            visible: shell.phone && shell.work && !shell.navigation.tipOpen && !(shell.workspace.safety.cardOpen && area.mapSeen)
            walking: true

            onClicked: {
                shell.workspace.patrol.showPart("notes");
                shell.navigation.go("patrol");
            }
        }
        Guard {
            change: shell.phone ? shell.navigation.page : ""
        }
    }
    UndoBar {
        id: undo

        anchors.bottom: bar.top
        anchors.left: rail.right
        anchors.right: parent.right
    }
    Rectangle {
        id: bar

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        color: Theme.surfaceDim
        height: visible ? 64 : 0
        visible: shell.phone

        Rule {
            anchors.left: parent.left
            anchors.right: parent.right
        }
        RowLayout {
            anchors.fill: parent
            spacing: 0

            Repeater {
                model: shell.navigation.pages

                delegate: NavItem {
                    required property string key
                    required property string words
                    required property bool few

                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    badge: key === "sync" ? shell.workspace.sync.needsYou : key === "briefs" ? shell.workspace.briefs.waiting : 0
                    current: shell.navigation.section === key
                    text: words
                    visible: few || key === "briefs" && shell.workspace.briefs.any
                    written: key === "patrol" && shell.workspace.patrol.note.drafted ? qsTr("a note is being written") : ""

                    onClicked: shell.navigation.go(key)
                }
            }
        }
    }
    /** The last digit of the PIN, tapped twice, opens nothing. */
    Guard {
        Component.onCompleted: begin()
    }
    Connections {
        target: shell.workspace.tip

        function onSaid(words: string, operations: string) {
            undo.say(words, operations ? () => shell.workspace.tip.undo(operations) : null);
        }
        function onAssignAsked() {
            assignee.open();
        }
    }
    Connections {
        target: shell.workspace.drafts

        function onListWanted() {
            draftsSheet.open();
        }
        function onSaid(words: string, undoable: bool) {
            undo.say(words, undoable ? () => shell.workspace.drafts.restore() : null);
        }
    }
    Connections {
        target: shell.workspace.patrol

        function onSaid(words: string) {
            undo.say(words, null);
        }
    }
    Connections {
        target: shell.workspace.patrol.note

        function onSaid(words: string, undoable: bool) {
            undo.say(words, undoable ? () => shell.workspace.patrol.note.undo() : null);
        }
    }
    Connections {
        target: shell.workspace.patrol.walk

        function onSaid(words: string, undoable: bool) {
            undo.say(words, undoable ? () => shell.workspace.patrol.walk.undo() : null);
        }
    }
    Connections {
        target: shell.workspace.patrol.day

        function onSaid(words: string) {
            undo.say(words, null);
        }
    }
    Connections {
        target: shell.workspace.team.cell

        function onSaid(words: string, undoable: bool) {
            undo.say(words, undoable ? () => shell.workspace.team.cell.undo() : null);
        }
    }
    Connections {
        target: shell.workspace.sync

        function onSaid(words: string) {
            undo.say(words, null);
        }
    }
    Connections {
        target: shell.workspace.settings

        function onSaid(words: string) {
            undo.say(words, null);
        }
    }
    Connections {
        target: shell.workspace

        function onSaid(words: string) {
            undo.say(words, null);
        }
    }
    TipSheets {
        workspace: shell.workspace
    }
    EditSheet {
        viewModel: shell.workspace.edit
    }
    DraftsSheet {
        id: draftsSheet

        objectName: "draftsSheet"
        viewModel: shell.workspace.drafts
    }
    OfficerSheet {
        id: assignee

        count: 1
        viewModel: shell.workspace.team

        onPicked: officerId => shell.workspace.tip.assign(officerId, "")
    }
    Shortcut {
        sequence: "Ctrl+L"

        onActivated: shell.workspace.lock()
    }
    Shortcut {
        readonly property bool card: shell.workspace.safety.cardOpen && area.mapSeen

        enabled: card || shell.navigation.tipOpen
        sequence: "Escape"

        onActivated: card ? shell.workspace.safety.close() : shell.workspace.closeTip()
    }
    Instantiator {
        model: shell.navigation.pages

        delegate: Shortcut {
            required property string key
            required property string keys

            sequence: keys

            onActivated: shell.navigation.go(key)
        }
    }
}
