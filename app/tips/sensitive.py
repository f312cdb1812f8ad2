"""What a text may hold that is better not sent without a thought: birth numbers and number plates. Pure.

It only warns: whoever writes decides.
"""

import re
from enum import StrEnum
from typing import Final


class Sensitive(StrEnum):
    """What was found."""

    BIRTH_NUMBER = "birth_number"
    PLATE = "plate"


_BIRTH_NUMBER: Final = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d) ?(/?) ?(\d{3,4})(?!\d)")
_PLATE: Final = re.compile(
    r"(?<![^\W_])(?:\d[ABCEHJKLMPSTUZ][0-9A-Z][ -]?\d{4}|[A-Z]{2,3} ?\d{2}[- ]\d{2})(?![^\W_])", re.IGNORECASE
)
_MONTHS: Final = frozenset(month + more for more in (0, 20, 50, 70) for month in range(1, 13))
_LAST_OF_NINE: Final = 53
"""Birth numbers of nine digits were given until this year, without a check digit."""


def sensitive(text: str) -> tuple[Sensitive, ...]:
    """What of it is in the text, in the order of the enumeration."""
    found = []
    if any(_is_birth_number(*match.groups()) for match in _BIRTH_NUMBER.finditer(text)):
        found.append(Sensitive.BIRTH_NUMBER)
    if _PLATE.search(text) is not None:
        found.append(Sensitive.PLATE)
    return tuple(found)


def _is_birth_number(year: str, month: str, day: str, slash: str, end: str) -> bool:
    if int(month) not in _MONTHS or not 1 <= int(day) <= 31:
        return False
    if len(end) == 3:
        return bool(slash) and int(year) <= _LAST_OF_NINE
    head, check = int(year + month + day + end[:3]), int(end[3])
    return head % 11 % 10 == check
