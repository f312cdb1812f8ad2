import QtQuick
import ui.theme

/** A number that asks for attention; nothing at zero. */
Rectangle {
    required property int count

    property bool alarming: true

    Accessible.ignored: true
    color: alarming ? Theme.danger : Theme.primary
    height: 18
    radius: 9
    visible: count > 0
    width: Math.max(18, figure.implicitWidth + 10)

    BodyText {
        id: figure

        anchors.centerIn: parent
        color: parent.alarming ? Theme.dangerInk : Theme.primaryInk
        font.pixelSize: Theme.textS
        strong: true
        text: parent.count > 99 ? "99+" : parent.count
    }
}
