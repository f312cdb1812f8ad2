pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Closes a tip: outcome, prepared reply edited in place, what the resident will get, close. */
BottomSheet {
    id: sheet

    required property ClosingViewModel viewModel

    changing: viewModel.kind
    drafted: viewModel.drafted
    preferredWidth: 600
    problem: viewModel.problem
    subject: viewModel.title
    title: qsTr("Close %1").arg(viewModel.number)

    footer: SheetFooter {
        glyph: "circle-check"
        ready: sheet.viewModel.ready
        text: qsTr("Close tip")

        onTriggered: sheet.viewModel.close()
    }

    onAboutToHide: viewModel.hide()
    onAboutToShow: duplicate.text = ""
    onDiscardAsked: viewModel.discard()

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
        label: sheet.viewModel.kind === "not_ours" ? qsTr("Whose it is") : qsTr("To whom it was handed over")
        maximumLength: 200
        placeholder: qsTr("e.g. technical services")
        value: sheet.viewModel.body
        visible: sheet.viewModel.needsBody
        width: parent.width

        onEdited: text => sheet.viewModel.name(text)
        onUnfocused: sheet.viewModel.flush()
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
                    SaidText {
                        text: candidate.number + " · " + candidate.title
                        width: parent.width
                    }
                    SaidText {
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
        height: 132
        name: qsTr("Reply to the resident")
        placeholder: qsTr("Reply to the resident")
        value: sheet.viewModel.reply
        visible: sheet.viewModel.kind !== ""
        width: parent.width

        onEdited: text => sheet.viewModel.write(text)
        onUnfocused: sheet.viewModel.flush()
    }
    Column {
        spacing: 6
        visible: sheet.viewModel.kind !== ""
        width: parent.width

        NoticeLine {
            sign: sheet.viewModel.reachSign
            tone: sheet.viewModel.reachTone
            width: parent.width
            words: sheet.viewModel.reach
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

                SaidText {
                    strong: true
                    text: sheet.viewModel.headline
                    width: parent.width
                    wrapMode: Text.Wrap
                }
                SaidText {
                    elide: Text.ElideNone
                    text: sheet.viewModel.reply
                    visible: text !== ""
                    width: parent.width
                    wrapMode: Text.Wrap
                }
            }
        }
    }
    Connections {
        target: sheet.viewModel

        function onBegun() {
            sheet.open();
        }
        function onFinished() {
            sheet.close();
        }
    }
}
