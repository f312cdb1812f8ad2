"""Reads of the city's look-ups. They are small and read whole."""

from typing import TypeVar

import msgspec
from sqlalchemy.engine import Connection

Document = TypeVar("Document")


def all_of(connection: Connection, table: str, kind: type[Document]) -> tuple[Document, ...]:
    """Every row of a look-up table, by id. ``table`` is a constant of the caller."""
    decode = msgspec.json.Decoder(kind).decode
    return tuple(decode(row.doc) for row in connection.exec_driver_sql(f"SELECT doc FROM {table} ORDER BY id"))  # noqa: S608
