"""The order of Czech lists (ČSN 97 6030, as Unicode collates Czech), whatever the machine's locale. Pure.

Letters first: č after c, ch after h, ř, š and ž after r, s and z; the other accents and capitals only break a tie.
Spaces and signs come before figures, figures before letters, and a number is read as a number: Lipská 9 before
Lipská 10.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

OrderKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], tuple[int, ...], str]
"""Compare whole: letters, then accents, then capitals, then the text itself."""

_ALPHABET = (
    "a", "b", "c", "č", "d", "e", "f", "g", "h", "ch", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "ř", "s",
    "š", "t", "u", "v", "w", "x", "y", "z", "ž",
)  # fmt: skip
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_PIECE = re.compile(r"[0-9]+|ch|.", re.DOTALL)
_SIGN, _FIGURES, _LETTER, _OTHER = range(4)


@lru_cache(maxsize=4096)
def czech_order(text: str) -> OrderKey:
    """The key by which texts sort as a Czech reader expects: ``sorted(names, key=czech_order)``."""
    composed = unicodedata.normalize("NFC", text)
    pieces = list(_pieces(composed.lower().translate(_PLAIN)))
    capitals = tuple(int(letter.isupper()) for letter in composed)
    return tuple(piece for piece, _ in pieces), tuple(accent for _, accent in pieces), capitals, text


def _pieces(small: str) -> Iterator[tuple[tuple[int, int, str], int]]:
    for piece in _PIECE.findall(unicodedata.normalize("NFC", small)):
        if piece[0] in "0123456789":
            value = piece.lstrip("0")
            yield (_FIGURES, len(value), value), len(piece)
        elif piece in _RANK:
            yield (_LETTER, _RANK[piece], ""), 0
        elif unicodedata.combining(piece):
            yield from ()
        else:
            yield _letter(piece)


def _letter(letter: str) -> tuple[tuple[int, int, str], int]:
    bare, *accents = list(unicodedata.normalize("NFD", letter))
    if bare in _RANK:
        return (_LETTER, _RANK[bare], ""), ord(accents[0]) if accents else 0
    if letter.isalpha():
        return (_OTHER, ord(bare), ""), ord(accents[0]) if accents else 0
    return (_SIGN, ord(letter), ""), 0
