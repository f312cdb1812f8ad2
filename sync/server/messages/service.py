"""Messages of parties come in here, whatever door they came through: of a page, of a mail, of a call."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, Actor
from app.messages.domain import Door
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from sync.server.changes import doors
from sync.server.changes.doors import Change
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import Step
from sync.server.messages import repository
from sync.server.service import Server


@dataclass(frozen=True, slots=True)
class Received:
    """What a party said was taken; the caller publishes ``steps`` last, then commits."""

    tip_id: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NotReceived:
    """It was not: nobody knows the party, it was taken before, or it says nothing. ``steps`` as of ``Received``: the
    story tells of it."""

    code: Code
    steps: tuple[Step, ...] = ()


def receive(
    connection: Connection, server: Server, party_id: str, text: str, door: Door, *, key: str = ""
) -> Received | NotReceived:
    """Take what a party says. ``key`` is an id of what it came in: the same one again is taken once."""
    return _carried(connection, server, party_id, ops.TipHear(party_id, text, door), key)


def judge(
    connection: Connection, server: Server, party_id: str, said: ops.TipSatisfaction, *, key: str = ""
) -> Received | NotReceived:
    """Take what a resident says of the closed tip. It counts once for each party; later words are kept all the same."""
    return _carried(connection, server, party_id, said, key)


def leave(connection: Connection, server: Server, party_id: str, *, key: str = "") -> Received | NotReceived:
    """Write to a resident no more."""
    return _carried(connection, server, party_id, ops.TipLeave(party_id), key)


def _carried(
    connection: Connection,
    server: Server,
    party_id: str,
    operation: ops.TipHear | ops.TipSatisfaction | ops.TipLeave,
    key: str,
) -> Received | NotReceived:
    where = repository.place_of(connection, party_id)
    if where is None:
        return NotReceived(Code.UNKNOWN_TARGET)
    tip_id, scope = where
    door = doors.Door(Actor(RESIDENT.id, RESIDENT.role, frozenset({scope})))
    (decision,) = carry_out(connection, server, [Change(door, tip_id, operation, id=key)])
    steps = tuple(steps_of([decision]))
    if decision.verdict.verdict is VerdictKind.REJECTED:
        return NotReceived(decision.verdict.code or Code.INVALID, steps)
    return Received(tip_id, steps)
