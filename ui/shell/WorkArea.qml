pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.map
import ui.theme
import ui.tips

/**
 * The list, the tip and the map, of each exactly one: what changes with the room is only where they stand.
 * Wide: beside each other. Middle: list and tip, the map as a page. Phone: the map with a sheet over it.
 */
Item {
    id: area

    required property Workspace workspace
    required property string form
    required property bool mapPage

    readonly property bool tipOpen: workspace.navigation.tipOpen
    readonly property bool phone: form === "phone"
    readonly property bool wide: form === "wide"

    readonly property real listWidth: phone ? width : mapPage ? 0
        : wide ? Math.max(380, Math.min(420, width * 0.35)) : Math.max(320, Math.min(380, width * 0.46))
    readonly property real rest: width - listWidth
    readonly property bool mapBeside: wide && (mapPage || !tipOpen || rest >= 760)
    readonly property real tipWidth: phone ? width : !tipOpen ? 0
        : mapPage ? Math.min(420, width * 0.5) : mapBeside ? Math.max(400, Math.min(480, rest * 0.5)) : rest

    readonly property real peek: 132
    readonly property real half: height * 0.52
    readonly property bool mapSeen: visible && ground.visible
    /** The sheet only peeks: what floats stands above it, not over its tabs. */
    readonly property bool lowSheet: phone && sheetTop > half
    property real sheetTop: mapPage ? height - peek : 0
    /** Where a sheet lies that only peeks; it goes with the lower edge. */
    property real lowest: 0

    onMapPageChanged: sheetTop = mapPage ? height - peek : 0
    onTipOpenChanged: if (phone && tipOpen) sheetTop = mapPage ? half : 0
    onHeightChanged: {
        const low = height - peek;
        sheetTop = lowest > 0 && sheetTop >= lowest ? low : Math.min(sheetTop, low);
        lowest = low;
    }

    Connections {
        target: area.workspace.safety

        function onCardShown() {
            if (area.phone && area.mapPage && !area.tipOpen)
                area.sheetTop = area.height - area.peek;
        }
    }

    function back() {
        area.workspace.closeTip();
        sheetTop = mapPage ? height - peek : 0;
    }

    Loader {
        id: ground

        active: area.workspace.today.loaded && area.workspace.mapWanted
        height: parent.height
        visible: area.phone ? area.sheetTop > 8 : area.mapPage || area.mapBeside
        width: area.phone ? area.width : area.mapPage ? area.width - area.tipWidth : area.rest - area.tipWidth
        x: area.phone ? 0 : area.listWidth + area.tipWidth

        sourceComponent: MapView {
            covered: area.phone ? Math.min(area.height * 0.6, area.height - area.sheetTop) : 0
            fontFamily: Theme.family
            ground: Theme.surfaceDim
            noticeColor: Theme.surface
            noticeOutline: Theme.divider
            noticeText: Theme.text
            viewModel: area.workspace.map
        }
    }
    Rectangle {
        anchors.fill: ground
        color: Theme.surfaceDim
        visible: !ground.active && ground.visible
    }
    Column {
        anchors.right: ground.right
        anchors.rightMargin: Theme.spaceM
        spacing: Theme.spaceS
        visible: ground.visible && ground.active
        y: Theme.spaceM

        component Round: Rectangle {
            id: round

            required property string glyph
            required property string words

            signal triggered

            border.color: Theme.divider
            border.width: 1
            color: Theme.surface
            height: 48
            radius: 24
            width: 48

            IconButton {
                anchors.fill: parent
                glyph: round.glyph
                text: round.words

                onClicked: round.triggered()
            }
        }

        Round {
            glyph: "locate"
            words: qsTr("My position")

            onTriggered: area.workspace.locate()
        }
        Round {
            glyph: "plus"
            visible: !area.phone
            words: qsTr("Nearer")

            onTriggered: area.workspace.zoom(1)
        }
        Round {
            glyph: "minus"
            visible: !area.phone
            words: qsTr("Farther")

            onTriggered: area.workspace.zoom(-1)
        }
    }
    Item {
        id: sheet

        clip: true
        height: area.phone ? area.height - area.sheetTop : area.height
        visible: area.phone || area.listWidth + area.tipWidth > 0
        width: area.phone ? area.width : area.listWidth + area.tipWidth
        y: area.phone ? area.sheetTop : 0

        Behavior on y {
            enabled: !handle.active

            NumberAnimation {
                duration: Theme.durationM
                easing.type: Easing.OutCubic
            }
        }

        Rectangle {
            anchors.fill: parent
            color: Theme.surface
            topLeftRadius: area.phone && area.sheetTop > 0 ? 14 : 0
            topRightRadius: topLeftRadius
        }
        Item {
            id: grip

            height: area.phone ? 24 : 0
            visible: area.phone
            width: parent.width

            Rectangle {
                anchors.centerIn: parent
                color: Theme.outline
                height: 4
                radius: 2
                width: 40
            }
            TapHandler {
                onTapped: area.sheetTop = area.sheetTop > area.half ? area.half : area.sheetTop > 0 ? 0 : area.half
            }
            DragHandler {
                id: handle

                property real from: 0

                target: null
                xAxis.enabled: false

                onActiveChanged: {
                    if (active) {
                        from = area.sheetTop;
                        return;
                    }
                    const stops = [0, area.half, area.height - area.peek];
                    area.sheetTop = stops.reduce((best, stop) => Math.abs(stop - area.sheetTop)
                                                 < Math.abs(best - area.sheetTop) ? stop : best);
                }
                onActiveTranslationChanged: if (active)
                    area.sheetTop = Math.max(0, Math.min(area.height - area.peek, from + activeTranslation.y))
            }
        }
        TodayPage {
            id: today

            height: parent.height - grip.height
            older: area.workspace.older
            room: area.phone ? 88 : 0
            viewModel: area.workspace.today
            visible: area.phone ? !area.tipOpen : area.listWidth > 0
            width: area.listWidth
            y: grip.height
        }
        Loader {
            id: tip

            active: area.tipOpen || !area.phone
            height: parent.height - grip.height
            visible: area.phone ? area.tipOpen : width > 0
            width: area.tipWidth
            x: area.phone ? 0 : area.listWidth
            y: grip.height

            sourceComponent: TipPage {
                viewModel: area.workspace.tip
                walking: area.phone

                onBackClicked: area.back()
                onMapClicked: {
                    area.workspace.showOnMap();
                    if (area.phone)
                        area.sheetTop = area.half;
                    else if (!area.mapBeside)
                        area.workspace.navigation.go("map");
                }
            }
        }
        Rule {
            height: parent.height
            visible: !area.phone && area.listWidth > 0
            width: 1
            x: area.listWidth - 1
        }
        Rule {
            height: parent.height
            visible: !area.phone && area.tipWidth > 0
            width: 1
            x: area.listWidth + area.tipWidth - 1
        }
    }
    EmptyState {
        anchors.horizontalCenter: undefined
        glyph: "mouse-pointer-click"
        title: qsTr("Choose a tip")
        visible: area.form === "middle" && !area.mapPage && !area.tipOpen
        width: 260
        x: area.listWidth + (area.rest - width) / 2
        y: (area.height - height) / 2
    }
}
