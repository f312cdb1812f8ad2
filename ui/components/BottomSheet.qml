import QtQuick
import QtQuick.Controls.Basic
import ui.theme

/**
 * Comes up from the lower edge on a phone, stands in the middle on a laptop. Escape or a tap outside closes it.
 * A sheet in which one writes keeps a draft: `drafted` offers to discard it, `problem` says what went wrong.
 */
Popup {
    id: sheet

    property string title: ""
    /** What the sheet is about. */
    property string subject: ""
    property string problem: ""
    property bool drafted: false
    /** What in it changes under the finger. */
    property var changing
    property int preferredWidth: 520
    property Component footer: null
    default property alias body: holder.data

    readonly property bool narrow: parent ? parent.width < 600 : true

    signal discardAsked

    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    focus: true
    height: Math.min(implicitHeight, (parent?.height ?? 0) - (narrow ? 32 : 64))
    margins: 0
    modal: true
    padding: 0
    parent: Overlay.overlay
    width: narrow ? (parent?.width ?? 0) : Math.min(preferredWidth, (parent?.width ?? 0) - 48)
    x: ((parent?.width ?? 0) - width) / 2
    y: narrow ? (parent?.height ?? 0) - height : ((parent?.height ?? 0) - height) / 2

    onAboutToHide: InputMethod.commit()
    onAboutToShow: fresh.begin()
    onClosed: after.begin()

    Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        bottomLeftRadius: sheet.narrow ? 0 : 12
        bottomRightRadius: sheet.narrow ? 0 : 12
        color: Theme.surface
        topLeftRadius: 12
        topRightRadius: 12

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.divider
            height: 4
            radius: 2
            visible: sheet.narrow
            width: 36
            y: 8
        }
    }
    contentItem: FocusScope {
        Accessible.name: sheet.title
        Accessible.role: Accessible.Dialog
        implicitHeight: head.height + about.height + holder.implicitHeight + 2 * Theme.spaceL + trouble.height + foot.height

        Item {
            id: head

            height: Theme.targetWalking + (sheet.narrow ? 8 : 4)
            width: parent.width

            SaidText {
                anchors.bottom: parent.bottom
                anchors.left: parent.left
                anchors.leftMargin: Theme.spaceL
                anchors.right: throwAway.visible ? throwAway.left : shut.left
                Accessible.role: Accessible.Heading
                font.pixelSize: Theme.textXl
                height: 48
                strong: true
                text: sheet.title
            }
            IconButton {
                id: throwAway

                anchors.bottom: parent.bottom
                anchors.right: shut.left
                glyph: "trash-2"
                text: qsTr("Discard what is written")
                visible: sheet.drafted

                onClicked: sheet.discardAsked()
            }
            IconButton {
                id: shut

                anchors.bottom: parent.bottom
                anchors.right: parent.right
                anchors.rightMargin: Theme.spaceXs
                glyph: "x"
                text: qsTr("Close this sheet")

                onClicked: sheet.close()
            }
        }
        Item {
            id: about

            anchors.left: parent.left
            anchors.leftMargin: Theme.spaceL
            anchors.right: parent.right
            anchors.rightMargin: Theme.spaceL
            anchors.top: head.bottom
            height: sheet.subject === "" ? 0 : subjectWords.implicitHeight + Theme.spaceXs

            SaidText {
                id: subjectWords

                color: Theme.textMuted
                text: sheet.subject
                width: parent.width
            }
        }
        Flickable {
            anchors.bottom: trouble.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: about.bottom
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: holder.implicitHeight + Theme.spaceL

            ScrollBar.vertical: ThinScroll {}

            Column {
                id: holder

                spacing: Theme.spaceM
                width: parent.width - 2 * Theme.spaceL
                x: Theme.spaceL
                y: Theme.spaceXs
            }
        }
        Rectangle {
            id: trouble

            anchors.bottom: foot.top
            anchors.left: parent.left
            anchors.right: parent.right
            color: Theme.dangerSoft
            height: sheet.problem === "" ? 0 : why.implicitHeight + 2 * Theme.spaceS
            visible: sheet.problem !== ""

            SaidText {
                id: why

                Accessible.name: text
                Accessible.role: Accessible.AlertMessage
                color: Theme.danger
                text: sheet.problem
                width: parent.width - 2 * Theme.spaceL
                wrapMode: Text.Wrap
                x: Theme.spaceL
                y: Theme.spaceS
            }
        }
        Loader {
            id: foot

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            height: item ? (item as Item).implicitHeight : 0
            sourceComponent: sheet.footer
        }
        Guard {
            id: fresh

            change: sheet.changing
        }
        /** What lay below the sheet comes under the finger as well. */
        Guard {
            id: after

            parent: ApplicationWindow.contentItem
        }
    }
    enter: Transition {
        NumberAnimation {
            duration: Theme.durationS
            from: 0
            property: "opacity"
            to: 1
        }
    }
    exit: Transition {
        NumberAnimation {
            duration: Theme.durationS
            property: "opacity"
            to: 0
        }
    }
}
