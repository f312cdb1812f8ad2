import QtQuick
import ui.theme

/**
 * Lies over what has just come or changed under the finger and takes its taps for 700 ms, so that the second
 * tap of two never begins the next thing. Put it into what changes, last, and say by `change` what changes there;
 * `begin` starts it by hand.
 */
MouseArea {
    id: guard

    property var change
    property bool ripe: true

    function begin() {
        ripe = false;
        ripening.restart();
    }

    Accessible.ignored: true
    anchors.fill: parent
    objectName: "guard"
    visible: !ripe
    z: 100

    onChangeChanged: begin()
    onWheel: wheel => wheel.accepted = false

    Timer {
        id: ripening

        interval: Theme.ripening

        onTriggered: guard.ripe = true
    }
}
