"""Deadlines in Czech working days, and how far a late tip has climbed.

Sources: Act 245/2000 Coll. (public holidays, with Good Friday since 2016 and Easter Monday); Act 500/2004 Coll.,
section 40 (the day that starts a time limit is not counted).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from statistics import median

SATURDAY = 5


class Level(StrEnum):
    """How far a tip has climbed."""

    on_time = "on_time"
    due_soon = "due_soon"
    overdue = "overdue"
    supervisor = "supervisor"
    head = "head"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """Working days for one category. `due_soon` counts back from the deadline, the other two count on from it."""

    days: int
    due_soon: int = 2
    to_supervisor: int = 3
    to_head: int = 10

    def __post_init__(self) -> None:
        if self.days < 0 or self.due_soon < 0 or not 0 < self.to_supervisor < self.to_head:
            message = f"{self} is not a rule: days of 0 or more, and the supervisor before the head"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """A rule for each category of tips, and one for all others."""

    default: DeadlineRule
    by_category: Mapping[str, DeadlineRule]

    def of(self, category: str) -> DeadlineRule:
        """The rule of a category."""
        return self.by_category.get(category, self.default)


@dataclass(frozen=True, slots=True)
class DeadlineState:
    """`left` is the number of working days to the deadline; negative once it has passed."""

    due: date
    left: int
    level: Level


@dataclass(frozen=True, slots=True)
class DurationSummary:
    """Median and 90th percentile of durations, never a mean. `median` and `p90` are None under `n` = 5."""

    n: int
    median: float | None
    p90: float | None


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The Czech public holidays of a year, Easter included."""
    import holidays

    return frozenset(holidays.country_holidays("CZ", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The `days`-th working day after `start`, which is not counted; 0 gives the first working day from `start` on.

    Raises ValueError for negative days.
    """
    if days < 0:
        message = f"{days} working days from now lie in the past"
        raise ValueError(message)
    day = start
    while days == 0 and not is_working_day(day):
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=i)) for i in range(1, (end - start).days + 1))


def deadline_state(received: date, today: date, rule: DeadlineRule) -> DeadlineState:
    """Where a tip of that day stands today. On the day of the deadline it is still in time."""
    due = add_working_days(received, rule.days)
    left = working_days_between(today, due)
    if today > due:
        late = working_days_between(due, today)
        if late >= rule.to_head:
            level = Level.head
        elif late >= rule.to_supervisor:
            level = Level.supervisor
        else:
            level = Level.overdue
        return DeadlineState(due, -late, level)
    return DeadlineState(due, left, Level.due_soon if left <= rule.due_soon else Level.on_time)


def duration_summary(durations: Sequence[float], *, fewest: int = 5) -> DurationSummary:
    """Median and 90th percentile (linear between order statistics) of any durations; nothing under `fewest`."""
    n = len(durations)
    if n < fewest:
        return DurationSummary(n, None, None)
    ordered = sorted(durations)
    place = 0.9 * (n - 1)
    below = int(place)
    step = next((b - a for i, (a, b) in enumerate(pairwise(ordered)) if i == below), 0.0)
    return DurationSummary(n, median(ordered), ordered[below] + (place - below) * step)
