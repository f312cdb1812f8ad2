pragma Singleton

import QtQuick

/** The tokens in force. Python writes them (ui/theme/applying.py) from resources/theme/tokens.json. */
QtObject {
    property color surface: "#ffffff"
    property color surfaceDim: "#f4f3ef"
    property color surfaceSunk: "#e9e8e3"
    property color text: "#1b232c"
    property color textMuted: "#4d5761"
    property color textFaint: "#5f6973"
    property color outline: "#76808a"
    property color divider: "#dcdcd7"
    property color primary: "#1f4e8c"
    property color primaryInk: "#ffffff"
    property color primarySoft: "#e3ecf7"
    property color danger: "#b3261e"
    property color dangerInk: "#ffffff"
    property color dangerSoft: "#fbe9e7"
    property color warning: "#7e5200"
    property color warningInk: "#ffffff"
    property color warningSoft: "#fbf0d9"
    property color success: "#1e6b3c"
    property color successInk: "#ffffff"
    property color successSoft: "#e2f2e7"
    property color info: "#09608a"
    property color infoInk: "#ffffff"
    property color infoSoft: "#e0f0f7"
    property color selection: "#c25e00"
    property color selectionSoft: "#fdf0df"
    property color focus: "#1f4e8c"
    property color scrim: "#66101820"
    property color shadow: "#33101820"
    property color safetyWorse: "#9a3d6b"
    property color safetyUnknown: "#6d7278"
    property color safetyBetter: "#2a7a8c"
    property color safetyFew: "#767c82"

    property int spaceXs: 4
    property int spaceS: 8
    property int spaceM: 12
    property int spaceL: 16
    property int spaceXl: 24
    property int spaceXxl: 32
    property int textS: 12
    property int textM: 14
    property int textL: 16
    property int textXl: 20
    property int textXxl: 28
    property int radius: 8
    property int target: 48
    property int targetWalking: 56
    property int rowHeight: 72
    property int iconS: 16
    property int iconM: 20
    property int iconL: 24
    property int durationS: 150
    property int durationM: 200
    /** So long what has changed under the finger takes no tap. */
    property int ripening: 700
    /** So long what can not be taken back is held down. */
    property int holding: 800

    property string family: "Inter"
    property string iconFamily: "lucide"
    property bool dark: false
    property bool reducedMotion: false
    property var glyphs: ({})

    /** The characters of the icon font by name, as JSON. */
    function takeGlyphs(json: string) {
        glyphs = JSON.parse(json)
    }

    function glyph(name: string): string {
        return glyphs[name] ?? ""
    }

    /** The colour of words and signs in a tone: neutral primary info success warning danger. */
    function ink(tone: string): color {
        return tone === "primary" ? primary : tone === "info" ? info : tone === "success" ? success
             : tone === "warning" ? warning : tone === "danger" ? danger : textMuted;
    }

    /** A wash of `colour`, for what lies under the pointer or the finger. */
    function wash(colour: color, share: real): color {
        return Qt.rgba(colour.r, colour.g, colour.b, share)
    }
}
