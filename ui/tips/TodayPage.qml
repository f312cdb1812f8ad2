pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The list of the day: tabs, search as you type, order. */
FocusScope {
    id: page

    required property TodayViewModel viewModel
    required property OlderViewModel older

    /** Free room below the last row, for what floats over the list. */
    property int room: 0

    /** Asked once and not by every row. */
    readonly property string selected: viewModel.selected

    function focusSearch() {
        search.field.forceActiveFocus(Qt.ShortcutFocusReason);
        search.field.selectAll();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceXs
            Layout.topMargin: Theme.spaceM
            spacing: Theme.spaceXs

            InputField {
                id: search

                Layout.fillWidth: true
                clearable: true
                glyph: "search"
                placeholder: qsTr("Search tips")

                onEdited: text => page.viewModel.search(text)
            }
            IconButton {
                id: orderButton

                glyph: "arrow-up-down"
                text: qsTr("Order of the list")

                onClicked: orders.popup(orderButton, 0, orderButton.height)
            }
        }
        ListView {
            id: tabs

            Layout.fillWidth: true
            Layout.preferredHeight: 52
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            leftMargin: Theme.spaceS
            model: [
                { tab: "new", words: qsTr("New"), count: page.viewModel.countNew },
                { tab: "today", words: qsTr("Today"), count: page.viewModel.countToday },
                { tab: "waiting", words: qsTr("Waiting"), count: page.viewModel.countWaiting },
                { tab: "overdue", words: qsTr("Overdue"), count: page.viewModel.countOverdue },
                { tab: "closed", words: qsTr("Closed"), count: -1 }
            ]
            orientation: ListView.Horizontal
            rightMargin: Theme.spaceS

            delegate: FilterChip {
                required property var modelData

                alarming: modelData.tab === "overdue"
                checked: page.viewModel.text === "" && page.viewModel.tab === modelData.tab
                count: modelData.count
                text: modelData.words

                onClicked: {
                    search.text = "";
                    page.viewModel.showTab(modelData.tab);
                }
            }
        }
        BodyText {
            Layout.bottomMargin: Theme.spaceS
            Layout.fillWidth: true
            Layout.leftMargin: Theme.spaceL
            Layout.rightMargin: Theme.spaceL
            color: Theme.textMuted
            text: page.viewModel.capped ? qsTr("more than %n tip(s)", "", page.viewModel.total)
                                        : qsTr("%n tip(s)", "", page.viewModel.total)
            visible: page.viewModel.text !== "" && (page.viewModel.total > 0 || page.older.count === 0)
        }
        Rule {
            Layout.fillWidth: true
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 40
            color: Theme.infoSoft
            visible: page.viewModel.unindexed > 0 && page.viewModel.text !== ""

            BodyText {
                anchors.fill: parent
                anchors.leftMargin: Theme.spaceL
                anchors.rightMargin: Theme.spaceL
                color: Theme.info
                text: qsTr("Still reading %n tip(s) for the search", "", page.viewModel.unindexed)
            }
        }
        ListView {
            id: list

            Layout.fillHeight: true
            Layout.fillWidth: true
            Accessible.name: qsTr("Tips")
            Accessible.role: Accessible.List
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 400
            clip: true
            currentIndex: -1
            keyNavigationEnabled: true
            model: page.viewModel.rows
            reuseItems: true

            footer: OlderTips {
                alone: list.count === 0
                room: page.room
                viewModel: page.older
                width: ListView.view.width

                onCame: item => Qt.callLater(list.bringToTop, item)
                onReached: item => list.bringIntoSight(item)
            }

            ScrollBar.vertical: ThinScroll {}
            delegate: TipDelegate {
                required property int index

                current: tipId !== "" && tipId === page.selected
                width: ListView.view.width

                /** The row was filled with another tip while it was held down: whoever lets go does not mean that one. */
                property bool exchanged: false

                onCanceled: exchanged = false
                onClicked: {
                    const meant = !exchanged;
                    exchanged = false;
                    if (meant) {
                        list.currentIndex = index;
                        page.viewModel.select(tipId);
                    }
                }
                onPressed: exchanged = false
                onTipIdChanged: exchanged = pressed
            }

            Keys.onReturnPressed: (currentItem as TipDelegate)?.clicked()

            function bringToTop(item: Item) {
                const lowest = Math.max(originY, originY + contentHeight - height);
                contentY = Math.min(item.mapToItem(contentItem, 0, 0).y, lowest);
            }
            function bringIntoSight(item: Item) {
                const top = item.mapToItem(contentItem, 0, 0).y;
                const free = height - page.room;
                if (top < contentY)
                    contentY = top;
                else if (top + item.height > contentY + free)
                    contentY = top + item.height - free;
            }

            Guard {
                change: page.older.state
            }
            EmptyState {
                action: page.older.offer
                anchors.centerIn: parent
                glyph: page.viewModel.failed ? "triangle-alert" : page.viewModel.emptyBecause === "text" ? "search-x"
                    : page.viewModel.emptyBecause === "nothing" ? "cloud-download" : "circle-check"
                hint: page.older.notice || page.hint
                title: page.heading
                visible: page.heading !== "" && page.older.state !== "asking" && page.older.count === 0

                onTriggered: page.older.search()
            }
        }
    }
    ChoiceMenu {
        id: orders

        OrderItem {
            order: "age"
            text: qsTr("Newest first")
        }
        OrderItem {
            order: "deadline"
            text: qsTr("By deadline")
        }
        OrderItem {
            enabled: page.viewModel.canSortNear
            order: "near"
            text: page.viewModel.canSortNear ? qsTr("Nearest first") : qsTr("Nearest first (position not known)")
        }
    }
    Connections {
        target: page.viewModel.rows

        function onStarted() {
            list.positionViewAtBeginning();
        }
    }
    Connections {
        target: page.viewModel

        function onRevealed(row: int) {
            list.positionViewAtIndex(row, ListView.Contain);
        }
    }
    Shortcut {
        sequence: "Ctrl+F"

        onActivated: page.focusSearch()
    }

    component OrderItem: ChoiceItem {
        required property string order

        checkable: true
        checked: page.viewModel.sort === order

        onTriggered: page.viewModel.sortBy(order)
    }

    readonly property string heading: {
        if (page.viewModel.failed)
            return qsTr("The list could not be read");
        switch (page.viewModel.emptyBecause) {
        case "text":
            return qsTr("Nothing found");
        case "nothing":
            return qsTr("No tips on this device yet");
        case "new":
            return qsTr("Nothing new");
        case "today":
            return qsTr("Nothing for today");
        case "waiting":
            return qsTr("Nothing waits on anybody");
        case "overdue":
            return qsTr("Nothing is overdue");
        case "closed":
            return qsTr("Nothing closed yet");
        case "all":
            return qsTr("No such tips");
        default:
            return "";
        }
    }
    readonly property string hint: {
        if (page.viewModel.failed)
            return qsTr("What you recorded is safe. Start the app again; if that does not help, call your administrator.");
        switch (page.viewModel.emptyBecause) {
        case "text":
            return qsTr("Try fewer letters or another word. Accents do not matter.");
        case "nothing":
            return qsTr("They arrive with the first sync. Connect and look at the Sync page.");
        case "new":
            return qsTr("Look at what is for today, or start a patrol.");
        case "today":
            return qsTr("Accept a new tip, or start a patrol.");
        case "overdue":
            return qsTr("Well done. Keep an eye on today's deadlines.");
        default:
            return "";
        }
    }
}
