"""Reads of the device's cells. No database row leaves here."""

from sqlalchemy.engine import Connection

from app.ratings.domain import Cell, Slice
from app.reading import readable


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
