"""Absences, swaps and standing backups: entered or tried, and the covers that follow of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import SYSTEM
from app.duty import holding
from app.duty.domain import Absence, AbsenceKind, Calendar, Cover, Duty, DutyKind, Gap, Refusal, Span, Swap
from app.duty.pairs import Alone, alone
from app.identifiers import new_id
from app.tips.operations import TipAssign
from app.values import Instant
from sync.server.accounts.people import row_steps
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.districts.repository import all_districts
from sync.server.duty import briefs, repository
from sync.server.duty.checking import last_moment
from sync.server.duty.pairs import repository as pairs
from sync.server.feed.publish import Step, publish
from sync.server.ground.moments import instant
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind, Nothing
from sync.server.service import Server

LONGEST_DAYS: Final = 400
"""An absence or a swap ends no later than so many days from now."""
_AGAIN: Final = 900
_TURN: Final = "duty_turn"
_Entry = TypeVar("_Entry", Absence, Swap)


class Turn(msgspec.Struct, frozen=True):
    """A moment at which somebody's turn begins or ends."""

    at: Instant


@dataclass(frozen=True, slots=True)
class Planned:
    """What follows of an absence or a swap: its covers, where nobody would be left that there is somebody now, and who
    would go alone that has a partner now."""

    span: Span
    covers: tuple[Cover, ...]
    gaps: tuple[Gap, ...]
    alone: tuple[Alone, ...] = ()


def try_absence(connection: Connection, server: Server, new: Absence) -> Planned | Refusal:
    """What would follow of an absence. Changes nothing; what began in the past counts from now."""
    now, new = server.now(), _from_now(new, server.now())
    known = repository.calendar(connection, now, planned=False)
    refusal = holding.refuse_absence(known, new, now, _latest(server))
    if refusal is not None:
        return refusal
    return _followed(connection, known, replace(known, absences=(*known.absences, new)), new.span)


def enter_absence(
    connection: Connection, server: Server, new: Absence, kind: AbsenceKind, by: str
) -> Planned | Refusal:
    """Enter an absence, as ``try_absence`` says, and publish what changes at once. ``by`` is who entered it."""
    repository.alone(connection)
    planned, now = try_absence(connection, server, new), server.now()
    if isinstance(planned, Planned):
        repository.insert_absence(connection, _from_now(new, now), kind, by, now)
        settle(connection, server, now)
    return planned


def try_swap(connection: Connection, server: Server, new: Swap) -> Planned | Refusal:
    """What would follow of a swap. Changes nothing; what began in the past counts from now."""
    now, new = server.now(), _from_now(new, server.now())
    known = repository.calendar(connection, now, planned=False)
    refusal = holding.refuse_swap(known, new, now, _latest(server))
    if refusal is not None:
        return refusal
    return _followed(connection, known, replace(known, swaps=(*known.swaps, new)), new.span)


def enter_swap(connection: Connection, server: Server, new: Swap, by: str) -> Planned | Refusal:
    """Enter a swap, as ``try_swap`` says, and publish what changes at once."""
    repository.alone(connection)
    planned, now = try_swap(connection, server, new), server.now()
    if isinstance(planned, Planned):
        repository.insert_swap(connection, _from_now(new, now), by, now)
        settle(connection, server, now)
    return planned


def take_back(connection: Connection, server: Server, entry_id: str) -> bool:
    """End an absence or a swap now, or have it never begin; what was so far stays known. False where it is over."""
    repository.alone(connection)
    now = server.now()
    if not repository.end(connection, entry_id, now):
        return False
    settle(connection, server, now)
    return True


def try_backups(
    connection: Connection, server: Server, district_id: str, officer_ids: Sequence[str]
) -> tuple[Gap, ...]:
    """Where nobody would be left by these backups on the next days that there is somebody now. Changes nothing."""
    now = server.settings.clock()
    span = Span(instant(now), last_moment(now))
    known = repository.calendar(connection, span.from_at, planned=False)
    others = (one for one in known.duties if one.district_id != district_id or one.kind is not DutyKind.BACKUP)
    new = (
        Duty(officer_id, district_id, DutyKind.BACKUP, Span(begin))
        for officer_id, begin in zip(officer_ids, _begins(now, len(officer_ids)), strict=True)
    )
    return _followed(connection, known, replace(known, duties=(*others, *new)), span).gaps


def set_backups(connection: Connection, server: Server, district_id: str, officer_ids: Sequence[str]) -> None:
    """These are now the standing backups of a district, in this order. What was so far stays known."""
    repository.alone(connection)
    now = server.settings.clock()
    begins = _begins(now, len(officer_ids))
    repository.end_backups(connection, district_id, min(begins, default=instant(now)))
    for officer_id, begin in zip(officer_ids, begins, strict=True):
        repository.insert_backup(connection, officer_id, district_id, begin)
    settle(connection, server)


def _begins(now: datetime, count: int) -> list[str]:
    """When each of so many backups begins to be one: who comes first in turn has been it for longer."""
    return [instant(now - timedelta(milliseconds=count - place)) for place in range(count)]


