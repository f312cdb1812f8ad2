pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import okrskar.models
import ui.components
import ui.theme

/** To whom the chosen tips go: officers with the fewest open ones first. */
BottomSheet {
    id: sheet

    required property TeamViewModel viewModel

    /** How many tips are to be given. */
    property int count: viewModel.cell.chosenCount

    signal picked(officerId: string)

    title: qsTr("Give %n tip(s) to", "", count)

    Repeater {
        model: sheet.viewModel.officers

        ListRow {
            id: row

            required property string officerId
            required property string name
            required property string districts
            required property int open

            Accessible.name: row.name + ", " + qsTr("%n open", "", row.open)
            focusPolicy: Qt.StrongFocus
            text: row.name
            width: parent?.width ?? 0

            contentItem: RowLayout {
                spacing: Theme.spaceM

                Column {
                    Layout.fillWidth: true
                    spacing: 2

                    BodyText {
                        font.pixelSize: Theme.textL
                        strong: true
                        text: row.name
                        width: parent.width
                    }
                    BodyText {
                        color: Theme.textMuted
                        font.pixelSize: 13
                        text: row.districts
                        width: parent.width
                    }
                }
                BodyText {
                    color: Theme.textMuted
                    text: qsTr("%n open", "", row.open)
                }
                Glyph {
                    color: Theme.primary
                    name: "arrow-right"
                }
            }

            onClicked: {
                sheet.picked(row.officerId);
                sheet.close();
            }
        }
    }
}
