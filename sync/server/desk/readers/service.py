"""Who read a tip, from the audit; who asks that is in the audit as well."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.audit import repository as entries
from sync.server.audit import service as audit
from sync.server.audit.repository import Read, Taken
from sync.server.photos.repository import hashes_of
from sync.server.service import Server
from sync.server.tips import repository as tips


@dataclass(frozen=True, slots=True)
class Readers:
    """The tip, each access to it, the latest first, and on whose devices its district was taken along since it came."""

    number: str
    title: str
    reads: tuple[Read, ...]
    taken: tuple[Taken, ...]


def readers(server: Server, caller: Caller, number: str, limit: int) -> Readers | None:
    """Of a tip in the caller's scopes; None of any other, as of one that there is not."""
    now = server.now()

    def work(connection: Connection) -> Readers | None:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        found = tips.numbered(connection, number, scopes)
        audit.record(connection, now, caller, "tip.readers", found.tip.id if found is not None else number[:40])
        if found is None:
            return None
        tip = found.tip
        reads = entries.reads(connection, (tip.id, *hashes_of(connection, [tip.id])), limit)
        taken = () if found.archived else entries.taken(connection, found.scope, tip.created_at)
        return Readers(tip.number, tip.title, tuple(reads), tuple(taken))

    return server.database.durably(work)
