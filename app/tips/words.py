"""The words by which a tip is found, folded: the device's search and the server's ask the same question. Pure.

A query is words; each must begin some word of a tip's number or event number, title, text, address, category or notes.
"""

import re
import unicodedata
from collections.abc import Iterable

from app.tips.domain import Tip

_WORD = re.compile(r"[^\W_]+")
_BEGINNINGS = re.compile(r"(?<![^\W_])[^\W_]")
_LETTERS = {letter: 1 << place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_AROUND = 40
_BEGINNING = 160
MAX_WORDS = 8


class _Bare(dict[int, str]):
    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = bare = bare if len(bare) == 1 else chr(code)
        return bare


_BARE = _Bare()


def folded(text: str) -> str:
    """Lower case without diacritics, one character for one, so that places in the text stay the same."""
    return text.lower() if text.isascii() else text.translate(_BARE)


def wanted_words(text: str) -> tuple[str, ...]:
    """The words to look for."""
    return tuple(all_words(text))[:MAX_WORDS]


def all_words(text: str) -> list[str]:
    """Every word of a text, folded, in its order."""
    found: list[str] = _WORD.findall(folded(unicodedata.normalize("NFC", text)))
    return found


def letters_of(text: str) -> int:
    """With which letters words of a text begin, a bit each of ``bit_of``."""
    found = 0
    for letter in set(_BEGINNINGS.findall(unicodedata.normalize("NFC", text))):
        found |= _LETTERS.get(folded(letter), 0)
    return found


def bit_of(wanted: str) -> int:
    """The bit of a wanted word of one letter; 0 for longer ones and for letters of other alphabets."""
    return _LETTERS.get(wanted, 0)


def searched_text(tip: Tip, category: str, notes: Iterable[str]) -> str:
    """Everything by which a tip can be found."""
    address = tip.place.address if tip.place else ""
    return "\n".join((tip.number, tip.event_number, tip.title, tip.text, address, category, *notes))


def matches(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether each wanted word begins some word of the text: what FTS5 answers, without it."""
    found = all_words(text)
    return all(any(word.startswith(start) for word in found) for start in wanted)


def snippet(tip: Tip, wanted: tuple[str, ...]) -> str:
    """The words around the first hit in the text, or nothing where the title says it."""
    title = folded(tip.title)
    if not wanted or all(re.search(rf"(?<!\w){word}", title) for word in wanted):
        return ""
    for text in (tip.text, tip.place.address if tip.place else ""):
        at = _first_hit(text, wanted)
        if at is not None:
            return _cut(text, at)
    return ""


def _first_hit(text: str, wanted: tuple[str, ...]) -> int | None:
    """Where the first of the words that is found begins. Most are near the beginning: the rest is rarely folded."""
    beginning = folded(text[:_BEGINNING])
    whole = ""
    for word in wanted:
        pattern = rf"(?<!\w){word}"
        hit = re.search(pattern, beginning)
        if hit is None and len(text) > _BEGINNING:
            whole = whole or folded(text)
            hit = re.search(pattern, whole)
        if hit is not None:
            return hit.start()
    return None


def _cut(text: str, at: int) -> str:
    start = max(0, at - _AROUND)
    end = min(len(text), at + 2 * _AROUND)
    if start > 0:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), at + 1)
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start > 0 else ''}{cut}{' …' if end < len(text) else ''}"
