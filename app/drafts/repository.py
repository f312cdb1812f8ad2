"""Reads and writes of drafts, always within the caller's transaction."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy.engine import Connection, Row

from app.drafts.domain import Draft, DraftKey

_COLUMNS = "feature, sheet, target, id, author, at, edition, title, base, version"
_GONE_BLANK = b"{}"


def put(connection: Connection, drafts: Iterable[tuple[Draft, bytes]]) -> None:
    """Keep these drafts with their encoded content; an older edition and one that is spent change nothing."""
    connection.exec_driver_sql(
        f"INSERT INTO draft ({_COLUMNS}, content) VALUES (?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - constant names
        " ON CONFLICT (feature, sheet, target) DO UPDATE SET id = excluded.id, author = excluded.author,"
        " at = excluded.at, edition = excluded.edition, title = excluded.title, base = excluded.base,"
        " version = excluded.version, content = excluded.content, spent = 0"
        " WHERE excluded.id > draft.id OR (excluded.id = draft.id AND draft.spent = 0"
        " AND excluded.edition > draft.edition)",
        [(*_columns(draft), content) for draft, content in drafts],
    )


def spend(connection: Connection, draft: Draft) -> None:
    """Let the content go: it was recorded or discarded. Nothing writes this draft again."""
    connection.exec_driver_sql(
        f"INSERT INTO draft ({_COLUMNS}, content, spent) VALUES (?,?,?,?,?,?,?,'',?,?,?,1)"  # noqa: S608
        " ON CONFLICT (feature, sheet, target) DO UPDATE SET id = excluded.id, spent = 1, title = '',"
        " content = excluded.content WHERE excluded.id >= draft.id",
        (*_columns(draft)[:7], *_columns(draft)[8:], _GONE_BLANK),
    )


def kept(connection: Connection, author: str) -> tuple[Draft, ...]:
    """Every draft of this author, newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS}, content FROM draft WHERE spent = 0 AND author = ? ORDER BY at DESC, id DESC",  # noqa: S608
        (author,),
    )
    return tuple(_draft(row) for row in rows)


def count(connection: Connection, without: Iterable[DraftKey] = ()) -> int:
    """How many drafts there are beside these."""
    rows = connection.exec_driver_sql("SELECT feature, sheet, target FROM draft WHERE spent = 0")
    return len({DraftKey(*row) for row in rows} - set(without))


def sweep(connection: Connection) -> int:
    """Delete what was spent; returns how many rows. Only while nothing of an earlier session can still write."""
    return connection.exec_driver_sql("DELETE FROM draft WHERE spent = 1").rowcount


def photos(connection: Connection) -> frozenset[str]:
    """The addresses of the photos that drafts hold."""
    rows = connection.exec_driver_sql(
        "SELECT json_extract(photo.value, '$.sha256') AS sha256"
        " FROM draft, json_each(CAST(draft.content AS TEXT), '$.photos') AS photo"
        " WHERE draft.spent = 0 AND photo.type = 'object'"
    )
    return frozenset(row.sha256 for row in rows if isinstance(row.sha256, str))


def _columns(draft: Draft) -> tuple[Any, ...]:
    key = draft.key
    return (
        key.feature, key.sheet, key.target, draft.id, draft.author, draft.at, draft.edition, draft.title, draft.base,
        draft.version,
    )  # fmt: skip


def _draft(row: Row[Any]) -> Draft:
    try:
        content = msgspec.json.decode(row.content, type=dict[str, Any])
    except msgspec.DecodeError:
        content = {}
    return Draft(
        key=DraftKey(row.feature, row.sheet, row.target),
        id=row.id,
        author=row.author,
        at=row.at,
        edition=row.edition,
        title=row.title,
        base=row.base,
        version=row.version,
        content=content,
    )
