"""How moments are said on the desk: as the city's clocks show them, and how long ago they were. Pure."""

from dataclasses import dataclass
from typing import Final

from app.calendar import PRAGUE, prague_day
from sync.server.ground.moments import moment

_MINUTES: Final = 60
_HOURS: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Age:
    """So many minutes, hours or days; the template knows the words for ``unit``."""

    unit: str
    count: int


def age(at: str, now: str) -> Age | None:
    """How long ago it was; None of no moment. What a clock that was moved tells of the future is just now."""
    if not at:
        return None
    minutes = max(0, int((moment(now) - moment(at)).total_seconds() // 60))
    if minutes < _MINUTES:
        return Age("minutes", minutes)
    return Age("hours", minutes // _MINUTES) if minutes < _HOURS else Age("days", minutes // _HOURS)


def when(at: str) -> str:
    """Such as ``27. 11. 2026 14:05``; nothing of no moment."""
    if not at:
        return ""
    local = moment(at).astimezone(PRAGUE)
    return f"{local.day}. {local.month}. {local.year} {local:%H:%M}"


def between(start: str, end: str) -> str:
    """From one moment to another, a day that is the same said once: ``27. 11. 2026 14:05–14:20``."""
    first, last = when(start), when(end)
    if first == last:
        return first
    return f"{first}–{last.rpartition(' ')[2]}" if day(start) == day(end) else f"{first} – {last}"


def day(at: str) -> str:
    """Such as ``27. 11. 2026``; nothing of no moment."""
    if not at:
        return ""
    local = prague_day(moment(at))
    return f"{local.day}. {local.month}. {local.year}"
