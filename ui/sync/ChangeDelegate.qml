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
    required property bool canWithdraw
    required property bool canResend
    required property bool canDismiss

    signal openTapped
    signal withdrawTapped
    signal resendTapped
    signal dismissTapped

    Accessible.name: [what, title, when, standing, why].filter(part => part !== "").join(", ")
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
                    text: row.title ? row.what + " · " + row.title : row.what
                }
                BodyText {
                    color: Theme.textMuted
                    font.pixelSize: Theme.textS
                    text: row.when
                }
            }
            BodyText {
                Layout.fillWidth: true
                color: Theme.textMuted
                font.pixelSize: 13
                text: row.why
                visible: row.why !== ""
                wrapMode: Text.Wrap
            }
            Flow {
                Layout.fillWidth: true
                spacing: Theme.spaceS
                visible: row.canWithdraw || row.canResend || row.canDismiss

                ActionButton {
                    glyph: "undo-2"
                    text: qsTr("Take back")
                    visible: row.canWithdraw

                    onClicked: row.withdrawTapped()
                }
                ActionButton {
                    glyph: "send"
                    primary: true
                    text: qsTr("Send again")
                    visible: row.canResend

                    onClicked: row.resendTapped()
                }
                ActionButton {
                    quiet: true
                    text: row.canResend ? qsTr("Put aside") : qsTr("I have read it")
                    visible: row.canDismiss

                    onClicked: row.dismissTapped()
                }
            }
        }
        StatusPill {
            Layout.alignment: Qt.AlignTop
            text: row.standing
            tone: row.tone
        }
    }
}
