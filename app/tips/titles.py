"""A tip's title is one line that shows something: rows of lists, mails and reports are made of it."""

import unicodedata
from typing import Final

_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing."""
_JOINER: Final = "\u200d"
"""Holds the parts of one picture character together."""


def one_line(text: str) -> str:
    """``text`` as one line: every run of white space and line ends is a space, what controls or hides is left out.

    Empty where nothing of it would be seen.
    """
    kept = text if text.isprintable() else "".join(_kept(char) for char in text)
    line = " ".join(kept.split())
    return line if any(_is_seen(char) for char in line) else ""


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    if char.isspace() or kind in ("Zl", "Zp"):
        return " "
    return "" if char != _JOINER and kind in ("Cc", "Cf", "Cs") else char


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _BLANK
