"""Who holds a district at a moment, which covers absences and swaps ask for, and where nobody is left. Pure.

The first of these who is not away holds it: covers, primaries, backups; of several, who serves for longer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise
from typing import Final, NamedTuple, TypeVar

from app.duty.domain import Absence, Calendar, Cover, Duty, DutyKind, Gap, Refusal, Span, Stretch, Swap, Trouble
from app.values import Instant

_Value = TypeVar("_Value")
PRECEDENCE: Final = {DutyKind.COVER: 0, DutyKind.PRIMARY: 1, DutyKind.BACKUP: 2}


def order(duty: Duty) -> tuple[int, Instant, str]:
    """The key by which those who go first come first."""
    return PRECEDENCE[duty.kind], duty.span.from_at, duty.officer_id


def is_away(calendar: Calendar, officer_id: str, at: Instant) -> bool:
    """Whether the officer is away at a moment."""
    return _absence(calendar, officer_id, at) is not None


def serving(calendar: Calendar, district_id: str, at: Instant) -> tuple[Duty, ...]:
    """The duties in a district at a moment, present or away, those who go first first."""
    found = (one for one in calendar.duties if one.district_id == district_id and one.span.holds(at))
    return tuple(sorted(found, key=order))


def holder(calendar: Calendar, district_id: str, at: Instant) -> Duty | None:
    """The one duty by which a district is held at a moment; None where nobody present serves it."""
    present = (one for one in serving(calendar, district_id, at) if not is_away(calendar, one.officer_id, at))
    return next(present, None)


def stretches(calendar: Calendar, district_id: str, span: Span) -> tuple[Stretch, ...]:
    """Who holds a district through a span: parts one after the other, without a moment between them."""
    own = _of_district(calendar, district_id)
    runs = _runs(own, span, partial(holder, own, district_id))
    return tuple(Stretch(district_id, part, found) for part, found in runs)


def gaps(calendar: Calendar, district_ids: Iterable[str], span: Span) -> tuple[Gap, ...]:
    """Where and when a district has not exactly one named officer, by district and time."""
    found: list[Gap] = []
    for district_id in sorted(district_ids):
        own = _of_district(calendar, district_id)
        for part, (trouble, officers) in _runs(own, span, partial(_judged, own, district_id)):
            if trouble is not None:
                found.append(Gap(district_id, part, trouble, officers))
    return tuple(found)


def covers(calendar: Calendar, since: Instant) -> tuple[Cover, ...]:
    """The covers that absences and swaps ask for from a moment on; no two of a district at the same time.

    ``calendar`` has no duties that were made of such covers before. Where somebody covers by a duty of their own no
    other is asked for, and where everybody is away there is none: ``gaps`` says so.
    """
    known = [*(one.span for one in calendar.absences), *(one.span for one in calendar.swaps)]
    reasons = [one for one in known if one.to_at > since]
    if not reasons:
        return ()
    whole = Span(max(since, min(one.from_at for one in reasons)), max(one.to_at for one in reasons))
    found: list[Cover] = []
    for district_id in sorted({one.district_id for one in calendar.duties if one.kind is DutyKind.PRIMARY}):
        own = _of_district(calendar, district_id)
        for part, who in _runs(own, whole, partial(_wanted, own, district_id)):
            if who is not None:
                found.append(Cover(who.officer_id, district_id, part, who.absence_id, who.swap_id))
    return tuple(found)


def with_covers(calendar: Calendar, found: Iterable[Cover]) -> Calendar:
    """The calendar with these covers as duties."""
    made = tuple(Duty(one.officer_id, one.district_id, DutyKind.COVER, one.span) for one in found)
    return replace(calendar, duties=calendar.duties + made)


def refuse_absence(calendar: Calendar, new: Absence, now: Instant, latest: Instant) -> Refusal | None:
    """Why this absence can not be entered; ``latest`` is the last moment that one may end at."""
    trouble = _refuse_span(new.span, now, latest)
    if trouble is not None:
        return trouble
    if new.cover_id == new.officer_id:
        return Refusal.SAME
    others = [one for one in calendar.absences if one.id != new.id and one.span.meets(new.span)]
    if any(one.officer_id == new.officer_id for one in others):
        return Refusal.OVERLAPS
    return Refusal.AWAY if any(one.officer_id == new.cover_id for one in others) else None


def refuse_swap(calendar: Calendar, new: Swap, now: Instant, latest: Instant) -> Refusal | None:
    """Why these two can not change; ``latest`` is the last moment that a swap may end at."""
    trouble = _refuse_span(new.span, now, latest)
    if trouble is not None:
        return trouble
    both = {new.first_id, new.second_id}
    if len(both) == 1:
        return Refusal.SAME
    if any(one.officer_id in both and one.span.meets(new.span) for one in calendar.absences):
        return Refusal.AWAY
    others = (one for one in calendar.swaps if one.id != new.id and one.span.meets(new.span))
    if any(both & {one.first_id, one.second_id} for one in others):
        return Refusal.OVERLAPS
    held = (one for one in calendar.duties if one.kind is DutyKind.PRIMARY and one.span.meets(new.span))
    return None if any(one.officer_id in both for one in held) else Refusal.HOLDS_NOTHING


class _Who(NamedTuple):
    """Who is to cover, and why."""

    officer_id: str
    absence_id: str = ""
    swap_id: str = ""


def _refuse_span(span: Span, now: Instant, latest: Instant) -> Refusal | None:
    if span.to_at <= now:
        return Refusal.PAST
    if span.to_at <= span.from_at:
        return Refusal.ENDS_BEFORE
    return Refusal.TOO_LONG if span.to_at > latest else None


def _absence(calendar: Calendar, officer_id: str, at: Instant) -> Absence | None:
    found = (one for one in calendar.absences if one.officer_id == officer_id and one.span.holds(at))
    return next(found, None)


def _judged(calendar: Calendar, district_id: str, at: Instant) -> tuple[Trouble | None, tuple[str, ...]]:
    duties = serving(calendar, district_id, at)
    if not duties:
        return Trouble.NOBODY, ()
    present = [one for one in duties if not is_away(calendar, one.officer_id, at)]
    if not present:
        return Trouble.AWAY, tuple(dict.fromkeys(one.officer_id for one in duties))
    first = present[0].kind
    level = dict.fromkeys(one.officer_id for one in present if one.kind is first)
    return (Trouble.DOUBLE, tuple(level)) if first is not DutyKind.BACKUP and len(level) > 1 else (None, ())


def _wanted(calendar: Calendar, district_id: str, at: Instant) -> _Who | None:
    """Who is to cover a district at a moment by an absence or a swap; None where nobody has to or nobody can."""
    duties = serving(calendar, district_id, at)
    primary = next((one.officer_id for one in duties if one.kind is DutyKind.PRIMARY), None)
    if primary is None:
        return None
    if any(one.kind is DutyKind.COVER and not is_away(calendar, one.officer_id, at) for one in duties):
        return None
    possible = (one for one in _in_turn(calendar, duties, primary, at) if not is_away(calendar, one.officer_id, at))
    found = next(possible, None)
    return None if found is None or found.officer_id == primary else found


def _in_turn(calendar: Calendar, duties: Iterable[Duty], primary: str, at: Instant) -> Iterator[_Who]:
    swap = next((one for one in calendar.swaps if one.span.holds(at) and one.partner_of(primary)), None)
    if swap is not None:
        yield _Who(swap.partner_of(primary), swap_id=swap.id)
    yield _Who(primary)
    away = _absence(calendar, primary, at)
    why = away.id if away is not None else ""
    if away is not None and away.cover_id:
        yield _Who(away.cover_id, why)
    for one in duties:
        if one.kind is not DutyKind.COVER and one.officer_id != primary:
            yield _Who(one.officer_id, why)


def _of_district(calendar: Calendar, district_id: str) -> Calendar:
    return replace(calendar, duties=tuple(one for one in calendar.duties if one.district_id == district_id))


def _runs(calendar: Calendar, span: Span, judged: Callable[[Instant], _Value]) -> Iterator[tuple[Span, _Value]]:
    """The span in parts of one value each: nothing changes but where something of the calendar begins or ends."""
    things: list[Duty | Absence | Swap] = [*calendar.duties, *calendar.absences, *calendar.swaps]
    edges = {edge for one in things for edge in (one.span.from_at, one.span.to_at) if span.from_at < edge < span.to_at}
    moments = sorted({span.from_at, *edges, span.to_at})
    parts = [(Span(start, end), judged(start)) for start, end in pairwise(moments)]
    for value, run in groupby(parts, key=lambda one: one[1]):
        spans = [one for one, _ in run]
        yield Span(spans[0].from_at, spans[-1].to_at), value
