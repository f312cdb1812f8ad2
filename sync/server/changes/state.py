"""The rows that a batch of operations concerns: locked once, in one order, then changed in memory as it is decided."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Actor
from app.outbox.domain import RecordedOperation
from app.patrols.domain import Patrol, PatrolNote
from app.tips.domain import Tip
from sync.server import schema
from sync.server.changes.effects import Effects, PatrolRecord, TipRecord
from sync.server.changes.stamps import DeviceClock
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse
from sync.server.tips.filing import Desk


class BatchState:
    """What stands while a batch is decided. ``accept`` is the only change, after an operation is decided whole."""

    def __init__(
        self,
        connection: Connection,
        *,
        actor: Actor,
        desk: Desk,
        now: str,
        clock: DeviceClock,
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.desk = desk
        self.now = now
        self.clock = clock
        self.tips: dict[str, TipRecord] = {}
        self.patrols: dict[str, PatrolRecord] = {}
        self.taken: set[str] = set()
        self.erased: frozenset[str] = frozenset()

    def load(self, operations: Sequence[RecordedOperation]) -> None:
        """Lock and read the targets: tips, then patrol notes, then patrols, each sorted by id."""
        targets = sorted({operation.target for operation in operations})
        connection = self.connection
        self.tips = load_tips(connection, targets)
        for row in _locked(connection, schema.patrol_note, targets):
            self.patrols[row.id] = PatrolRecord(parse(row.doc, PatrolNote), row.scope)
        for row in _locked(connection, schema.patrol, targets):
            self.patrols[row.id] = PatrolRecord(parse(row.doc, Patrol), row.scope)
        self.taken = _existing(connection, _child_ids(operations))
        erased = schema.erased.c.row_id
        self.erased = frozenset(connection.execute(sa.select(erased).where(erased.in_(targets))).scalars())

    def accept(self, effects: Effects) -> None:
        """From now on the batch sees these effects."""
        if effects.tip is not None:
            self.tips[effects.tip.tip.id] = effects.tip
        if effects.patrol is not None:
            self.patrols[effects.patrol.row.id] = effects.patrol
        self.taken |= {child.id for child in effects.children}


def load_tips(connection: Connection, ids: Sequence[str]) -> dict[str, TipRecord]:
    """Lock and read tips in the order of their ids."""
    tip = schema.tip.c
    query = sa.select(tip.id, tip.scope, tip.archived, tip.doc).where(tip.id.in_(ids)).order_by(tip.id)
    rows = connection.execute(for_update(query)).all()
    story = schema.story.c
    counted = sa.select(story.tip_id, sa.func.max(story.position).label("last")).where(
        story.tip_id.in_([row.id for row in rows])
    )
    lines = {row.tip_id: row.last for row in connection.execute(counted.group_by(story.tip_id))} if rows else {}
    return {row.id: TipRecord(parse(row.doc, Tip), row.scope, row.archived, lines.get(row.id, 0)) for row in rows}


def _locked(connection: Connection, table: sa.Table, ids: Sequence[str]) -> sa.CursorResult[Any]:
    query = sa.select(table.c.id, table.c.scope, table.c.doc).where(table.c.id.in_(ids)).order_by(table.c.id)
    return connection.execute(for_update(query))


def _child_ids(operations: Iterable[RecordedOperation]) -> list[str]:
    named = (operation.payload.get(name) for operation in operations for name in ("note_id", "photo_id"))
    return sorted({value for value in named if isinstance(value, str)})


def _existing(connection: Connection, ids: Sequence[str]) -> set[str]:
    if not ids:
        return set()
    found: set[str] = set()
    for column in (schema.note.c.id, schema.photo.c.id):
        found.update(connection.execute(sa.select(column).where(column.in_(ids))).scalars())
    return found