def settle(connection: Connection, server: Server, now: Instant = "") -> None:
    """Bring covers to what absences, swaps and duties ask for now, publish who serves, and plan what comes by itself.

    To be called last in a transaction that changed any of these, with the moment at which it did: a cover begins in
    that very moment.
    """
    repository.alone(connection)
    now = now or server.now()
    if replan(connection, now):
        _plan_turns(connection, now)
    _tell(connection, server, now, now)


def replan(connection: Connection, now: str) -> bool:
    """Write the covers that are wanted from now on in the place of those there are; whether anything changed.

    A cover that runs goes on or ends now; one that never began is forgotten.
    """
    wanted = list(holding.covers(repository.calendar(connection, now, planned=False), now))
    changed = False
    for there in repository.made(connection, now):
        follows = next((one for one in wanted if _continues(there.cover, one, now)), None)
        if follows is not None:
            wanted.remove(follows)
        end = follows.span.to_at if follows is not None else now
        changed = changed or end != there.cover.span.to_at
        if follows is None and there.cover.span.from_at >= now:
            repository.drop_cover(connection, there.duty_id)
        elif end != there.cover.span.to_at:
            repository.move_end(connection, there.duty_id, end)
    for one in wanted:
        repository.insert_cover(connection, one)
    return changed or bool(wanted)


def _continues(there: Cover, wanted: Cover, now: str) -> bool:
    """Whether a wanted cover is one that there is, perhaps with another end; one that runs is wanted from now on."""
    return replace(there, span=wanted.span) == wanted and max(there.span.from_at, now) == wanted.span.from_at


def _followed(connection: Connection, before: Calendar, after: Calendar, span: Span) -> Planned:
    districts = [one.id for one in all_districts(connection)]
    old, new = (holding.covers(one, span.from_at) for one in (before, after))
    was, will = holding.with_covers(before, old), holding.with_covers(after, new)
    known, found = frozenset(holding.gaps(was, districts, span)), holding.gaps(will, districts, span)
    together, needed = pairs.pairs(connection, span.from_at), pairs.districts(connection)
    alone_now = frozenset(alone(was, together, needed, span))
    lonely = tuple(one for one in alone(will, together, needed, span) if one not in alone_now)
    fresh = [replace(one, span=one.span.within(span)) for one in new if one not in old and one.span.meets(span)]
    return Planned(span, tuple(fresh), tuple(one for one in found if one not in known), lonely)


def _plan_turns(connection: Connection, now: str) -> None:
    there = repository.made(connection, now)
    for at in sorted({edge for one in there for edge in (one.cover.span.from_at, one.cover.span.to_at) if edge > now}):
        jobs.put(connection, _TURN, Turn(at), key=f"{_TURN} {at}", due=at)


def _handed_back(connection: Connection, server: Server, at: str) -> list[Step]:
    """Open tips of those whose cover ended at this moment go to who holds the district now."""
    door = Door(SYSTEM)
    left = repository.left_behind(connection, at)
    changes = [
        Change(door, tip_id, TipAssign(district_id=district), base=version) for tip_id, district, version in left
    ]
    return steps_of(carry_out(connection, server, changes))


def _turn(connection: Connection, server: Server, payload: Turn) -> bool:
    """The job: a cover begins or ends at this moment, and devices and lists are told."""
    repository.alone(connection)
    _tell(connection, server, server.now(), payload.at)
    return False


def _tell(connection: Connection, server: Server, now: str, ended: str) -> None:
    """Publish who serves, whose tips these are now, and what who takes over has to know: last in a transaction."""
    people, tips = row_steps(connection, now), _handed_back(connection, server, ended)
    publish(connection, [*people, *tips, *briefs.steps(connection, server)], now)


def _settle_anew(connection: Connection, server: Server, _payload: Nothing) -> bool:
    """The job: duties given or ended elsewhere, and people who left, may ask for other covers."""
    now = server.now()
    repository.alone(connection)
    if replan(connection, now):
        _plan_turns(connection, now)
        _tell(connection, server, now, now)
    else:
        publish(connection, briefs.steps(connection, server), now)
    return False


def new_absence(officer_id: str, span: Span, cover_id: str = "") -> Absence:
    """An absence with an id of its own."""
    return Absence(new_id(), officer_id, span, cover_id)


def new_swap(first_id: str, second_id: str, span: Span) -> Swap:
    """A swap with an id of its own."""
    return Swap(new_id(), first_id, second_id, span)


def _from_now(new: _Entry, now: str) -> _Entry:
    """Nothing is entered for the past: it stays as it was."""
    return replace(new, span=Span(max(new.span.from_at, now), new.span.to_at))


def _latest(server: Server) -> str:
    return instant(server.settings.clock() + timedelta(days=LONGEST_DAYS))


KINDS: Final = (
    Kind(_TURN, _turn, payload=Turn),
    Kind("settle_duty", _settle_anew, every=_AGAIN),
)
