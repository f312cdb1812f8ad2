"""Who of the demo city was away, is away and will be, and who changed with whom: drawn from a seed.

The same seed and day give the same calendar. No two who stand in for one another are away at once, so that each
district had its officer at every moment; the three of whom the story tells are there on the last days.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import PRAGUE, prague_day, start_of_day
from app.duty import holding
from app.duty.domain import Absence, AbsenceKind, Calendar, DutyKind, Span, Swap
from app.duty.pairs import Pair
from sync.server.duty import repository, service
from sync.server.duty.pairs import repository as pairing
from sync.server.ground.moments import instant
from sync.server.imports.ids import stable_id
from sync.server.service import Server

SOURCE: Final = "demo"
_BY: Final = "command"
_ON_STAGE: Final = ("kos", "sykorova", "cermak")
_YEARS_DAYS: Final = 730
_BLOCKS: Final = (
    (AbsenceKind.LEAVE, 12, 2),
    (AbsenceKind.LEAVE, 5, 3),
    (AbsenceKind.SICK, 4, 2),
    (AbsenceKind.TRAINING, 1, 3),
)
"""Why one is away, for how many days, and how often in two years."""


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, why, and when it was entered."""

    absence: Absence
    kind: AbsenceKind
    made_at: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """All absences, swaps and pairs of the city."""

    away: tuple[Away, ...]
    swaps: tuple[Swap, ...]
    pairs: tuple[Pair, ...]

    def over(self, calendar: Calendar) -> Calendar:
        """The calendar with these, and with the covers that follow of them."""
        whole = Calendar(calendar.duties, tuple(one.absence for one in self.away), self.swaps)
        return holding.with_covers(whole, holding.covers(whole, ""))


def drawn(people: Mapping[str, str], officers: Sequence[str], as_of: datetime, seed: int) -> Drawn:
    """Two years, today, and what is entered already. ``officers`` are logins, each stands in for the one before."""
    rng = random.Random(f"duty-{seed}")  # noqa: S311 - a drawing, no secret
    hand = _Hand(rng, people, officers, prague_day(as_of))
    away = tuple(_now(hand)) + tuple(_past(hand))
    return Drawn(away, tuple(_swaps(hand)), tuple(_pairs(hand)))


def enter(connection: Connection, server: Server, whole: Drawn) -> None:
    """Write them with their covers and publish who serves now: last in a transaction."""
    for one in whole.away:
        repository.insert_absence(connection, one.absence, one.kind, _BY, one.made_at)
    for swap in whole.swaps:
        repository.insert_swap(connection, swap, _BY, swap.span.from_at)
    for pair in whole.pairs:
        pairing.insert(connection, pair, _BY)
    known = repository.calendar(connection, server.now(), planned=False)
    first = {one.first_id for one in whole.pairs}
    primaries = (one for one in known.duties if one.kind is DutyKind.PRIMARY)
    pairing.set_districts(connection, {one.district_id for one in primaries if one.officer_id in first})
    service.replan(connection, "")
    service.settle(connection, server)


