"""What happens with time: old closed tips leave the devices, old departures and abandoned uploads are forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import schema
from sync.server.audit import service as audit
from sync.server.erasure.journal import Erasure
from sync.server.feed.publish import Erase, Gone, publish, purge_gone
from sync.server.ground.documents import ERASED_OPERATION
from sync.server.ground.moments import instant
from sync.server.photos.service import drop_unreferenced, forget_expired
from sync.server.service import Server
from sync.server.tips import search
from sync.server.tips.service import archive_cutoff

__all__ = ["ErasedAgain", "Maintained", "archive", "drop_unreferenced", "erase_again", "erase_tips", "run"]
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
    return Maintained(archived, purged, forget_expired(server))


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


def erase_tips(
    connection: Connection, server: Server, tip_ids: Sequence[str], actor: str = "", *, more: Collection[str] = ()
) -> int:
    """Erase tips with all that hangs on them, here and on every device; a tombstone keeps them from coming back.

    ``more`` are ids that get a tombstone though no row of them is here; operations on them may have been refused before
    they were. The journal has it before the commit. Photos that nothing else refers to lose their bytes after the
    commit: call ``drop_unreferenced``. Raises OSError.
    """
    now = server.now()
    tip = schema.tip.c
    found = connection.execute(
        sa.select(tip.id).where(tip.id.in_(tip_ids)).order_by(tip.id).with_for_update()
    ).scalars().all()  # fmt: skip
    if not found and not more:
        return 0
    row_ids = list(found)
    for table, column in ((schema.note, schema.note.c.tip_id), (schema.photo, schema.photo.c.root_id)):
        row_ids += connection.execute(sa.select(table.c.id).where(column.in_(found))).scalars()
    row_ids += connection.execute(sa.select(schema.story.c.id).where(schema.story.c.tip_id.in_(found))).scalars()
    photos = connection.execute(sa.select(schema.photo.c.sha256).where(schema.photo.c.root_id.in_(found)).distinct())
    hashes = tuple(sorted(photos.scalars()))
    if found:
        server.erasures.append(Erasure(now, tuple(row_ids), hashes))
    _forget_operations(connection, row_ids, sorted({*found, *more}))
    search.forget(connection, found)
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
    publish(connection, [Erase((*row_ids, *sorted(set(more).difference(row_ids))))], now)
    return len(found)


def _forget_operations(connection: Connection, row_ids: Sequence[str], targets: Sequence[str]) -> None:
    """What was sent about these tips is not kept, accepted or not; that it was sent and answered is."""

    def about(table: sa.Table) -> sa.ColumnElement[bool]:
        named = [table.c.operation.contains(f'"target":"{target}"') for target in targets]
        return sa.or_(table.c.op_id.in_(row_ids), *named)

    receipt, quarantine = schema.receipt, schema.quarantine
    connection.execute(sa.update(receipt).where(about(receipt)).values(operation=ERASED_OPERATION))
    connection.execute(sa.delete(quarantine).where(about(quarantine)))


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What the journal knew and the database did not: tips that were there again, ids without a tombstone."""

    tips: int = 0
    ids: int = 0
    unreadable_lines: int = 0


def erase_again(server: Server) -> ErasedAgain:
    """Erase what the journal says was erased: a restored backup may have it again. Before anything is served.

    It also ends an erasure that a crash kept from its commit, and lets the journal know of tombstones that it lacks.
    Harmless to repeat. Raises OSError.
    """
    journalled = server.erasures.read()
    named = sorted({row_id for erasure in journalled.erasures for row_id in erasure.rows})
    tips = ids = 0
    for start in range(0, len(named), _BATCH):
        some = named[start : start + _BATCH]
        erased, tombstones = server.database.durably(partial(_erase_missing, server=server, named=some))
        tips, ids = tips + erased, ids + tombstones
    if named:
        drop_unreferenced(server, {sha256 for erasure in journalled.erasures for sha256 in erasure.photos})
    with server.database.read() as connection:
        stones = set(connection.execute(sa.select(schema.erased.c.row_id)).scalars())
    lacking = sorted(stones.difference(named))
    for start in range(0, len(lacking), _BATCH):
        server.erasures.append(Erasure(server.now(), tuple(lacking[start : start + _BATCH])))
    return ErasedAgain(tips, ids, journalled.unreadable)


def _erase_missing(connection: Connection, server: Server, named: Sequence[str]) -> tuple[int, int]:
    erased, tip = schema.erased.c.row_id, schema.tip.c.id
    known = set(connection.execute(sa.select(erased).where(erased.in_(named))).scalars())
    back = connection.execute(sa.select(tip).where(tip.in_(named))).scalars().all()
    lacking = [row_id for row_id in named if row_id not in known]
    return erase_tips(connection, server, back, "journal", more=lacking), len(lacking)
