"""Bursts as a person needs them to decide, and what they decide. Who looked and who decided is in the audit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from app.ratings.domain import Answer, Part
from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.desk.hexagons import Where, places
from sync.server.ratings import bursts, repository
from sync.server.ratings.bursts import Decision, Said, Trouble
from sync.server.ratings.jobs import ask_for_surface
from sync.server.service import Server


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a burst."""

    at: str
    by: str
    what: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Burst:
    """A burst with why it is one: so many ratings within 24 hours, where so many are believed, since usually so few
    come in a day. ``stands``: what was decided; ``decided_at`` is empty where nothing is."""

    id: str
    where: Where
    first: str
    last: str
    ratings: int
    most_in_a_day: int
    believed: int
    baseline_per_day: float
    found_at: str
    stands: Decision
    decided_at: str
    history: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a burst: ratings by channel, how many of them unsafe and after dark, from how many browsers, and how
    many of those rated nothing else, ever. Paper and imported ratings have no browser."""

    channels: Mapping[str, int]
    unsafe: int
    night: int
    browsers: int
    strangers: int


def listed(server: Server, caller: Caller, limit: int) -> list[Burst]:
    """Bursts that wait, then those decided last; each list at most so long."""

    def work(connection: Connection) -> list[Burst]:
        rows = repository.bursts(connection)
        waiting = [row for row in rows if bursts.standing(row) is Decision.OPEN]
        decided = [row for row in rows if bursts.standing(row) is not Decision.OPEN]
        decided.sort(key=lambda row: str(row.decided_at), reverse=True)
        found = _told(connection, server, [*waiting[:limit], *decided[:limit]])
        if found:
            audit.record(connection, server.now(), caller, "ratings.bursts", found=len(found))
        return found

    return server.database.durably(work)


def read(server: Server, burst_id: str) -> tuple[Burst, Inside] | None:
    """One burst with what is in it; None where there is no such one."""
    with server.database.read() as connection:
        row = next((one for one in repository.bursts(connection) if one.id == burst_id), None)
        if row is None:
            return None
        (burst,) = _told(connection, server, [row])
        inside = repository.in_burst(connection, burst_id)
        browsers, strangers = repository.browsers_in_burst(connection, burst_id)
    channels: Counter[str] = Counter()
    for one in inside:
        channels[one.channel] += one.ratings
    unsafe = sum(one.ratings for one in inside if Answer(one.answer).unsafe)
    night = sum(one.ratings for one in inside if one.part == Part.NIGHT)
    return burst, Inside(dict(channels.most_common()), unsafe, night, browsers, strangers)


def decide(server: Server, caller: Caller, burst_id: str, said: Said) -> Trouble | None:
    """Decide, as long as nobody did since the decision that was seen; the surface is made anew soon after."""

    def work(connection: Connection) -> Trouble | None:
        trouble = bursts.decide(connection, burst_id, said)
        if trouble is None:
            ask_for_surface(connection, server)
            audit.record(connection, said.now, caller, "ratings.burst", burst_id, what=said.what.value)
        return trouble

    return server.database.durably(work)


def _told(connection: Connection, server: Server, rows: Sequence[Any]) -> list[Burst]:
    where = places(connection, server, [row.cell for row in rows])
    history: dict[str, list[Decided]] = {}
    for row in repository.burst_decisions(connection, [row.id for row in rows]):
        history.setdefault(row.burst_id, []).append(Decided(row.at, row.by, Decision(row.what), row.reason))
    return [
        Burst(
            row.id, where[row.cell], row.first, row.last, row.ratings, row.most_in_a_day, row.believed,
            row.baseline_per_day, row.found_at, bursts.standing(row), row.decided_at or "",
            tuple(history.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip
