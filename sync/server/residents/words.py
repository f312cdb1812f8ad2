"""Words of pages that no template holds: categories, months, and how a moment is said."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from app.calendar import PRAGUE
from sync.server.districts.words import category_name
from sync.server.ground.moments import moment

__all__ = ["category_name", "date_of", "day", "from_to", "month", "named_month", "week"]

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad",
           "prosinec"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip


def month(at: datetime, language: str) -> str:
    """Such as ``listopad 2026``."""
    local = at.astimezone(PRAGUE)
    return f"{_MONTHS[language][local.month - 1]} {local.year}"


def named_month(text: str, language: str) -> str:
    """The month of a text such as ``2026-03``."""
    year, _, number = text.partition("-")
    return f"{_MONTHS[language][int(number) - 1]} {year}"


def week(monday: str) -> str:
    """Such as ``23. 2. – 1. 3. 2026``, of the week that begins with a day such as ``2026-02-23``."""
    first = date.fromisoformat(monday)
    last = first + timedelta(days=6)
    return f"{first.day}. {first.month}. – {last.day}. {last.month}. {last.year}"


def date_of(day: date) -> str:
    """Such as ``27. 11. 2026``."""
    return f"{day.day}. {day.month}. {day.year}"


def day(at: datetime) -> str:
    """Such as ``27. 11. 2026 14:05``, as the city's clocks show it."""
    local = at.astimezone(PRAGUE)
    return f"{local.day}. {local.month}. {local.year} {local:%H:%M}"


def from_to(start: str, end: str) -> str:
    """Such as ``27. 11. 2026 14:00–16:00``; with both days where it ends on another."""
    first, last = (moment(at).astimezone(PRAGUE) for at in (start, end))
    until = f"{last:%H:%M}" if first.date() == last.date() else f" {day(last)}"
    return f"{day(first)}–{until}"


_DIRECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("severně", "severovýchodně", "východně", "jihovýchodně", "jižně", "jihozápadně", "západně",
           "severozápadně"),
    "en": ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
}  # fmt: skip
"""By eighths of a turn from the north."""


def nearest(name: str, metres: int, direction: int, language: str) -> str:
    """Such as ``Palackého 12, 40 m severně``: the nearest name, and where from it something is."""
    return f"{name}, {metres} m {_DIRECTIONS[language][direction]}" if metres else name
