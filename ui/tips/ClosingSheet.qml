pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Closes a tip: outcome, prepared reply edited in place, what the resident will get, close. */
BottomSheet {
    id: sheet

    required property ClosingViewModel viewModel

    preferredWidth: 600
    title: qsTr("Close tip %1").arg(viewModel.number)

    footer: SheetFooter {
        glyph: "circle-check"
        ready: sheet.viewModel.ready
        text: qsTr("Close tip")

        onTriggered: sheet.viewModel.close()
    }

    onAboutToShow: {
        whose.text = "";
        duplicate.text = "";
    }

    Grid {
        columns: 3
        spacing: Theme.spaceS
        width: parent.width

        Repeater {
            model: sheet.viewModel.outcomes

            delegate: PickTile {
                required property string kind
                required property string words
                required property string sign

                checked: sheet.viewModel.kind === kind
                glyph: sign
                text: words
                width: (sheet.availableWidth - 2 * Theme.spaceL - 2 * Theme.spaceS) / 3

                onClicked: sheet.viewModel.choose(kind)
            }
        }
    }
    InputField {
        id: whose

        label: sheet.viewModel.kind === "not_ours" ? qsTr("Whose it is") : qsTr("To whom it was handed over")
        placeholder: qsTr("e.g. technical services")
        visible: sheet.viewModel.needsBody
        width: parent.width

        onEdited: text => sheet.viewModel.name(text)
    }
    InputField {
        id: duplicate

        clearable: true
        glyph: "search"
        label: qsTr("Which tip it doubles")
        placeholder: qsTr("Search tips")
        visible: sheet.viewModel.needsDuplicate
        width: parent.width

        onEdited: text => sheet.viewModel.searchDuplicate(text)
    }
    Column {
        visible: sheet.viewModel.needsDuplicate
        width: parent.width

        Repeater {
            model: sheet.viewModel.candidates

            delegate: ListRow {
                id: candidate

                required property string tipId
                required property string number
                required property string title
                required property string place

                current: sheet.viewModel.duplicateOf === tipId
                implicitHeight: 56
                text: title
                width: parent?.width ?? 0

                contentItem: Column {
                    BodyText {
                        text: candidate.number + " · " + candidate.title
                        width: parent.width
                    }
                    BodyText {
                        color: Theme.textMuted
                        font.pixelSize: Theme.textS
                        text: candidate.place
                        width: parent.width
                    }
                }

                onClicked: sheet.viewModel.chooseDuplicate(tipId, title)
            }
        }
    }
    Flow {
        spacing: Theme.spaceXs
        visible: templates.count > 1
        width: parent.width

        Repeater {
            id: templates

            model: sheet.viewModel.templates

            delegate: FilterChip {
                required property string templateId
                required property string title

                checked: sheet.viewModel.template === templateId
                text: title

                onClicked: sheet.viewModel.useTemplate(templateId)
            }
        }
    }
    TextBox {
        id: reply

        height: 132
        name: qsTr("Reply to the resident")
        placeholder: qsTr("Reply to the resident")
        visible: sheet.viewModel.kind !== ""
        width: parent.width

        onEdited: text => sheet.viewModel.write(text)

        Connections {
            target: sheet.viewModel

            function onReplyChanged() {
                if (reply.text !== sheet.viewModel.reply)
                    reply.text = sheet.viewModel.reply;
            }
        }
    }
    Column {
        spacing: 6
        visible: sheet.viewModel.kind !== ""
        width: parent.width

        BodyText {
            color: Theme.textMuted
            strong: true
            text: qsTr("The resident will get:")
            width: parent.width
            wrapMode: Text.Wrap
        }
        Rectangle {
            color: Theme.successSoft
            height: letter.implicitHeight + 2 * Theme.spaceM
            radius: Theme.radius
            width: parent.width

            Column {
                id: letter

                spacing: 6
                width: parent.width - 2 * Theme.spaceM
                x: Theme.spaceM
                y: Theme.spaceM

                BodyText {
                    strong: true
                    text: sheet.viewModel.headline
                    width: parent.width
                    wrapMode: Text.Wrap
                }
                BodyText {
                    elide: Text.ElideNone
                    text: sheet.viewModel.reply
                    visible: text !== ""
                    width: parent.width
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
