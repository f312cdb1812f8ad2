pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** How the app looks and speaks, the PIN, whose device this is. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property SettingsViewModel viewModel: workspace.settings

    component Heading: SaidText {
        Accessible.role: Accessible.Heading
        bottomPadding: Theme.spaceXs
        color: Theme.textMuted
        font.pixelSize: 13
        strong: true
        topPadding: Theme.spaceL
    }
    component Fact: RowLayout {
        id: fact

        required property string what
        required property string value

        Layout.fillWidth: true
        Layout.minimumHeight: 36
        visible: value !== ""

        SaidText {
            Layout.preferredWidth: 150
            color: Theme.textMuted
            text: fact.what
        }
        SaidText {
            Layout.fillWidth: true
            text: fact.value
            wrapMode: Text.Wrap
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Flickable {
        id: flick

        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: content.implicitHeight + Theme.spaceXl

        ScrollBar.vertical: ThinScroll {}

        ColumnLayout {
            id: content

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 0
            width: Math.min(flick.width, 680)

            PageHeader {
                Layout.fillWidth: true
                title: qsTr("Settings")
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.leftMargin: Theme.spaceL
                Layout.rightMargin: Theme.spaceL
                spacing: Theme.spaceXs

                Heading {
                    text: qsTr("Colours")
                    topPadding: 0
                }
                GridLayout {
                    Layout.fillWidth: true
                    columnSpacing: Theme.spaceS
                    columns: page.width < 480 ? 2 : 4
                    rowSpacing: Theme.spaceS

                    Repeater {
                        model: [
                            { key: "system", words: qsTr("As the system"), glyph: "monitor-smartphone" },
                            { key: "light", words: qsTr("Light"), glyph: "sun" },
                            { key: "dark", words: qsTr("Dark"), glyph: "moon" },
                            { key: "contrast", words: qsTr("High contrast"), glyph: "contrast" }
                        ]

                        PickTile {
                            required property var modelData

                            Layout.fillWidth: true
                            Layout.preferredWidth: 10
                            autoExclusive: true
                            checked: page.viewModel.look === modelData.key
                            glyph: modelData.glyph
                            text: modelData.words

                            onClicked: page.viewModel.chooseLook(modelData.key)
                        }
                    }
                }
                Heading {
                    text: qsTr("Language")
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.spaceXs

                    Repeater {
                        model: [
                            { key: "system", words: qsTr("As the system") },
                            { key: "cs", words: "Čeština" },
                            { key: "en", words: "English" }
                        ]

                        FilterChip {
                            required property var modelData

                            checked: page.viewModel.language === modelData.key
                            outlined: true
                            text: modelData.words

                            onClicked: page.viewModel.chooseLanguage(modelData.key)
                        }
                    }
                }
                Heading {
                    text: qsTr("Motion")
                }
                FilterChip {
                    autoExclusive: false
                    checked: page.viewModel.reducedMotion
                    outlined: true
                    text: qsTr("Without motion")

                    onClicked: page.viewModel.reduceMotion(!page.viewModel.reducedMotion)
                }
                Heading {
                    text: qsTr("Safety of this device")
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    ActionButton {
                        glyph: "key-round"
                        text: page.viewModel.pin ? qsTr("Change the PIN") : qsTr("Change the passphrase")

                        onClicked: secret.open()
                    }
                    ActionButton {
                        glyph: "lock"
                        text: qsTr("Lock now")

                        onClicked: page.workspace.lock()
                    }
                }
                SaidText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    font.pixelSize: 13
                    text: qsTr("Everything on this device is encrypted. It locks by itself after five minutes.")
                    wrapMode: Text.Wrap
                }
                Heading {
                    text: qsTr("Who and where")
                }
                Fact {
                    value: [page.viewModel.name, page.viewModel.badge].filter(part => part !== "").join(" · ")
                    what: qsTr("Name")
                }
                Fact {
                    value: page.viewModel.role
                    what: qsTr("Role")
                }
                Fact {
                    value: page.viewModel.districts
                    what: qsTr("Districts")
                }
                Fact {
                    value: page.viewModel.server
                    what: qsTr("Station")
                }
                Fact {
                    value: page.viewModel.deviceId
                    what: qsTr("Device")
                }
                Fact {
                    value: page.viewModel.basemap
                    what: qsTr("Basemap")
                }
                Heading {
                    text: qsTr("About")
                }
                Fact {
                    value: page.viewModel.version
                    what: qsTr("Version")
                }
                SaidText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    font.pixelSize: 13
                    text: qsTr("Okrskář is free software under the GNU GPL, version 3 or later. It uses Qt, MapLibre, SQLCipher, Inter and Lucide.")
                    wrapMode: Text.Wrap
                }
            }
        }
    }
    SecretSheet {
        id: secret

        viewModel: page.viewModel
    }
}
