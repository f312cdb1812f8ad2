import QtQuick
import QtQuick.Layouts
import ui.components
import ui.theme

/** One recorded change: what, of which tip, when, where it stands and why; with what can be done about it. */
Item {
    id: row

    required property string key
    required property string target
    required property string what
    required property string title
    required property string sign
    required property string when
    required property string standing
    required property string tone
    required property string why
    required property string text
    required property bool canWithdraw
    required property bool canResend
    required property bool canEdit
    required property bool canDismiss
    required property bool drafted

    signal openTapped
    signal withdrawTapped
    signal resendTapped
    signal editTapped
    signal dismissTapped

    Accessible.name: [what, title, when, standing, why, text].filter(part => part !== "").join(", ")
    Accessible.role: Accessible.ListItem
    implicitHeight: content.implicitHeight + 2 * Theme.spaceM

    TapHandler {
        enabled: row.target !== ""

        onTapped: row.openTapped()
    }
    RowLayout {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.spaceL
        anchors.right: parent.right
        anchors.rightMargin: Theme.spaceL
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spaceM

        Glyph {
            Layout.alignment: Qt.AlignTop
            Layout.topMargin: 2
            color: row.tone === "danger" ? Theme.danger : row.tone === "warning" ? Theme.warning
                : row.tone === "success" ? Theme.success : Theme.info
            name: row.sign
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 3

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spaceS

                BodyText {
                    Layout.fillWidth: true
                    font.pixelSize: 15
                    strong: true
                    text: row.what
                }
                StatusPill {
                    text: row.standing
                    tone: row.tone
                }
            }
            BodyText {
                Layout.fillWidth: true
                maximumLineCount: 2
                text: row.title
                visible: row.title !== ""
                wrapMode: Text.Wrap
            }
            BodyText {
                Layout.fillWidth: true
                color: Theme.textMuted
                font.pixelSize: 13
                text: row.why ? row.when + " · " + row.why : row.when
                wrapMode: Text.Wrap
            }
            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: written.implicitHeight + 2 * Theme.spaceS
                Layout.topMargin: Theme.spaceXs
                color: Theme.surfaceDim
                radius: Theme.radius
                visible: written.text !== ""

                BodyText {
                    id: written

                    anchors.left: parent.left
                    anchors.margins: Theme.spaceS
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    maximumLineCount: 3
                    text: row.text
                    wrapMode: Text.Wrap
                }
            }
            Flow {
                Layout.fillWidth: true
                Layout.topMargin: Theme.spaceXs
                spacing: Theme.spaceS
                visible: row.canWithdraw || row.canEdit || row.canResend || row.canDismiss

                ActionButton {
                    Accessible.name: text + ": " + row.what + (row.title ? ", " + row.title : "")
                    glyph: "undo-2"
                    leftPadding: 0
                    quiet: true
                    text: qsTr("Take back")
                    visible: row.canWithdraw

                    onClicked: row.withdrawTapped()
                }
                ActionButton {
                    Accessible.name: text + ": " + row.what + (row.title ? ", " + row.title : "")
                    glyph: row.drafted ? "pen-line" : "pencil"
                    text: row.drafted ? qsTr("Go on mending") : qsTr("Edit and send again")
                    visible: row.canEdit

                    onClicked: row.editTapped()
                }
                ActionButton {
                    Accessible.name: text + ": " + row.what + (row.title ? ", " + row.title : "")
                    glyph: "send"
                    quiet: row.canEdit
                    text: qsTr("Send again")
                    visible: row.canResend

                    onClicked: row.resendTapped()
                }
                ActionButton {
                    Accessible.name: text + ": " + row.what + (row.title ? ", " + row.title : "")
                    leftPadding: row.canResend || row.canEdit ? Theme.spaceL : 0
                    quiet: true
                    hold: row.canResend || row.canEdit
                    text: row.canResend || row.canEdit ? qsTr("Put aside") : qsTr("I have read it")
                    visible: row.canDismiss

                    onClicked: if (!hold) row.dismissTapped()
                    onHeld: row.dismissTapped()
                }
            }
        }
    }
}
