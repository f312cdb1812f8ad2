"""Patrols and patrol notes, read and written at the server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.patrols.domain import Patrol, PatrolNote
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse, render
from sync.server.patrols.tables import patrol, patrol_note


@dataclass(frozen=True, slots=True)
class PatrolRecord:
    """A patrol or a patrol note with its scope."""

    row: Patrol | PatrolNote
    scope: str


def locked(connection: Connection, ids: Sequence[str]) -> dict[str, PatrolRecord]:
    """Lock and read patrol notes, then patrols, each in the order of their ids."""
    found: dict[str, PatrolRecord] = {}
    kinds: tuple[tuple[sa.Table, type[PatrolNote | Patrol]], ...] = ((patrol_note, PatrolNote), (patrol, Patrol))
    for table, kind in kinds:
        query = sa.select(table.c.id, table.c.scope, table.c.doc).where(among(table.c.id, ids)).order_by(table.c.id)
        for row in connection.execute(for_update(query)):
            found[row.id] = PatrolRecord(parse(row.doc, kind), row.scope)
    return found


def write(connection: Connection, records: Mapping[str, PatrolRecord], born: Iterable[str]) -> None:
    """Write patrols and patrol notes, those ``born`` for the first time."""
    new = frozenset(born)
    for row_id, record in sorted(records.items()):
        table = patrol_note if isinstance(record.row, PatrolNote) else patrol
        statement = sa.insert(table) if row_id in new else sa.update(table).where(table.c.id == row_id)
        connection.execute(statement.values(_columns(record)))


def _columns(record: PatrolRecord) -> dict[str, object]:
    row = record.row
    moments: dict[str, object]
    if isinstance(row, PatrolNote):
        moments = {"at": row.at}
    else:
        moments = {"started_at": row.started_at, "ended_at": row.ended_at}
    return {"id": row.id, "scope": record.scope, "district_id": row.district_id, "by": row.by, "doc": render(row)} | (
        moments
    )
