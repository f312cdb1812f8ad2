import QtQuick
import ui.components
import ui.theme

/** A sign and words that have to be known before one writes. */
Row {
    id: notice

    required property string sign
    required property string tone
    required property string words

    spacing: Theme.spaceS

    Glyph {
        color: Theme.ink(notice.tone)
        name: notice.sign
        size: 18
        visible: name !== ""
    }
    SaidText {
        color: notice.tone === "neutral" ? Theme.textMuted : Theme.ink(notice.tone)
        elide: Text.ElideNone
        strong: true
        text: notice.words
        width: notice.width - 18 - notice.spacing
        wrapMode: Text.Wrap
    }
}
