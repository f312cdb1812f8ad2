import QtQuick
import okrskar.models

// The map with its notices. Nothing of WebEngine is loaded before the item is first visible.
Item {
    id: root

    required property MapViewModel viewModel
    property color ground: "#f1efe9"
    property color noticeColor: "#ffffff"
    property color noticeText: "#1b232c"
    property color noticeOutline: "#c5ccd3"
    property string fontFamily: ""
    // Pixels that a sheet covers from below: the map then centres, and shows whom it owes, above them.
    property int covered: 0
    readonly property bool seen: visible && width > 0 && height > 0 && Window.visibility !== Window.Hidden
    property bool wanted: false

    onSeenChanged: if (seen)
        wanted = true
    Component.onCompleted: if (seen)
        wanted = true

    Accessible.role: Accessible.Pane
    Accessible.name: label

    readonly property string label: qsTr("Map of tips and districts")

    onLabelChanged: viewModel.setWords(label)
    /** Pixels that the notice covers from above. */
    readonly property int under: notice.visible ? notice.height + 12 : 0

    onCoveredChanged: settle.restart()
    onUnderChanged: settle.restart()

    Timer {
        id: settle

        interval: 120
        onTriggered: root.viewModel.setPadding(root.under, 0, root.covered, 0)
    }

    Rectangle {
        anchors.fill: parent
        color: root.ground
    }

    Loader {
        id: loader
        anchors.fill: parent
    }

    onWantedChanged: {
        if (wanted && loader.status === Loader.Null)
            loader.setSource("MapSurface.qml", {
                viewModel: root.viewModel,
                page: root.viewModel.prepare(),
                ground: root.ground
            });
    }

    Rectangle {
        id: notice

        objectName: "notice"

        readonly property string words: {
            if (root.viewModel.trouble === "webgl")
                return qsTr("This device can not draw the map. The lists work as always.");
            if (root.viewModel.trouble === "crashed")
                return qsTr("The map stopped and is starting again. Nothing you recorded is lost.");
            if (loader.status === Loader.Error)
                return qsTr("The map is not part of this installation. The lists work as always.");
            if (!root.viewModel.basemapPresent && root.viewModel.groundTrouble === "broken")
                return qsTr("The streets on this device are damaged and can not be drawn. Districts and tips are shown; nothing was lost. Tell your administrator that a new map is needed.");
            if (!root.viewModel.basemapPresent && root.viewModel.groundTrouble === "too_new")
                return qsTr("The streets that came are for a newer version of this app. Install the new version; districts and tips are shown.");
            if (!root.viewModel.basemapPresent && root.viewModel.groundTrouble === "unreadable")
                return qsTr("The streets on this device could not be read. Lock and unlock the app; if that does not help, tell your administrator.");
            if (root.viewModel.ready && !root.viewModel.basemapPresent)
                return qsTr("Streets are not on this device yet. They arrive with the next sync; districts and tips are shown.");
            return "";
        }

        // The map's buttons stand in the upper right corner, over the map: the notice leaves them their place.
        readonly property real room: root.width - 24 - 60

        visible: words !== ""
        x: 12 + (room - width) / 2
        anchors.top: parent.top
        anchors.topMargin: 12
        width: Math.min(room, sentence.implicitWidth + 32)
        height: sentence.height + 16
        radius: 8
        color: root.noticeColor
        border.color: root.noticeOutline

        Text {
            id: sentence

            anchors.centerIn: parent
            width: Math.min(implicitWidth, notice.room - 32)
            text: notice.words
            color: root.noticeText
            font.pixelSize: 14
            font.family: root.fontFamily
            wrapMode: Text.WordWrap
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
    }
}
