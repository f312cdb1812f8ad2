"""What may be said of the work in a district: tips open and lately closed, and where an officer was. Pure.

What has a place is told of the district in which the middle of its hexagon lies: nothing can be told from two districts
that a hexagon alone does not say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.tips.domain import OutcomeKind
from sync.server.published.domain import ClosedIn, DistrictWork, HexWork, OpenTips, SeenIn, Town
from sync.server.published.work import Days, monday_of

MONTHS: Final = 3
"""Closed before the last so many months it is told here no more."""
WEEKS: Final = 4
"""So many weeks are told of an officer's visits: those that are told at all, the newest first."""


@dataclass(frozen=True, slots=True)
class Open:
    """A tip that is not closed. ``cell`` is empty where it has no place on the map; ``month`` is when it came."""

    cell: str
    district: str
    category: str
    month: str


def month_before(day: date, months: int) -> str:
    """The month so many months before that of a day, such as 2026-03."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"


def districts_of(
    town: Town, opened: Iterable[Open], work: Mapping[str, HexWork], days: Days, today: date
) -> dict[str, DistrictWork]:
    """What is told of each district; ``work`` and ``days`` are of cells, each as it may be told."""
    home = {one.cell: one.district for one in town.hexagons}
    since, monday = month_before(today, MONTHS - 1), monday_of(today) - timedelta(weeks=WEEKS + 1)
    open_in: dict[str, list[Open]] = defaultdict(list)
    for tip in opened:
        open_in[home.get(tip.cell, "") if tip.cell else tip.district].append(tip)
    closed: dict[str, list[ClosedIn]] = defaultdict(list)
    seen: dict[str, list[SeenIn]] = defaultdict(list)
    for cell in sorted(home):
        closed[home[cell]] += [
            ClosedIn(cell, one.month, one.category, one.outcome, one.count)
            for one in work.get(cell, HexWork()).closed
            if one.month >= since
        ]
        seen[home[cell]] += [
            SeenIn(f"{week:%Y-%m-%d}", cell, count) for week, count in days.get(cell, {}).items() if week >= monday
        ]
    return {one.id: _work(open_in[one.id], closed[one.id], seen[one.id]) for one in town.districts}


def is_solved(one: ClosedIn) -> bool:
    """Whether what residents asked for was done, as the officer says."""
    return one.outcome == OutcomeKind.SOLVED.value


def _work(opened: Sequence[Open], closed: Iterable[ClosedIn], seen: Iterable[SeenIn]) -> DistrictWork:
    counts = Counter(tip.category for tip in opened)
    return DistrictWork(
        tuple(OpenTips(*each) for each in sorted(counts.items())),
        min((tip.month for tip in opened), default=""),
        tuple(sorted(closed, key=lambda one: (one.month, one.cell, one.category, one.outcome))),
        tuple(sorted(seen, key=lambda one: (one.week, one.cell))),
    )
