pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** Everything that was begun and not recorded yet. */
BottomSheet {
    id: sheet

    required property DraftsViewModel viewModel

    preferredWidth: 600
    changing: viewModel.count
    title: qsTr("Being written")

    onAboutToShow: viewModel.refresh()

    SaidText {
        color: Theme.textMuted
        text: sheet.viewModel.count > 0 ? qsTr("It is kept on this device only, until you record it or discard it.")
                                        : qsTr("Nothing is being written.")
        width: parent?.width ?? 0
        wrapMode: Text.Wrap
    }
    Repeater {
        model: sheet.viewModel.rows

        delegate: Rectangle {
            id: row

            required property string draftId
            required property string words
            required property string title
            required property string text
            required property string when
            required property string spoken
            required property int photos
            required property bool here

            Accessible.name: spoken
            Accessible.role: Accessible.ListItem
            border.color: Theme.divider
            border.width: 1
            color: Theme.surface
            height: card.implicitHeight + 2 * Theme.spaceM
            radius: Theme.radius
            width: parent?.width ?? 0

            ColumnLayout {
                id: card

                spacing: Theme.spaceXs
                width: parent.width - 2 * Theme.spaceM
                x: Theme.spaceM
                y: Theme.spaceM

                SaidText {
                    Layout.fillWidth: true
                    font.pixelSize: Theme.textL
                    strong: true
                    text: row.title || row.words
                    wrapMode: Text.Wrap
                }
                SaidText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    text: [row.title ? row.words : "", row.when, row.here ? "" : qsTr("no longer on this device")].filter(part => part).join(" · ")
                    wrapMode: Text.Wrap
                }
                SaidText {
                    Layout.fillWidth: true
                    elide: Text.ElideNone
                    text: row.text
                    visible: text !== ""
                    wrapMode: Text.Wrap
                }
                SaidText {
                    Layout.fillWidth: true
                    color: Theme.textMuted
                    text: qsTr("%n photo(s)", "", row.photos)
                    visible: row.photos > 0
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.spaceS

                    ActionButton {
                        Accessible.name: text + ": " + row.words + ", " + row.title
                        glyph: "pen-line"
                        text: qsTr("Go on")
                        visible: row.here

                        onClicked: {
                            sheet.close();
                            sheet.viewModel.goOn(row.draftId);
                        }
                    }
                    ActionButton {
                        Accessible.name: text + ": " + row.words + ", " + row.title
                        glyph: "copy"
                        quiet: true
                        text: qsTr("Copy the text")

                        onClicked: sheet.viewModel.copy(row.draftId)
                    }
                    ActionButton {
                        Accessible.name: text + ": " + row.words + ", " + row.title
                        glyph: "trash-2"
                        quiet: true
                        text: qsTr("Discard")

                        onClicked: {
                            sheet.close();
                            sheet.viewModel.discard(row.draftId);
                        }
                    }
                }
            }
        }
    }
}
