"""The calendar as it is shown: a row a district or person, its days joined where nothing changes. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from app.calendar import prague, start_of_day
from app.duty.domain import Calendar, DutyKind, Span
from app.duty.holding import stretches
from sync.server.duty.repository import Listed
from sync.server.ground.moments import instant, moment


@dataclass(frozen=True, slots=True)
class Part:
    """Who, or why; ``kind`` is a duty's, an absence's or empty where there is nobody. Hours where it is not all day."""

    who: str
    kind: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Days after one another on which the same is so."""

    first: date
    days: int
    parts: tuple[Part, ...]

    @property
    def last(self) -> date:
        """The last of them."""
        return self.first + timedelta(days=self.days - 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the calendar."""

    name: str
    runs: tuple[Run, ...]


def days_from(first: date, count: int) -> tuple[date, ...]:
    """So many days after one another."""
    return tuple(first + timedelta(days=number) for number in range(count))


def district_line(calendar: Calendar, district: tuple[str, str], names: dict[str, str], days: Sequence[date]) -> Line:
    """Who holds a district (id and name) on these days."""
    found = stretches(calendar, district[0], _whole(days))
    spans = [(one.span, one.holder) for one in found]

    def of_day(day: Span) -> tuple[Part, ...]:
        parts = [(span.within(day), duty) for span, duty in spans if span.meets(day)]
        return tuple(
            Part("", "", *_hours(span, day))
            if duty is None
            else Part(names.get(duty.officer_id, ""), _kind(duty.kind), *_hours(span, day))
            for span, duty in parts
        )

    return Line(district[1], _runs(days, of_day))


def away_line(name: str, absences: Sequence[Listed], days: Sequence[date]) -> Line:
    """When somebody is away on these days."""

    def of_day(day: Span) -> tuple[Part, ...]:
        met = [one for one in absences if one.absence.span.meets(day)]
        return tuple(Part("", one.kind.value, *_hours(one.absence.span.within(day), day)) for one in met)

    return Line(name, _runs(days, of_day))


def _kind(kind: DutyKind) -> str:
    return kind.value


def _runs(days: Sequence[date], of_day: Callable[[Span], tuple[Part, ...]]) -> tuple[Run, ...]:
    said = [(day, of_day(_whole([day]))) for day in days]
    runs = []
    for parts, run in groupby(said, key=lambda one: one[1]):
        found = [day for day, _ in run]
        runs.append(Run(found[0], len(found), parts))
    return tuple(runs)


def _whole(days: Sequence[date]) -> Span:
    return Span(instant(start_of_day(days[0])), instant(start_of_day(days[-1] + timedelta(days=1))))


def _hours(span: Span, day: Span) -> tuple[str, str]:
    """When it begins and ends within a day; empty where that is midnight."""
    begins = "" if span.from_at == day.from_at else prague(moment(span.from_at)).strftime("%H:%M")
    ends = "" if span.to_at == day.to_at else prague(moment(span.to_at)).strftime("%H:%M")
    return begins, ends
