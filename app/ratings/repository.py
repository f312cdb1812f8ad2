"""Reads of the device's cells, and of what was collected on it. No database row leaves here."""

from sqlalchemy.engine import Connection

from app.ratings.domain import SURFACE_ID, Cell, Slice, SurfaceState
from app.ratings.operations import RatingCollect
from app.ratings.views import Collected
from app.reading import only, readable


def cells_of(connection: Connection, part: Slice) -> tuple[Cell, ...]:
    """All cells of a slice that the device holds, by their ids."""
    rows = connection.exec_driver_sql("SELECT doc FROM cell WHERE part = ? ORDER BY id", (part.value,))
    return tuple(readable(rows, Cell))


def cells_in(connection: Connection, part: Slice, scope: str) -> tuple[Cell, ...]:
    """Those of them that the device holds by a scope, such as a district."""
    rows = connection.exec_driver_sql(
        "SELECT doc FROM cell WHERE part = ? AND id IN"
        " (SELECT row_id FROM membership WHERE scope = ? AND kind = 'cell') ORDER BY id",
        (part.value, scope),
    )
    return tuple(readable(rows, Cell))


def surface(connection: Connection) -> SurfaceState | None:
    """Of what the cells were made; None where the server has not said it."""
    doc = connection.exec_driver_sql("SELECT doc FROM surface WHERE id = ?", (SURFACE_ID,)).scalar()
    return only(doc, SurfaceState)


def collected(connection: Connection, author: str, since: str) -> tuple[Collected, ...]:
    """The ratings that this author collected here since an ``Instant`` and that no verdict refused, oldest first.

    Their rows stay for thirty days after they were sent, and no longer.
    """
    rows = connection.exec_driver_sql(
        "SELECT json_object('at', at, 'lat', json_extract(CAST(payload AS TEXT), '$.lat'),"
        " 'lon', json_extract(CAST(payload AS TEXT), '$.lon')) AS doc FROM outbox"
        " WHERE kind = ? AND author = ? AND at >= ? AND (verdict IS NULL OR verdict <> 'rejected') ORDER BY seq",
        (RatingCollect.KIND, author, since),
    )
    return tuple(readable(rows, Collected))
