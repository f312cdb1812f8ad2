"""Reads of the city's look-ups. They are small and read whole."""

from typing import TypeVar

import msgspec
from sqlalchemy.engine import Connection

from app.reading import readable

Document = TypeVar("Document", bound=msgspec.Struct)


def all_of(connection: Connection, table: str, kind: type[Document]) -> tuple[Document, ...]:
    """Every row of a look-up table, by id. ``table`` is a constant of the caller."""
    return tuple(readable(connection.exec_driver_sql(f"SELECT doc FROM {table} ORDER BY id"), kind))  # noqa: S608
