"""What waits to be checked is let through or left out, one by one or all of a kind; leaving out can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.feed.publish import Step, publish
from sync.server.intake import deciding, repository
from sync.server.intake.domain import Kind, SentRating, SentTip, State
from sync.server.intake.repository import Stored
from sync.server.service import Server
from sync.server.submissions.domain import READERS, SubmissionKind

MOST: Final = 100
"""So many are done at once; the rest stays where it is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One of them as a person reads it: its text and its words for the place, never who sent it.

    ``submission`` is what it is where it is no tip. Of a complaint nothing is read here: nobody has said about whom it
    is.
    """

    number: str
    at: str
    text: str
    where: str
    category: str
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Those that wait for one reason. ``until``: when the newest of them came."""

    code: str
    kind: str
    count: int
    oldest: str
    until: str
    rows: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """How many took effect, and how many wait still: the rules did not take them, or somebody was first."""

    count: int
    left: int
    at: str


def waiting(server: Server, caller: Caller, limit: int) -> Sequence[Group]:
    """Everything by its reason, the oldest first. Who read it is in the audit."""

    def work(connection: Connection) -> list[Group]:
        found = [
            Group(one.code, one.kind, one.count, one.oldest, one.newest, rows)
            for one in repository.amounts_to_check(connection)
            for found_rows in [repository.to_check(connection, one.code, one.kind, limit)]
            for rows in [tuple(_shown(row, caller.role) for row in found_rows)]
        ]
        if found:
            audit.record(connection, server.now(), caller, "intake.read", found=sum(len(one.rows) for one in found))
        return found

    return server.database.durably(work)


def of_kind(server: Server, code: str, kind: str, until: str) -> list[str]:
    """The numbers of those that wait for one reason and had come by then, the oldest first, at most ``MOST``."""
    with server.database.read() as connection:
        return [one.number for one in repository.to_check(connection, code, kind, MOST, until)]


def let_through(server: Server, caller: Caller, numbers: Sequence[str]) -> Done:
    """They are filed as tips, by the rules; ratings count. Each by itself: one that fails holds up no other."""
    return _each(server, caller, numbers, "intake.take", lambda c, s, number, _at: deciding.take(c, s, number))


def leave_out(server: Server, caller: Caller, numbers: Sequence[str]) -> Done:
    """They become nothing. Their text is forgotten a day later, and can be put back until then."""
    return _each(server, caller, numbers, "intake.drop", deciding.set_aside)


def put_back(server: Server, caller: Caller, at: str) -> int:
    """What was left out at that moment waits again; how many that are."""

    def work(connection: Connection) -> int:
        numbers = repository.put_back(connection, at)
        for number in numbers:
            audit.record(connection, server.now(), caller, "intake.put_back", number)
        return len(numbers)

    return server.database.durably(work)


def _each(
    server: Server,
    caller: Caller,
    numbers: Sequence[str],
    action: str,
    do: Callable[[Connection, Server, str, str], list[Step] | None],
) -> Done:
    at, count = server.now(), 0
    for number in numbers:

        def work(connection: Connection, number: str = number) -> bool:
            steps = do(connection, server, number, at)
            if steps is None:
                return False
            audit.record(connection, server.now(), caller, action, number)
            publish(connection, steps, server.now())
            stored = repository.found(connection, number)
            return stored is None or stored.state is not State.CHECK

        count += server.database.durably(work)
    return Done(count, len(numbers) - count, at)


def _shown(stored: Stored, role: Role) -> Shown:
    try:
        if stored.kind is Kind.RATING:
            form = msgspec.json.decode(stored.doc, type=SentRating).form
            return Shown(stored.number, stored.at, form.remark, f"{form.lat:.4f}, {form.lon:.4f}", "")
        sent = msgspec.json.decode(stored.doc, type=SentTip)
    except msgspec.MsgspecError:
        return Shown(stored.number, stored.at, "", "", "")
    other = sent.submission
    if other is not None and (other is SubmissionKind.COMPLAINT or role not in READERS[other]):
        return Shown(stored.number, stored.at, "", "", "", other.value)
    where = sent.place.address if sent.place is not None and sent.place.address else sent.where
    return Shown(stored.number, stored.at, sent.text, where, sent.category, other.value if other is not None else "")
