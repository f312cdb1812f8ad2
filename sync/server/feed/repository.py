"""Reads the feed past the layers that would turn every stored document into text and back into bytes."""

import sqlite3
from typing import Final

import psycopg
from sqlalchemy.engine import Connection

Fetched = tuple[str, str, int, bytes | None]
"""Kind, id, number and document (JSON in UTF-8) of one row; no document means gone."""
_ROWS: Final = "SELECT kind, row_id, seq, {doc} FROM feed WHERE scope = {mark} AND seq > {mark}{kinds}"
_ORDER: Final = " ORDER BY seq LIMIT {mark}"


def fetch(connection: Connection, scope: str, after: int, limit: int, *, contacts: bool) -> list[Fetched]:
    """The rows of a scope after a cursor, in order, at most ``limit``. One range of one index.

    By the driver itself, in the caller's transaction: a first sync reads 50,000 of them, and only bytes go through.
    """
    driver = connection.connection.driver_connection
    parameters = (scope, after, limit)
    if isinstance(driver, psycopg.Connection):
        with driver.cursor(binary=True) as cursor:
            return cursor.execute(_statement("convert_to(doc, 'UTF8')", "%s", contacts), parameters).fetchall()
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - there are no other drivers
    return driver.execute(_statement("CAST(doc AS BLOB)", "?", contacts), parameters).fetchall()


def _statement(doc: str, mark: str, contacts: bool) -> str:
    kinds = "" if contacts else " AND kind <> 'contact'"
    return (_ROWS + _ORDER).format(doc=doc, mark=mark, kinds=kinds)
