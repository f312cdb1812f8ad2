"""Sheets and batches, read and written."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.ground.database import for_update
from sync.server.ground.documents import parse, render
from sync.server.paper.sheets.domain import Batch, Sheet, SheetPlaces
from sync.server.paper.sheets.tables import paper_batch, paper_sheet
from sync.server.ratings.tables import rating

_s = paper_sheet.c
_b = paper_batch.c


def add_sheets(connection: Connection, sheets: Sequence[Sheet], made_at: str) -> None:
    """Write new sheets."""
    connection.execute(
        sa.insert(paper_sheet),
        [
            {
                "code": one.code, "print_id": one.print_id, "district_id": one.district, "language": one.language,
                "places": render(SheetPlaces(one.places)), "made_at": made_at,
                "batch_id": None, "rows": "", "entered_at": None, "entered_by": None,
            }
            for one in sheets
        ],
    )  # fmt: skip


def of_print(connection: Connection, print_id: str) -> list[Sheet]:
    """The sheets that were printed together, by their codes."""
    query = sa.select(paper_sheet).where(_s.print_id == print_id).order_by(_s.code)
    return [_sheet(row) for row in connection.execute(query)]


def sheet(connection: Connection, code: str, *, lock: bool = False) -> Sheet | None:
    """The sheet of a code; with ``lock``, in a transaction that writes, held until the commit."""
    query = sa.select(paper_sheet).where(_s.code == code)
    row = connection.execute(for_update(query) if lock else query).first()
    return None if row is None else _sheet(row)


def sheets_of(connection: Connection, batch_id: str) -> list[Sheet]:
    """The sheets of a batch, the last entered first."""
    query = sa.select(paper_sheet).where(_s.batch_id == batch_id).order_by(_s.entered_at.desc(), _s.code)
    return [_sheet(row) for row in connection.execute(query)]


def enter(connection: Connection, code: str, batch_id: str, rows: str, *, by: str, at: str) -> bool:
    """The sheet belongs to this batch from now on. False where it belongs to one already."""
    values = {"batch_id": batch_id, "rows": rows, "entered_at": at, "entered_by": by}
    done = connection.execute(sa.update(paper_sheet).where(_s.code == code, _s.batch_id.is_(None)).values(values))
    return done.rowcount == 1


def leave(connection: Connection, code: str, batch_id: str) -> bool:
    """The sheet belongs to no batch; what was typed stays. False where it is not, or no more, of this batch."""
    values = {"batch_id": None, "entered_at": None, "entered_by": None}
    done = connection.execute(sa.update(paper_sheet).where(_s.code == code, _s.batch_id == batch_id).values(values))
    return done.rowcount == 1


def add_batch(connection: Connection, **values: str) -> None:
    """Begin a batch."""
    connection.execute(sa.insert(paper_batch).values(**values))


def batch(connection: Connection, batch_id: str) -> Batch | None:
    """A batch without its counts."""
    row = connection.execute(sa.select(paper_batch).where(_b.id == batch_id)).first()
    return None if row is None else Batch(row.id, row.name, row.day)


def batches(connection: Connection, limit: int) -> list[Batch]:
    """The newest batches with how many sheets they have."""
    counted = sa.select(_s.batch_id, sa.func.count().label("sheets")).group_by(_s.batch_id).subquery()
    query = sa.select(paper_batch, sa.func.coalesce(counted.c.sheets, 0).label("sheets"))
    query = query.outerjoin(counted, counted.c.batch_id == _b.id).order_by(_b.made_at.desc(), _b.id).limit(limit)
    return [Batch(row.id, row.name, row.day, row.sheets) for row in connection.execute(query)]


def ratings_by_source(connection: Connection, sources: Sequence[str]) -> dict[str, int]:
    """How many ratings came by each of these."""
    query = sa.select(rating.c.source, sa.func.count().label("ratings")).where(rating.c.source.in_(sources))
    return {row.source: row.ratings for row in connection.execute(query.group_by(rating.c.source))}


def delete_ratings(connection: Connection, source: str) -> int:
    """Nothing is left of the ratings that came by this; how many there were."""
    return connection.execute(sa.delete(rating).where(rating.c.source == source)).rowcount


def _sheet(row: Any) -> Sheet:
    return Sheet(
        row.code, row.print_id, row.district_id, row.language, parse(row.places, SheetPlaces).places,
        row.batch_id or "", row.rows, row.entered_at or "", row.entered_by or "",
    )  # fmt: skip
