"""A text in the one line of a list: what a person can see of it. Pure."""

import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d"
"""They hold the pieces of one sign together; alone they show nothing."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and signs by their class that are drawn as nothing."""


def one_line(text: str) -> str:
    """The lines of a text joined, without what can not be seen; empty where nothing can.

    Marks that turn the direction of reading are left out too: they would turn what stands beside the text.
    """
    line = " ".join("".join(sign for sign in text if _kept(sign)).split())
    return line if any(map(_shows, line)) else ""


def _kept(sign: str) -> bool:
    return sign.isspace() or sign in _JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK
