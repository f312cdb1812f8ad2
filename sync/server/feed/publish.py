"""The only writer of the feed and of its counters: the last statements of every writing transaction.

The counter of a scope is raised last before COMMIT and its row stays locked until then, so the order of the numbers is
the order of the commits and of what a reader sees: a cursor can not overtake a row. Scopes are taken in sorted order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.feed import tables
from sync.server.ground.among import among
from sync.server.ground.crashpoints import crash_point
from sync.server.ground.many import Many

ERASED = "erased"
"""The scope whose counter numbers the erased rows; every device holds it."""


@dataclass(frozen=True, slots=True)
class Put:
    """``doc`` is now the row's JSON text in ``scope``. ``root`` is the row that it moves together with."""

    kind: str
    row_id: str
    root: str
    scope: str
    doc: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The row, with all that hangs on it if it is a root, has left ``scope``."""

    root: str
    scope: str


@dataclass(frozen=True, slots=True)
class Move:
    """The root and all its rows leave ``origin`` and appear in ``to``."""

    root: str
    origin: str
    to: str


@dataclass(frozen=True, slots=True)
class Erase:
    """These rows are deleted for good wherever they are; their documents with them."""

    row_ids: tuple[str, ...]


Step = Put | Gone | Move | Erase
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    root: str
    doc: str | None


def publish(connection: Connection, steps: Iterable[Step], at: str) -> None:
    """Write what became of rows into the feed. Call it once, last, in the transaction that changed the rows.

    Later steps win over earlier ones for the same row and scope. ``at`` is the server's time.
    """
    entries, erased = _fold(connection, steps)
    if not entries and not erased:
        return
    crash_point("publish.before_counter")
    by_scope: dict[str, list[_Key]] = {}
    for key in entries:
        by_scope.setdefault(key[2], []).append(key)
    counts = {scope: len(keys) for scope, keys in by_scope.items()}
    if erased:
        counts[ERASED] = len(erased)
    heads = advance(connection, counts)
    crash_point("publish.after_counter")
    rows: list[dict[str, Any]] = []
    for scope in sorted(by_scope):
        first = heads[scope] - counts[scope] + 1
        rows += [_row(key, entries[key], first + place, at) for place, key in enumerate(by_scope[scope])]
    _UPSERT.run(connection, rows)
    if erased:
        _write_erased(connection, erased, heads[ERASED], at)
    crash_point("publish.after_feed")


def advance(connection: Connection, counts: dict[str, int]) -> dict[str, int]:
    """Raise the counters of the scopes, in sorted order, by so many; the new heads. Locks them until the commit."""
    return {
        scope: int(connection.execute(_ADVANCE, {"id": scope, "n": counts[scope]}).scalar_one())
        for scope in sorted(counts)
    }


def purge_gone(connection: Connection, before: str) -> int:
    """Forget the departures older than ``before``; a cursor below ``scope.purged`` has to start that scope anew."""
    rows = connection.execute(
        sa.select(tables.feed.c.scope, sa.func.max(tables.feed.c.seq), sa.func.count())
        .where(tables.feed.c.gone, tables.feed.c.at < before)
        .group_by(tables.feed.c.scope)
        .order_by(tables.feed.c.scope)
    ).all()
    for scope, highest, _ in rows:
        connection.execute(sa.update(tables.scope).where(tables.scope.c.id == scope).values(purged=highest))
        connection.execute(
            sa.delete(tables.feed).where(tables.feed.c.scope == scope, tables.feed.c.gone, tables.feed.c.at < before)
        )
    return sum(count for _, _, count in rows)


def _fold(connection: Connection, steps: Iterable[Step]) -> tuple[dict[_Key, _Entry], list[str]]:
    entries: dict[_Key, _Entry] = {}
    erased: list[str] = []
    for step in steps:
        match step:
            case Put(kind, row_id, root, scope, doc):
                entries.pop((kind, row_id, scope), None)
                entries[kind, row_id, scope] = _Entry(root, doc)
            case Gone(root, scope):
                _leave(connection, entries, root, scope, None)
            case Move(root, origin, to):
                if origin != to:
                    _leave(connection, entries, root, origin, to)
            case Erase(row_ids):
                _erase(connection, entries, row_ids)
                erased += row_ids
            case _:
                assert_never(step)
    return entries, erased


def _leave(connection: Connection, entries: dict[_Key, _Entry], root: str, origin: str, to: str | None) -> None:
    present: dict[tuple[str, str], str | None] = {
        (row.kind, row.row_id): row.doc
        for row in sorted(connection.execute(_OF_ROOT, {"root": root}), key=lambda row: int(row.seq))
        if row.scope == origin and not row.gone
    }
    present |= {key[:2]: entry.doc for key, entry in entries.items() if entry.root == root and key[2] == origin}
    for (kind, row_id), doc in present.items():
        entries.pop((kind, row_id, origin), None)
        entries[kind, row_id, origin] = _Entry(root, None)
        if to is not None and doc is not None:
            entries.pop((kind, row_id, to), None)
            entries[kind, row_id, to] = _Entry(root, doc)


def _erase(connection: Connection, entries: dict[_Key, _Entry], row_ids: Sequence[str]) -> None:
    query = sa.select(tables.feed.c.kind, tables.feed.c.row_id, tables.feed.c.scope, tables.feed.c.root_id)
    for row in connection.execute(query.where(among(tables.feed.c.row_id, row_ids))):
        entries[row.kind, row.row_id, row.scope] = _Entry(row.root_id, None)
    for key in [key for key in entries if key[1] in row_ids]:
        entries[key] = _Entry(entries[key].root, None)


def _row(key: _Key, entry: _Entry, seq: int, at: str) -> dict[str, Any]:
    kind, row_id, scope = key
    gone = entry.doc is None
    return {"kind": kind, "row_id": row_id, "scope": scope, "seq": seq, "root_id": entry.root, "gone": gone,
            "doc": entry.doc, "at": at}  # fmt: skip


def _write_erased(connection: Connection, row_ids: list[str], head: int, at: str) -> None:
    first = head - len(row_ids) + 1
    connection.execute(
        _ERASE, [{"row_id": row_id, "seq": first + place, "at": at} for place, row_id in enumerate(row_ids)]
    )


_OF_ROOT = sa.text("SELECT kind, row_id, scope, seq, gone, doc FROM feed WHERE root_id = :root")
"""By the index of roots: with the scope and an order SQLite would walk the whole scope instead, for every root."""
_ADVANCE = sa.text(
    "INSERT INTO scope (id, head) VALUES (:id, :n) "
    "ON CONFLICT (id) DO UPDATE SET head = scope.head + excluded.head RETURNING head"
)
_UPSERT = Many(
    "feed",
    "INSERT INTO feed (kind, row_id, scope, seq, root_id, gone, doc, at) "
    "VALUES (:kind, :row_id, :scope, :seq, :root_id, :gone, :doc, :at) "
    "ON CONFLICT (kind, row_id, scope) DO UPDATE SET seq = excluded.seq, root_id = excluded.root_id, "
    "gone = excluded.gone, doc = excluded.doc, at = excluded.at",
)
_ERASE = sa.text(
    "INSERT INTO erased (row_id, seq, at) VALUES (:row_id, :seq, :at) "
    "ON CONFLICT (row_id) DO UPDATE SET seq = excluded.seq"
)
