import QtQuick
import ui.theme

/** One sign of the icon set, by its name. A sign that says something alone needs `Accessible.name`. */
Text {
    required property string name

    property int size: Theme.iconM

    Accessible.ignored: true
    color: Theme.text
    font.family: Theme.iconFamily
    font.pixelSize: size
    height: size
    horizontalAlignment: Text.AlignHCenter
    renderType: Text.QtRendering
    text: Theme.glyph(name)
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    width: size
}
