"""Texts of other systems as plain ones: real HTML tags go, whatever else stands in angle brackets stays."""

import html
import re
import unicodedata

_NAMES = (
    "a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code|col|dd|del|details|"
    "dfn|div|dl|dt|em|fieldset|figure|figcaption|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|"
    "kbd|label|legend|li|link|main|mark|meta|nav|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|"
    "span|strike|strong|style|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>{_NAMES})(?:\s(?:\"[^\"<]*+\"|'[^'<]*+'|[^'\"<>])*+)?/?>|<!--(?:(?!-->)[^<])*+-->",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})
_JOINER = "\u200d"
"""Holds the parts of one picture character together."""
_MUTE = frozenset({"script", "style"})
_BROKEN = re.compile("[\ud800-\udfff\x00]")


def is_broken(text: str) -> bool:
    """Whether a text holds half a character (a lone surrogate) or NUL, which nothing can store."""
    return not (text.isascii() and "\0" not in text) and _BROKEN.search(text) is not None


def plain(text: str) -> str:
    """Without HTML, with line feeds for every kind of line end and single blanks for every kind of blank,
    letters composed."""
    text = unicodedata.normalize("NFC", text)
    if "<" in text or "&" in text:
        text = _ENTITY.sub(lambda found: _character(found[0]), _without_tags(text))
    text = re.sub("\r\n|[\r\u2028\u2029\x85\x0b\x0c]", "\n", text)
    text = "".join(char if char in "\n\t" or char.isprintable() else _shown(char) for char in text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t]+", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_tags(text: str) -> str:
    parts: list[str] = []
    at, muted = 0, ""
    for tag in _TAG.finditer(text):
        if not muted:
            parts.append(text[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if muted:
            muted = "" if tag["close"] and name == muted else muted
        elif name in _MUTE and not tag["close"]:
            muted = name
        elif name in _BREAKS and not tag["close"]:
            parts.append("\n")
    parts.append("" if muted else text[at:])
    return "".join(parts)


def _character(entity: str) -> str:
    made = html.unescape(entity)
    return " " if made == "\xa0" else made


def _shown(char: str) -> str:
    if char == _JOINER:
        return char
    return " " if unicodedata.category(char) == "Zs" else ""
