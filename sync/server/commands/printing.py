"""Stored text on a terminal: what people wrote must not move the cursor, hide lines or turn their order."""

_SHOWN_AS_SPACE = {"\u00a0", "\u202f"}


def printable(text: object) -> str:
    """The text on one line, with everything that a terminal would obey written out, such as ``\\x1b``."""
    return "".join(_shown(letter) for letter in str(text))


def printable_lines(text: object) -> str:
    """``printable`` for a text of our own that has lines, in which stored text may stand."""
    return "\n".join(printable(line) for line in str(text).split("\n"))


def _shown(letter: str) -> str:
    if letter in _SHOWN_AS_SPACE:
        return " "
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()