class _Hand:
    """Draws absences, and knows which days of whom are taken."""

    def __init__(self, rng: random.Random, people: Mapping[str, str], officers: Sequence[str], today: date) -> None:
        self.rng, self.people, self.officers, self.today = rng, people, officers, today
        self._taken: dict[str, list[Span]] = {one: [] for one in officers}

    def neighbours(self, login: str) -> tuple[str, ...]:
        """Who stands in for somebody, and for whom they do."""
        at = self.officers.index(login)
        return self.officers[at - 1], login, self.officers[(at + 1) % len(self.officers)]

    def days(self, first: int, count: int) -> Span:
        """So many whole days, the first so many days from today."""
        start = self.today + timedelta(days=first)
        return Span(instant(start_of_day(start)), instant(start_of_day(start + timedelta(days=count))))

    def hours(self, day: int, start: int, end: int) -> Span:
        """From one hour to another of a day, so many days from today."""
        midnight = datetime.combine(self.today + timedelta(days=day), datetime.min.time(), PRAGUE)
        return Span(instant(midnight.replace(hour=start)), instant(midnight.replace(hour=end)))

    def is_free(self, logins: Iterable[str], span: Span) -> bool:
        """Whether all of them are there and change with nobody."""
        return not any(taken.meets(span) for login in logins for taken in self._taken[login])

    def take(self, login: str, span: Span) -> Span:
        """From now on these days are taken."""
        self._taken[login].append(span)
        return span

    def away(self, login: str, span: Span, kind: AbsenceKind, *, told: int = 20) -> Away:
        """An absence that was entered so many days before it, at the latest today."""
        self.take(login, span)
        one = stable_id(SOURCE, f"{login} {span.from_at}", "absence", datetime.fromisoformat(span.from_at))
        entered = min(datetime.fromisoformat(span.from_at) - timedelta(days=told), start_of_day(self.today))
        return Away(Absence(one, self.people[login], span), kind, instant(entered))


def _now(hand: _Hand) -> Iterator[Away]:
    """Somebody was ill until yesterday, somebody is away today, others are to be."""
    first = _ON_STAGE[0]
    others = [one for one in hand.officers if one not in _ON_STAGE and first not in hand.neighbours(one)]
    second, third = hand.rng.sample(others, 2)
    yield hand.away(first, hand.days(-3, 3), AbsenceKind.SICK, told=0)
    yield hand.away(second, hand.days(-hand.rng.randint(1, 4), hand.rng.randint(8, 11)), AbsenceKind.LEAVE)
    training = hand.hours(hand.rng.randint(5, 6), 8, 14)
    if hand.is_free(hand.neighbours(third), training):
        yield hand.away(third, training, AbsenceKind.TRAINING)
    coming = hand.days(hand.rng.randint(9, 10), 4)
    login = next(
        one for one in hand.officers if one not in (second, third) and hand.is_free(hand.neighbours(one), coming)
    )
    away = hand.away(login, coming, AbsenceKind.LEAVE)
    cover = next(one for one in reversed(hand.officers) if one not in hand.neighbours(login))
    yield replace(away, absence=replace(away.absence, cover_id=hand.people[cover]))


def _past(hand: _Hand) -> Iterator[Away]:
    """Leaves, illnesses and trainings of two years; what does not fit is left out."""
    for login in hand.officers:
        for kind, days, times in _BLOCKS:
            for _ in range(times):
                span = hand.days(-hand.rng.randint(10 + days, _YEARS_DAYS), days)
                if hand.is_free(hand.neighbours(login), span):
                    yield hand.away(login, span, kind, told=0 if kind is AbsenceKind.SICK else 20)


def _swaps(hand: _Hand) -> Iterator[Swap]:
    """Two changed now and then, and two are to next week."""
    for first in (6, -40, -190, -330, -500):
        span = hand.days(first, 2)
        for _ in range(20):
            one, other = hand.rng.sample(list(hand.officers), 2)
            if hand.is_free({*hand.neighbours(one), *hand.neighbours(other)}, span):
                hand.take(one, span)
                hand.take(other, span)
                made = datetime.fromisoformat(span.from_at)
                yield Swap(stable_id(SOURCE, str(first), "swap", made), hand.people[one], hand.people[other], span)
                break


def _pairs(hand: _Hand) -> Iterator[Pair]:
    """Two pairs; in the districts of the first of each two are needed."""
    drawn = hand.rng.sample(list(hand.officers), 4)
    since = start_of_day(hand.today - timedelta(days=200))
    for number, (one, other) in enumerate(zip(drawn[:2], drawn[2:], strict=True)):
        pair_id = stable_id(SOURCE, str(number), "pair", since)
        yield Pair(pair_id, hand.people[one], hand.people[other], Span(instant(since)))
