"""Reads of the device's briefs. No database row leaves here."""

from sqlalchemy.engine import Connection

from app.briefs.domain import Brief
from app.reading import readable


def all_briefs(connection: Connection) -> tuple[Brief, ...]:
    """All that the device holds, by their ids."""
    return tuple(readable(connection.exec_driver_sql("SELECT doc FROM brief ORDER BY id"), Brief))
