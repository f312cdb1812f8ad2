pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** Before the device is handed over: at which place it asks, where to ask next, and how many were asked already. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property AskingViewModel viewModel: workspace.room("asking") as AskingViewModel
    readonly property bool wide: width >= 900

    component Title: SaidText {
        Accessible.role: Accessible.Heading
        Layout.fillWidth: true
        Layout.topMargin: Theme.spaceM
        font.pixelSize: Theme.textL
        strong: true
        wrapMode: Text.Wrap
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    PageHeader {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        back: true
        subtitle: qsTr("You hand the device over; only the questions are seen on it.")
        title: qsTr("Ask people how safe they feel")

        onBackClicked: page.workspace.navigation.go("patrol")
    }
    Flickable {
        id: scroll

        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: columns.implicitHeight + Theme.spaceXl

        ScrollBar.vertical: ThinScroll {}

        GridLayout {
            id: columns

            columnSpacing: Theme.spaceXxl
            columns: page.wide ? 2 : 1
            uniformCellWidths: page.wide
            width: Math.min(parent.width - 2 * Theme.spaceL, 1040)
            x: Theme.spaceL

            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                spacing: Theme.spaceS

                Rectangle {
                    Layout.fillWidth: true
                    color: Theme.infoSoft
                    implicitHeight: brokenLines.implicitHeight + 2 * Theme.spaceM
                    radius: Theme.radius
                    visible: page.viewModel.broken !== ""

                    ColumnLayout {
                        id: brokenLines

                        anchors.left: parent.left
                        anchors.margins: Theme.spaceM
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.spaceXs

                        SaidText {
                            Layout.fillWidth: true
                            color: Theme.info
                            strong: true
                            text: qsTr("Somebody was in the middle of answering")
                            wrapMode: Text.Wrap
                        }
                        SaidText {
                            Layout.fillWidth: true
                            color: Theme.info
                            text: page.viewModel.broken
                            wrapMode: Text.Wrap
                        }
                        Flow {
                            Layout.fillWidth: true
                            spacing: Theme.spaceS

                            ActionButton {
                                glyph: "smartphone"
                                text: qsTr("Hand it back to them")

                                onClicked: page.viewModel.resume()
                            }
                            ActionButton {
                                hold: true
                                quiet: true
                                text: qsTr("They have gone")

                                onHeld: page.viewModel.drop()
                            }
                        }
                    }
                }
                Title {
                    text: qsTr("Which place do you ask about?")
                }
                Rectangle {
                    Layout.fillWidth: true
                    border.color: page.viewModel.refused !== "" ? Theme.danger : page.viewModel.hasPlace ? Theme.primary : Theme.outline
                    border.width: page.viewModel.hasPlace ? 2 : 1
                    color: page.viewModel.hasPlace && page.viewModel.refused === "" ? Theme.primarySoft : Theme.surface
                    implicitHeight: Math.max(64, placeLines.implicitHeight + 2 * Theme.spaceM)
                    radius: Theme.radius

                    RowLayout {
                        anchors.fill: parent
                        anchors.leftMargin: Theme.spaceL
                        anchors.rightMargin: Theme.spaceL
                        spacing: Theme.spaceM

                        Glyph {
                            color: page.viewModel.hasPlace ? Theme.primary : Theme.textMuted
                            name: page.viewModel.hasPlace ? "map-pin-check" : "map-pin"
                            size: Theme.iconL
                        }
                        ColumnLayout {
                            id: placeLines

                            Layout.fillWidth: true
                            spacing: 2

                            SaidText {
                                Layout.fillWidth: true
                                color: page.viewModel.hasPlace ? Theme.text : Theme.textMuted
                                font.pixelSize: Theme.textL
                                strong: page.viewModel.hasPlace
                                text: page.viewModel.place !== "" ? page.viewModel.place : qsTr("No place chosen yet")
                                wrapMode: Text.Wrap
                            }
                            SaidText {
                                Layout.fillWidth: true
                                color: page.viewModel.refused !== "" ? Theme.danger : Theme.textMuted
                                text: page.viewModel.refused !== "" ? page.viewModel.refused : page.viewModel.district
                                visible: text !== ""
                                wrapMode: Text.Wrap
                            }
                        }
                    }
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    ActionButton {
                        glyph: "locate-fixed"
                        text: qsTr("Where I stand")

                        onClicked: {
                            page.viewModel.chooseHere();
                            page.workspace.position.ask();
                        }
                    }
                    ActionButton {
                        glyph: "map"
                        text: qsTr("On the map")

                        onClicked: page.workspace.placeRating()
                    }
                    ActionButton {
                        glyph: "inbox"
                        text: qsTr("Place of the open tip")
                        visible: page.workspace.navigation.tipOpen && page.workspace.tip.hasPlace

                        onClicked: page.workspace.askHere()
                    }
                }
                InputField {
                    Layout.fillWidth: true
                    clearable: true
                    glyph: "search"
                    maximumLength: 120
                    placeholder: qsTr("Street and number")
                    value: page.viewModel.typed

                    onEdited: text => page.viewModel.search(text)
                }
                Column {
                    Layout.fillWidth: true
                    visible: results.count > 0

                    Repeater {
                        id: results

                        model: page.viewModel.foundRows

                        delegate: ListRow {
                            id: result

                            required property string words
                            required property real lon
                            required property real lat

                            implicitHeight: Theme.target
                            text: words
                            width: parent?.width ?? 0

                            contentItem: BodyText {
                                font.pixelSize: Theme.textL
                                text: result.words
                            }

                            onClicked: page.viewModel.chooseAddress(words, lon, lat)
                        }
                    }
                }
                SaidText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    text: qsTr("No such address is on this device. Choose the place on the map.")
                    visible: page.viewModel.nothingFound
                    wrapMode: Text.Wrap
                }
            }
            ColumnLayout {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                spacing: 0

                Title {
                    Layout.bottomMargin: Theme.spaceS
                    text: qsTr("How many have you asked?")
                }
                Repeater {
                    id: progresses

                    model: page.viewModel.progressRows

                    delegate: ProgressDelegate {
                        Layout.fillWidth: true
                    }
                }
                SaidText {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.spaceXs
                    color: Theme.textMuted
                    text: progresses.count > 0 ? qsTr("Counted on this device.")
                        : qsTr("Nobody on this device in the last 30 days.")
                }
                Title {
                    Layout.topMargin: Theme.spaceXl
                    text: qsTr("Where to ask next")
                }
                SaidText {
                    Layout.bottomMargin: Theme.spaceXs
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    text: next.count > 0 ? qsTr("Where people are afraid and few have answered.")
                        : page.viewModel.failed ? qsTr("The ratings could not be read. What you recorded is safe.")
                        : page.viewModel.rated ? qsTr("No place stands out. Ask where most people pass by.")
                        : qsTr("No ratings are on this device yet; they come with the sync.")
                    visible: page.viewModel.loaded
                    wrapMode: Text.Wrap
                }
                Repeater {
                    id: next

                    model: page.viewModel.nextRows

                    delegate: NextDelegate {
                        Layout.fillWidth: true

                        onClicked: page.workspace.showCell(cell, part)
                    }
                }
            }
        }
    }
    SheetFooter {
        id: foot

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        glyph: "smartphone"
        ready: page.viewModel.ready
        text: qsTr("Hand the device over")

        onTriggered: page.viewModel.begin()
    }
}
