"""Tips closed long ago leave all devices and stay at the server."""

from datetime import timedelta

from sqlalchemy.engine import Connection

from sync.server.feed.publish import Gone, publish
from sync.server.ground.moments import instant
from sync.server.service import Server
from sync.server.tips import repository

_BATCH = 500


def archive_cutoff(server: Server) -> str:
    """Tips closed before this moment are on no device."""
    return instant(server.settings.clock() - timedelta(days=server.settings.first_sync_closed_days))


def archive_closed(server: Server) -> int:
    """Let tips that were closed long ago leave all devices, in short transactions, as explicit departures; how many."""
    archived = 0
    while True:
        count = server.database.durably(lambda c: _archive(c, server))
        archived += count
        if count < _BATCH:
            return archived


def _archive(connection: Connection, server: Server) -> int:
    rows = repository.closed_before(connection, archive_cutoff(server), _BATCH)
    repository.mark_archived(connection, [tip_id for tip_id, _ in rows])
    publish(connection, [Gone(tip_id, scope) for tip_id, scope in rows], server.now())
    return len(rows)
