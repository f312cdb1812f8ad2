pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** The worst places of my districts, or of the city where I hold all or none; a touch flies there on the map. */
FocusScope {
    id: page

    required property Workspace workspace

    readonly property PlacesViewModel viewModel: workspace.room("places") as PlacesViewModel
    readonly property string heading: viewModel.own ? qsTr("The worst places of your districts")
        : qsTr("The worst places of the city")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    ColumnLayout {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        spacing: 0
        width: Math.min(parent.width, 760)

        PageHeader {
            Layout.fillWidth: true
            subtitle: page.viewModel.age !== "" ? qsTr("Ratings of residents, %1").arg(page.viewModel.age)
                : qsTr("Ratings of residents")
            title: page.heading
        }
        Row {
            Layout.leftMargin: Theme.spaceL
            Layout.bottomMargin: Theme.spaceXs
            spacing: Theme.spaceS

            FilterChip {
                checked: page.viewModel.part === "night"
                outlined: true
                text: qsTr("After dark")

                onClicked: page.viewModel.showPart("night")
            }
            FilterChip {
                checked: page.viewModel.part === "day"
                outlined: true
                text: qsTr("By day")

                onClicked: page.viewModel.showPart("day")
            }
        }
        Rule {
            Layout.fillWidth: true
        }
        ListView {
            id: list

            Accessible.name: page.heading
            Accessible.role: Accessible.List
            Layout.fillHeight: true
            Layout.fillWidth: true
            activeFocusOnTab: count > 0
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            focus: true
            model: page.viewModel.rows

            ScrollBar.vertical: ThinScroll {}
            delegate: ListRow {
                id: place

                required property int index
                required property string cell
                required property string title
                required property string district
                required property string verdict
                required property string sign
                required property string tone
                required property string facts
                required property string more
                required property string spoken

                readonly property color ink: tone === "worse" ? Theme.safetyWorse : Theme.safetyUnknown

                Accessible.name: spoken
                current: ListView.isCurrentItem && ListView.view.activeFocus
                implicitHeight: Math.max(Theme.rowHeight, lines.implicitHeight + 2 * Theme.spaceM)
                text: title
                width: ListView.view.width

                contentItem: RowLayout {
                    spacing: Theme.spaceM

                    Rectangle {
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 2
                        Layout.preferredHeight: 28
                        Layout.preferredWidth: 28
                        border.color: place.ink
                        border.width: 2
                        color: Theme.wash(place.ink, 0.14)
                        radius: 14

                        BodyText {
                            anchors.centerIn: parent
                            color: place.ink
                            font.pixelSize: 18
                            strong: true
                            text: place.sign
                        }
                    }
                    ColumnLayout {
                        id: lines

                        Layout.fillWidth: true
                        spacing: 3

                        RowLayout {
                            Layout.fillWidth: true
                            spacing: Theme.spaceS

                            BodyText {
                                Layout.fillWidth: true
                                font.pixelSize: 15
                                strong: place.tone === "worse"
                                text: place.district !== "" ? place.title + ", " + place.district : place.title
                            }
                            BodyText {
                                color: place.ink
                                font.pixelSize: 13
                                strong: place.tone === "worse"
                                text: place.verdict
                            }
                        }
                        BodyText {
                            Layout.fillWidth: true
                            font.pixelSize: 13
                            text: place.facts
                            wrapMode: Text.WordWrap
                        }
                        BodyText {
                            Layout.fillWidth: true
                            color: Theme.textMuted
                            font.pixelSize: 13
                            text: place.more
                            visible: text !== ""
                            wrapMode: Text.WordWrap
                        }
                    }
                }

                onClicked: {
                    list.currentIndex = index;
                    page.workspace.showCell(cell, page.viewModel.part);
                }

                Rule {
                    anchors.bottom: parent.bottom
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.spaceL
                    anchors.right: parent.right
                }
            }

            Keys.onReturnPressed: (currentItem as ListRow)?.clicked()
            onCountChanged: if (currentIndex < 0 && count > 0) currentIndex = 0

            EmptyState {
                action: page.viewModel.failed ? qsTr("Try again") : ""
                anchors.centerIn: parent
                glyph: page.viewModel.failed ? "triangle-alert" : "map-pin"
                hint: page.viewModel.failed ? qsTr("What you recorded is safe. Try it again.")
                    : page.viewModel.rated ? qsTr("Choose another part of the day, or look at the map.")
                    : qsTr("They come with the sync.")
                title: page.viewModel.failed ? qsTr("The ratings could not be read")
                    : page.viewModel.rated ? qsTr("No place stands out here") : qsTr("No ratings yet")
                visible: page.viewModel.loaded && (list.count === 0 || page.viewModel.failed)

                onTriggered: page.viewModel.refresh()
            }
        }
    }
}
