import QtQuick
import ui.theme

/** Text in the app's face with tabular figures. */
Text {
    property bool strong: false

    color: Theme.text
    elide: Text.ElideRight
    font.family: Theme.family
    font.features: ({ "tnum": 1 })
    font.pixelSize: Theme.textM
    font.weight: strong ? Font.DemiBold : Font.Normal
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
