import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/**
 * A button with a verb on it. One `primary` a screen; `danger` for what can not be taken back. With `hold` it is held
 * down instead, by finger, mouse or space, and says so to who only taps: `held` is what was asked for then. Who can not
 * hold presses twice, by Enter, a switch or a screen reader: the first press asks.
 */
Button {
    id: control

    property string glyph: ""
    property bool primary: false
    property bool danger: false
    property bool quiet: false
    property bool walking: false
    property bool hold: false
    /** It was held long enough, and is still held down. */
    property bool full: false
    property bool hinting: false
    /** Pressed once by who can not hold. */
    property bool asked: false

    signal held

    readonly property color ink: !enabled ? Theme.textFaint : primary ? Theme.primaryInk : danger ? Theme.danger
        : Theme.primary
    readonly property color ground: primary ? (enabled ? Theme.primary : Theme.surfaceSunk) : quiet ? "transparent" : Theme.surface

    function pressWithoutHolding() {
        if (!hold || ripening.running)
            return;
        if (asked) {
            asked = false;
            held();
            return;
        }
        asked = true;
        ripening.restart();
        Accessible.announce(qsTr("Press once more"));
    }
    function enter(again: bool): bool {
        if (hold && !again)
            pressWithoutHolding();
        return hold;
    }

    Accessible.description: !hold ? "" : asked ? qsTr("Press once more") : qsTr("Hold it down, or confirm it twice")
    Accessible.name: text
    Accessible.onPressAction: if (enabled) hold ? pressWithoutHolding() : click()
    font.family: Theme.family
    font.pixelSize: Theme.textM
    font.weight: Font.DemiBold
    implicitHeight: walking ? Theme.targetWalking : Theme.target
    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL

    Keys.onEnterPressed: event => event.accepted = enter(event.isAutoRepeat)
    Keys.onReturnPressed: event => event.accepted = enter(event.isAutoRepeat)
    onCanceled: hinting = hold
    onClicked: hinting = hold && !full
    onHoldChanged: {
        hinting = false;
        asked = false;
    }
    onPressedChanged: {
        if (pressed && hold) {
            full = false;
            holding.restart();
        } else {
            holding.stop();
        }
    }

    Timer {
        id: holding

        interval: Theme.holding

        onTriggered: {
            control.full = true;
            control.hinting = false;
            control.held();
        }
    }
    Timer {
        interval: 2500
        running: control.hinting

        onTriggered: control.hinting = false
    }
    Timer {
        id: ripening

        interval: Theme.ripening
    }
    Timer {
        interval: 30000
        running: control.asked

        onTriggered: control.asked = false
    }

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: control.walking ? 0 : 2
            anchors.bottomMargin: control.walking ? 0 : 2
            border.color: control.danger ? Theme.danger : Theme.outline
            border.width: control.primary || control.quiet ? 0 : 1
            color: control.ground
            radius: Theme.radius

            Rectangle {
                anchors.fill: parent
                color: Theme.wash(control.ink, control.down ? 0.2 : control.hovered ? 0.09 : 0)
                radius: parent.radius
            }
            Rectangle {
                color: Theme.wash(control.ink, 0.28)
                height: parent.height
                radius: parent.radius
                visible: control.hold
                width: holding.running ? parent.width : 0

                Behavior on width {
                    enabled: holding.running

                    NumberAnimation {
                        duration: Theme.holding
                    }
                }
            }
            FocusRing {
                target: control
            }
        }
    }
    contentItem: Item {
        implicitHeight: Theme.iconM
        implicitWidth: line.implicitWidth

        Row {
            id: line

            anchors.centerIn: parent
            spacing: Theme.spaceS

            Glyph {
                anchors.verticalCenter: parent.verticalCenter
                color: control.ink
                name: control.glyph
                visible: control.glyph !== ""
            }
            BodyText {
                anchors.verticalCenter: parent.verticalCenter
                color: control.ink
                font: control.font
                text: control.asked ? qsTr("Press once more") : control.hinting ? qsTr("Hold it down") : control.text
            }
        }
    }

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
