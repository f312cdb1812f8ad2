"""Words of pages that no template holds: categories, months, and how a moment is said."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from app.calendar import PRAGUE
from sync.server.districts.words import category_name
from sync.server.ground.moments import moment
from sync.server.published.words import month_of as named_month
from sync.server.published.words import week_of as week

__all__ = ["category_name", "date_of", "day", "from_to", "month", "named_month", "until", "week"]

TOWN_NEWS: Final[Mapping[str, Mapping[str, str]]] = {
    "cs": {
        "title": "Co udělala městská policie",
        "about": "Uzavřené podněty a místa, kde byl strážník; jednou týdně, po šestiúhelnících.",
        "town": "celé město",
    },
    "en": {
        "title": "What the city police did",
        "about": "Tips that were closed and places where an officer was; once a week, by hexagons.",
        "town": "the whole town",
    },
}
"""What a feed is called and what it is about."""


def month(at: datetime, language: str) -> str:
    """Such as ``listopad 2026``."""
    local = at.astimezone(PRAGUE)
    return named_month(f"{local:%Y-%m}", language)


def date_of(day: date) -> str:
    """Such as ``27. 11. 2026``."""
    return f"{day.day}. {day.month}. {day.year}"


def day(at: datetime) -> str:
    """Such as ``27. 11. 2026 14:05``, as the city's clocks show it."""
    local = at.astimezone(PRAGUE)
    return f"{local.day}. {local.month}. {local.year} {local:%H:%M}"


def until(at: datetime) -> str:
    """Such as ``27. 11. 2026 14:05``; a midnight is the end of the day before, said without an hour."""
    local = at.astimezone(PRAGUE)
    return day(at) if (local.hour, local.minute) != (0, 0) else date_of(local.date() - timedelta(days=1))


def from_to(start: str, end: str) -> str:
    """Such as ``27. 11. 2026 14:00–16:00``; with both days where it ends on another."""
    first, last = (moment(at).astimezone(PRAGUE) for at in (start, end))
    if first.date() == last.date():
        return f"{day(first)}–{last:%H:%M}"
    return f"{day(first)}–24:00" if until(last) == date_of(first.date()) else f"{day(first)} – {until(last)}"


_DIRECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("severně", "severovýchodně", "východně", "jihovýchodně", "jižně", "jihozápadně", "západně",
           "severozápadně"),
    "en": ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
}  # fmt: skip
"""By eighths of a turn from the north."""


def nearest(name: str, metres: int, direction: int, language: str) -> str:
    """Such as ``Palackého 12, 40 m severně``: the nearest name, and where from it something is."""
    return f"{name}, {metres} m {_DIRECTIONS[language][direction]}" if metres else name
