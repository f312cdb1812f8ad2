"""The code that is told by telephone: sixteen digits, the last of which finds a slip of the tongue."""

import re
from typing import Final

_RANDOM: Final = 15
LENGTH: Final = _RANDOM + 1
_LONGEST: Final = 60
_BETWEEN: Final = re.compile(r"[\s\-.,/]")


def code_of(bits: int) -> str:
    """The code made of a number, of which its remainder by 10¹⁵ counts: about 50 bits."""
    digits = f"{bits % 10**_RANDOM:0{_RANDOM}d}"
    return digits + str(-_checked(digits + "0") % 10)


def grouped(code: str) -> str:
    """By fours, as one says and writes them down."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def digits_of(text: str) -> str | None:
    """The digits of a code as somebody typed it; None where it can be none, so also after one slip in a digit or two
    neighbours that changed places."""
    if len(text) > _LONGEST:
        return None
    digits = _BETWEEN.sub("", text)
    is_code = len(digits) == LENGTH and digits.isascii() and digits.isdecimal()
    return digits if is_code and not _checked(digits) % 10 else None


def _checked(digits: str) -> int:
    """The sum of Luhn's check (ISO/IEC 7812-1, Annex B)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits), 1))
    return sum(value - 9 if value > 9 else value for value in doubled)
