"""Office hours of a weekday as people write them, such as ``14–16, škola Písečná; 18:30–19``. Pure."""

import re
from itertools import pairwise
from typing import Final

from app.tips.titles import one_line
from app.values import ShortText
from sync.server.cards.domain import MOST_HOURS_OF_DAY, OfficeHour

_DAY: Final = 24 * 60
_LONGEST: Final = 80
_PART: Final = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:h(?:od)?\.?)?\s*(?:[-–—]|až|to)\s*(\d{1,2})(?:[:.](\d{2}))?(?!\d)"
    r"\s*(?:h(?:od)?\b\.?)?\s*(?:[,:]\s*|\s+|$)(.*)"
)


def read(weekday: int, text: ShortText) -> tuple[OfficeHour, ...] | None:
    """The hours of a weekday (1 is Monday) in their order; None for what can not be hours, or overlaps."""
    parts = [part for part in (one_line(one) for one in text.split(";")) if part]
    found = [_read(weekday, part) for part in parts]
    known = sorted((one for one in found if one is not None), key=lambda one: one.start)
    if len(known) < len(found) or len(known) > MOST_HOURS_OF_DAY:
        return None
    if any(after.start < before.end for before, after in pairwise(known)):
        return None
    return tuple(known)


def said(hours: tuple[OfficeHour, ...]) -> str:
    """As they are read again."""
    return "; ".join(f"{span(one)}, {one.place}" if one.place else span(one) for one in hours)


def span(one: OfficeHour) -> str:
    """Such as ``8:30–10``."""
    return f"{_clock(one.start)}–{_clock(one.end)}"


def _read(weekday: int, part: str) -> OfficeHour | None:
    found = _PART.fullmatch(part)
    if found is None:
        return None
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    place = found[5].strip(" ,")
    if start is None or end is None or start >= end or len(place) > _LONGEST:
        return None
    return OfficeHour(weekday, start, end, place)


def _minutes(hours: str, minutes: str | None) -> int | None:
    past = int(minutes or 0)
    at = 60 * int(hours) + past
    return at if past < 60 and at <= _DAY else None


def _clock(minutes: int) -> str:
    hours, past = divmod(minutes, 60)
    return f"{hours}:{past:02}" if past else str(hours)
