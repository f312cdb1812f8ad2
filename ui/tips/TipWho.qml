import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** Who sent the tip, one tap from a call or a message. */
Rectangle {
    id: who

    required property TipViewModel viewModel

    border.color: Theme.divider
    border.width: 1
    color: Theme.surface
    implicitHeight: 64
    radius: Theme.radius
    visible: viewModel.hasContact

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.spaceM
        anchors.rightMargin: Theme.spaceXs
        spacing: Theme.spaceS

        Glyph {
            color: Theme.textMuted
            name: "user"
        }
        Column {
            Layout.fillWidth: true
            spacing: 2

            SaidText {
                strong: true
                text: who.viewModel.contactName || qsTr("Resident")
                width: parent.width
            }
            SaidText {
                color: Theme.textMuted
                font.pixelSize: Theme.textS
                text: [who.viewModel.phone, who.viewModel.email].filter(part => part).join(" · ")
                width: parent.width
            }
        }
        IconButton {
            glyph: "phone"
            ink: Theme.primary
            text: qsTr("Call the resident")
            visible: who.viewModel.phone !== ""
            walking: true

            onClicked: Qt.openUrlExternally("tel:" + who.viewModel.phone.replace(/\s/g, ""))
        }
        IconButton {
            glyph: who.viewModel.phone !== "" ? "message-square" : "mail"
            ink: Theme.primary
            text: qsTr("Write to the resident")
            visible: who.viewModel.phone !== "" || who.viewModel.email !== ""
            walking: true

            onClicked: Qt.openUrlExternally(who.viewModel.phone !== ""
                                            ? "sms:" + who.viewModel.phone.replace(/\s/g, "")
                                            : "mailto:" + encodeURIComponent(who.viewModel.email))
        }
    }
}
