import QtQuick
import ui.theme

/** Text in the app's face; `figures` keeps numbers that stand under each other in columns. */
Text {
    property bool strong: false
    property bool figures: false

    color: Theme.text
    elide: Text.ElideRight
    font.family: Theme.family
    font.features: figures ? ({ "tnum": 1 }) : ({})
    font.pixelSize: Theme.textM
    font.weight: strong ? Font.DemiBold : Font.Normal
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
