"""What may be said of the work in a hexagon: tips closed there by month, and weeks in which an officer was there. Pure.

An officer's week is told of hexagons with eight addresses or more alone, and a week after it is over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from app.calendar import prague_day
from app.safety.release import LEAST_ADDRESSES
from app.tips.domain import OutcomeKind
from sync.server.published.domain import ClosedTips, HexWork

_LATE: Final = timedelta(days=7)
_WEEK: Final = timedelta(days=7)
_UNTOLD: Final = frozenset({OutcomeKind.DUPLICATE.value})
"""The same thing is told of the other tip."""


Days = Mapping[str, Mapping[date, int]]
"""On how many days of which weeks, by their Mondays, an officer was in each cell."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A tip that was closed in a cell."""

    cell: str
    category: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """An officer was in a cell."""

    cell: str
    at: datetime


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def work_of(closed: Iterable[Closed], days: Days) -> dict[str, HexWork]:
    """What was done in each cell; ``days`` as ``weeks_of`` tells them."""
    tips: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for tip in closed:
        if tip.outcome and tip.outcome not in _UNTOLD:
            tips[tip.cell][f"{prague_day(tip.at):%Y-%m}", tip.category, tip.outcome] += 1
    return {
        cell: HexWork(
            tuple(f"{monday:%Y-%m-%d}" for monday in sorted(days.get(cell, {}))),
            tuple(ClosedTips(*key, count) for key, count in sorted(tips[cell].items())),
        )
        for cell in sorted(tips.keys() | days.keys())
    }


def weeks_of(seen: Iterable[Seen], addresses: Mapping[str, int], today: date) -> Days:
    """In which weeks an officer was in each cell of which that may be told.

    ``addresses``: how many each cell has; one that is not there has none.
    """
    days: dict[str, dict[date, set[date]]] = defaultdict(lambda: defaultdict(set))
    for visit in seen:
        day = prague_day(visit.at)
        monday = monday_of(day)
        if addresses.get(visit.cell, 0) >= LEAST_ADDRESSES and monday + _WEEK + _LATE <= today:
            days[visit.cell][monday].add(day)
    return {cell: {monday: len(each) for monday, each in weeks.items()} for cell, weeks in days.items()}
