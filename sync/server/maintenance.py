"""What happens with time: old closed tips leave the devices, old departures and abandoned uploads are forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import audit, schema
from sync.server.moments import instant
from sync.server.publish import Erase, Gone, Step, publish, purge_gone
from sync.server.service import Server
from sync.server.tips.service import archive_cutoff

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Maintained:
    """How much one run did."""

    archived: int
    purged: int
    uploads: int


def run(server: Server) -> Maintained:
    """All of it, in short transactions; harmless to repeat and to run from several processes."""
    archived = 0
    while True:
        count = server.database.durably(lambda c: archive(c, server))
        archived += count
        if count < _BATCH:
            break
    before = instant(server.settings.clock() - timedelta(days=server.settings.gone_kept_days))
    purged = server.database.durably(lambda c: purge_gone(c, before))
    return Maintained(archived, purged, _forget_uploads(server))


def archive(connection: Connection, server: Server) -> int:
    """Let tips that were closed long ago leave all devices, as explicit departures; they stay at the server."""
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


def erase_tips(connection: Connection, server: Server, tip_ids: Sequence[str], actor: str = "") -> int:
    """Erase tips with all that hangs on them, here and on every device; a tombstone keeps them from coming back.

    Photos that nothing else refers to lose their bytes after the commit: call ``drop_unreferenced``.
    """
    now = server.now()
    tip = schema.tip.c
    found = connection.execute(
        sa.select(tip.id).where(tip.id.in_(tip_ids)).order_by(tip.id).with_for_update()
    ).scalars().all()  # fmt: skip
    if not found:
        return 0
    row_ids = list(found)
    for table, column in ((schema.note, schema.note.c.tip_id), (schema.photo, schema.photo.c.root_id)):
        row_ids += connection.execute(sa.select(table.c.id).where(column.in_(found))).scalars()
    row_ids += connection.execute(sa.select(schema.story.c.id).where(schema.story.c.tip_id.in_(found))).scalars()
    connection.execute(
        sa.update(schema.receipt).where(schema.receipt.c.op_id.in_(row_ids)).values(operation='{"erased":true}')
    )
    connection.execute(sa.delete(schema.quarantine).where(schema.quarantine.c.op_id.in_(row_ids)))
    for table, column in (
        (schema.note, schema.note.c.tip_id),
        (schema.contact, schema.contact.c.tip_id),
        (schema.story, schema.story.c.tip_id),
        (schema.photo, schema.photo.c.root_id),
        (schema.tip, tip.id),
    ):
        connection.execute(sa.delete(table).where(column.in_(found)))
    for tip_id in found:
        audit.append(connection, now, actor, "tip.erase", tip_id)
    steps: list[Step] = [Erase(tuple(row_ids))]
    publish(connection, steps, now)
    return len(found)


def drop_unreferenced(server: Server) -> int:
    """Delete the bytes of originals that no photo row names any more; how many."""
    original = schema.original.c
    orphans = sa.select(original.sha256).where(original.sha256.not_in(sa.select(schema.photo.c.sha256)))

    def work(connection: Connection) -> list[str]:
        hashes = list(connection.execute(orphans).scalars())
        connection.execute(sa.delete(schema.original).where(original.sha256.in_(hashes)))
        return hashes

    dropped = server.database.durably(work)
    for sha256 in dropped:
        server.photos.erase(sha256)
    return len(dropped)


def _forget_uploads(server: Server) -> int:
    upload = schema.upload.c

    def work(connection: Connection) -> list[str]:
        expired = sa.delete(schema.upload).where(upload.expires_at < server.now()).returning(upload.id)
        return list(connection.execute(expired).scalars())

    dropped = server.database.durably(work)
    for upload_id in dropped:
        server.photos.drop_part(upload_id)
    return len(dropped)
