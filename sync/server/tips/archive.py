"""Tips closed long ago leave all devices and stay at the server."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import schema
from sync.server.feed.publish import Gone, publish
from sync.server.ground.moments import instant
from sync.server.service import Server

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
    tip = schema.tip.c
    query = (
        sa.select(tip.id, tip.scope)
        .where(sa.not_(tip.archived), tip.closed_at < archive_cutoff(server))
        .order_by(tip.id)
        .limit(_BATCH)
        .with_for_update()
    )
    rows = connection.execute(query).all()
    connection.execute(sa.update(schema.tip).where(tip.id.in_([row.id for row in rows])).values(archived=True))
    publish(connection, [Gone(row.id, row.scope) for row in rows], server.now())
    return len(rows)
