pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Below the list: the offer to ask the station for tips that this device no longer holds, and what it found. */
Column {
    id: older

    required property OlderViewModel viewModel

    /** The list has no rows of its own: what there is to say stands in its middle then, not here. */
    property bool alone: false
    /** Free room below all of it, for what floats over the list. */
    property int room: 0

    readonly property bool asking: viewModel.state === "asking"
    readonly property bool some: viewModel.count > 0

    /** How many there were before the last question: behind them begins what it brought. */
    property int before: 0

    signal reached(item: Item)
    signal came(item: Item)

    /** The keyboard goes along: from the button to the way out, and on to the first tip that came. */
    function follow() {
        forceLayout();
        if (asking)
            stop.forceActiveFocus(ask.focusReason);
        else if (stop.focus || ask.focus)
            (found.itemAt(before) ?? ask).forceActiveFocus(ask.focusReason);
        if (!asking && some && before === 0)
            came(heading);
    }

    onAskingChanged: {
        if (asking)
            before = viewModel.count;
        Qt.callLater(follow);
    }

    Item {
        height: Theme.spaceS
        visible: older.some || older.asking
        width: 1
    }
    SaidText {
        id: heading

        Accessible.role: Accessible.Heading
        bottomPadding: 2
        leftPadding: Theme.spaceL
        rightPadding: Theme.spaceL
        strong: true
        text: qsTr("Older tips from the station")
        topPadding: Theme.spaceM
        visible: older.some || older.asking
        width: parent.width
    }
    SaidText {
        bottomPadding: Theme.spaceS
        color: Theme.textMuted
        font.pixelSize: Theme.textS
        leftPadding: Theme.spaceL
        rightPadding: Theme.spaceL
        text: qsTr("To be read only; nothing of them is kept on this device.")
        visible: older.some
        width: parent.width
        wrapMode: Text.Wrap
    }
    Rule {
        visible: older.some
        width: parent.width
    }
    Repeater {
        id: found

        model: older.viewModel.rows

        delegate: TipDelegate {
            id: row

            current: tipId === older.viewModel.selected
            focusPolicy: Qt.StrongFocus
            width: older.width

            onActiveFocusChanged: if (activeFocus)
                older.reached(row)
            onClicked: older.viewModel.select(tipId)

            Keys.onReturnPressed: clicked()
        }
    }
    SaidText {
        color: older.viewModel.state === "trouble" ? Theme.warning : Theme.textMuted
        leftPadding: Theme.spaceL
        rightPadding: Theme.spaceL
        text: older.viewModel.notice
        topPadding: Theme.spaceM
        visible: text !== "" && (!older.alone || older.some)
        width: parent.width
        wrapMode: Text.Wrap
    }
    Column {
        bottomPadding: Theme.spaceS
        spacing: Theme.spaceS
        topPadding: Theme.spaceS
        visible: older.asking
        width: parent.width

        ProgressLine {
            name: progress.text
            value: -1
            width: parent.width - 2 * Theme.spaceL
            x: Theme.spaceL
        }
        Item {
            height: stop.implicitHeight
            width: parent.width

            SaidText {
                id: progress

                anchors.left: parent.left
                anchors.leftMargin: Theme.spaceL
                anchors.right: stop.left
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.textMuted
                text: qsTr("Searching at the station …")
            }
            ActionButton {
                id: stop

                anchors.right: parent.right
                anchors.rightMargin: Theme.spaceXs
                quiet: true
                text: qsTr("Stop")

                onActiveFocusChanged: if (activeFocus)
                    older.reached(stop)
                onClicked: older.viewModel.cancel()
            }
        }
    }
    Item {
        height: ask.implicitHeight + Theme.spaceL
        visible: ask.text !== "" && (!older.alone || older.some)
        width: parent.width

        ActionButton {
            id: ask

            anchors.left: parent.left
            anchors.leftMargin: Theme.spaceL
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            anchors.verticalCenter: parent.verticalCenter
            glyph: older.viewModel.state === "idle" && !older.some ? "history" : ""
            text: older.viewModel.offer

            onActiveFocusChanged: if (activeFocus)
                older.reached(ask)
            onClicked: older.viewModel.search()
        }
    }
    Item {
        height: older.room
        width: 1
    }
}
