"""A person decides who reads the remark of a rating: the officers of its district, or nobody. It is never public.

Who read and who decided is in the audit, without a word of what was written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.audit import service as audit
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.erasure.service import scrub
from sync.server.ground import meta
from sync.server.jobs.domain import Kind, Nothing
from sync.server.privacy.service import deadlines, is_believed
from sync.server.remarks import repository
from sync.server.remarks.domain import Remark, State, Trouble
from sync.server.service import Server

_BATCH: Final = 500
_MOST_READ: Final = 2_000
"""So many of the newest released ones are looked through for those of somebody's districts."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a decision, and what was decided last."""

    waiting: Sequence[Remark]
    decided: Sequence[Remark]


def queue(server: Server, caller: Caller, limit: int) -> Queue:
    """Both lists, each at most so long."""

    def work(connection: Connection) -> Queue:
        found = Queue(repository.waiting(connection, limit), repository.decided(connection, limit))
        count = len(found.waiting) + len(found.decided)
        if count:
            audit.record(connection, server.now(), caller, "remark.list", "to_release", found=count)
        return found

    return server.database.durably(work)


def released(server: Server, caller: Caller, limit: int) -> list[Remark]:
    """The newest released remarks of the districts that the caller holds now."""

    def work(connection: Connection) -> list[Remark]:
        scopes = scopes_of(connection, caller.officer_id, caller.role, server.now())
        index = server.lookups.get(connection).districts
        newest = repository.released(connection, _MOST_READ)
        found = [one for one in newest if index.district_of(one.lon, one.lat) in scopes][:limit]
        if found:
            audit.record(connection, server.now(), caller, "remark.list", "released", found=len(found))
        return found

    return server.database.durably(work)


def decide(server: Server, caller: Caller, rating_id: str, state: State, seen: str) -> Trouble | None:
    """Release it, withhold it, or let it wait again; as long as nobody decided since the decision that was seen."""

    def work(connection: Connection) -> Trouble | None:
        known, now = repository.found(connection, rating_id), server.now()
        if known is None:
            return Trouble.GONE
        if known.decided_at != seen:
            return Trouble.MEANWHILE
        if known.state is state:
            return Trouble.ALREADY
        is_open = state is State.WAITING
        by, at = (None, None) if is_open else (caller.officer_id, now)
        repository.decide(connection, rating_id, state, by=by, at=at)
        audit.record(connection, now, caller, "remark.decide", rating_id, state=state.value)
        return None

    return server.database.durably(work)


def forget(server: Server) -> int:
    """Forget the words that are over their deadline, in short transactions; of how many ratings."""
    total = 0
    while True:
        count = server.database.durably(partial(_some, server=server))
        total += count
        if count < _BATCH:
            break
    scrub(server)
    return total


def _some(connection: Connection, server: Server) -> int:
    before = deadlines(connection).before("remarks", server.settings.clock())
    count = repository.forget(connection, before, _BATCH)
    if count:
        meta.write(connection, UNSCRUBBED, "yes")
    return count


def _forget(server: Server, _payload: Nothing) -> None:
    """The job of remarks, where the clock may be believed."""
    if server.database.durably(partial(is_believed, server=server, job="forget_remarks")):
        forget(server)


KINDS: Final = (Kind("forget_remarks", before=_forget, every=24 * 3600),)
