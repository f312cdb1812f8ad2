pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** Asks whatever the form asks: words, a line, or one of some choices. */
BottomSheet {
    id: sheet

    required property FormViewModel viewModel

    drafted: viewModel.drafted
    problem: viewModel.problem
    subject: viewModel.subject
    title: viewModel.title

    footer: SheetFooter {
        ready: sheet.viewModel.ready
        text: sheet.viewModel.verb

        onTriggered: sheet.viewModel.save()
    }

    onAboutToHide: viewModel.hide()
    onDiscardAsked: viewModel.discard()
    onOpened: {
        for (let place = 0; place < entries.count; place++) {
            const first = entries.itemAt(place) as AskedEntry;
            if (!first?.shown)
                continue;
            if (first.kind === "text")
                first.begin();
            return;
        }
    }

    component AskedEntry: Loader {
        id: entry

        required property string key
        required property string label
        required property string kind
        required property string hint
        required property string value
        required property int limit
        required property bool shown
        required property bool tiles
        required property var choices

        /** In the place of a choice that is gone while its button goes. */
        readonly property var none: ({ value: "", sign: "", words: "" })
        readonly property Component form: kind === "text" ? several : kind === "line" ? line : tiles ? large : small

        /** Have the next letters written here. */
        function begin() {
            if (kind === "text")
                (item as Words)?.begin();
            else if (kind === "line")
                (item as InputField)?.field.forceActiveFocus();
        }

        sourceComponent: form
        visible: shown
        width: parent?.width ?? 0

        onShownChanged: if (shown && sheet.opened) begin()

        Component {
            id: several

            Words {
                asked: entry
            }
        }
        Component {
            id: line

            InputField {
                label: entry.label
                maximumLength: entry.limit
                placeholder: entry.hint
                value: entry.value

                onEdited: text => sheet.viewModel.write(entry.key, text)
                onUnfocused: sheet.viewModel.flush()
            }
        }
        Component {
            id: large

            Row {
                spacing: Theme.spaceS

                Repeater {
                    model: entry.choices.length

                    delegate: PickTile {
                        required property int index
                        readonly property var choice: entry.choices[index] ?? entry.none

                        autoExclusive: true
                        checked: entry.value === choice.value
                        glyph: choice.sign
                        text: choice.words
                        width: (entry.width - (entry.choices.length - 1) * Theme.spaceS) / entry.choices.length

                        onClicked: sheet.viewModel.write(entry.key, choice.value)
                    }
                }
            }
        }
        Component {
            id: small

            Column {
                SaidText {
                    color: Theme.textMuted
                    strong: true
                    text: entry.label
                    width: parent.width
                }
                Flow {
                    Accessible.name: entry.label
                    Accessible.role: Accessible.Grouping
                    spacing: Theme.spaceXs
                    width: parent.width

                    Repeater {
                        model: entry.choices.length

                        delegate: FilterChip {
                            required property int index
                            readonly property var choice: entry.choices[index] ?? entry.none

                            checked: entry.value === choice.value
                            outlined: true
                            text: choice.words
                            width: Math.min(implicitWidth, entry.width)

                            onClicked: sheet.viewModel.write(entry.key, choice.value)
                        }
                    }
                }
                SaidText {
                    color: Theme.textMuted
                    text: entry.hint
                    visible: entry.hint !== ""
                    width: parent.width
                    wrapMode: Text.Wrap
                }
            }
        }
    }
    component Words: Column {
        id: words

        required property AskedEntry asked

        function begin() {
            box.begin();
        }

        spacing: 6

        SaidText {
            color: Theme.textMuted
            strong: true
            text: words.asked.label
            width: parent.width
        }
        TextBox {
            id: box

            name: words.asked.label
            placeholder: words.asked.hint
            value: words.asked.value
            width: parent.width

            onEdited: text => sheet.viewModel.write(words.asked.key, text)
            onUnfocused: sheet.viewModel.flush()
        }
    }

    NoticeLine {
        sign: sheet.viewModel.noticeSign
        tone: sheet.viewModel.noticeTone
        visible: words !== ""
        width: parent.width
        words: sheet.viewModel.notice
    }
    Repeater {
        id: entries

        model: sheet.viewModel.entries

        delegate: AskedEntry {}
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
