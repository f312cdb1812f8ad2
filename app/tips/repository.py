"""Reads of the device's tips. No database row leaves here."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Message
from app.photos.domain import Photo
from app.reading import only, readable, readable_by_id
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from app.tips.tables import HAS_CALLS, HAS_PROMISES
from app.tips.views import Face

Document = TypeVar("Document", bound=msgspec.Struct)
_CHUNK = 500


def tips_by_row(connection: Connection, rows: Sequence[int]) -> dict[str, Tip]:
    """Tips by their ``n``, keyed by id."""
    return _by_row(connection, rows, Tip)


def faces_by_row(connection: Connection, rows: Sequence[int]) -> dict[str, Face]:
    """What the map shows of tips by their ``n``, keyed by id: a fifth of the work of reading them whole."""
    return _by_row(connection, rows, Face)


def _by_row(connection: Connection, rows: Sequence[int], kind: type[Document]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for start in range(0, len(rows), _CHUNK):
        chunk = tuple(rows[start : start + _CHUNK])
        marks = ",".join("?" * len(chunk))
        stored = connection.exec_driver_sql(f"SELECT id, doc FROM tip WHERE n IN ({marks})", chunk)  # noqa: S608
        found |= readable_by_id(stored, kind)
    return found


def unindexed_tips(connection: Connection, limit: int) -> dict[str, Tip]:
    """The newest tips that the search index has not been through, keyed by id."""
    rows = connection.exec_driver_sql(
        "SELECT id, doc FROM tip WHERE indexed = 0 AND gone = 0 ORDER BY n DESC LIMIT ?", (limit,)
    )
    return readable_by_id(rows, Tip)


def promised_tips(connection: Connection) -> dict[str, Tip]:
    """The tips with open promises that the device shows, keyed by id."""
    rows = connection.exec_driver_sql(
        f"SELECT id, doc FROM tip INDEXED BY ix_tip_promised WHERE gone = 0 AND {HAS_PROMISES}"  # noqa: S608
    )
    return readable_by_id(rows, Tip)


def tips_with_calls(connection: Connection) -> dict[str, Tip]:
    """The tips whose parties have to be called that the device shows, keyed by id."""
    rows = connection.exec_driver_sql(
        f"SELECT id, doc FROM tip INDEXED BY ix_tip_called WHERE gone = 0 AND {HAS_CALLS}"  # noqa: S608
    )
    return readable_by_id(rows, Tip)


def notes_of_tips(connection: Connection, tips: Sequence[str]) -> dict[str, list[str]]:
    """The texts of the notes of these tips."""
    texts: dict[str, list[str]] = {}
    for start in range(0, len(tips), _CHUNK):
        chunk = tuple(tips[start : start + _CHUNK])
        marks = ",".join("?" * len(chunk))
        rows = connection.exec_driver_sql(f"SELECT doc FROM note WHERE tip_id IN ({marks})", chunk)  # noqa: S608
        for note in readable(rows, TipNote):
            texts.setdefault(note.tip_id, []).append(note.text)
    return texts


def read_versions(connection: Connection, tips: Sequence[str]) -> dict[str, int]:
    """The version of each tip that was last looked at on this device."""
    marks = ",".join("?" * len(tips))
    query = f"SELECT tip_id, version FROM read_mark WHERE tip_id IN ({marks})"  # noqa: S608
    return {row.tip_id: row.version for row in connection.exec_driver_sql(query, tuple(tips))}


def mark_read(connection: Connection, tip_id: str, version: int) -> None:
    """Remember that this version was looked at."""
    connection.exec_driver_sql(
        "INSERT INTO read_mark (tip_id, version) VALUES (?, ?)"
        " ON CONFLICT (tip_id) DO UPDATE SET version = max(version, excluded.version)",
        (tip_id, version),
    )


def stored_tip(connection: Connection, tip_id: str) -> tuple[Tip, bool] | None:
    """A stored tip and whether it has left the device's scopes."""
    row = connection.exec_driver_sql("SELECT doc, gone FROM tip WHERE id = ?", (tip_id,)).first()
    tip = only(row.doc, Tip) if row is not None else None
    return None if tip is None or row is None else (tip, bool(row.gone))


def hidden(connection: Connection) -> frozenset[str]:
    """Tips that have left the device's scopes and are kept for unsent changes only."""
    return frozenset(row.id for row in connection.exec_driver_sql("SELECT id FROM tip WHERE gone = 1"))


def notes(connection: Connection, tip_id: str) -> list[TipNote]:
    return _children(connection, "note", tip_id, TipNote)


def messages(connection: Connection, tip_id: str) -> list[Message]:
    return _children(connection, "message", tip_id, Message)


def photos(connection: Connection, tip_id: str) -> list[Photo]:
    return _children(connection, "photo", tip_id, Photo)


def story(connection: Connection, tip_id: str) -> list[StoryLine]:
    return _children(connection, "story", tip_id, StoryLine)


def contact(connection: Connection, tip_id: str) -> Contact | None:
    found = _children(connection, "contact", tip_id, Contact)
    return found[0] if found else None


def _children(connection: Connection, table: str, tip_id: str, kind: type[Document]) -> list[Document]:
    rows: Iterable[Any] = connection.exec_driver_sql(f"SELECT doc FROM {table} WHERE tip_id = ?", (tip_id,))  # noqa: S608
    return readable(rows, kind)


def titles(connection: Connection, tips: Iterable[str]) -> dict[str, str]:
    """The titles of stored tips by id."""
    wanted = tuple(dict.fromkeys(tips))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = connection.exec_driver_sql(f"SELECT id, doc FROM tip WHERE id IN ({marks})", chunk)  # noqa: S608
        found |= {key: tip.title for key, tip in readable_by_id(rows, Tip).items()}
    return found
