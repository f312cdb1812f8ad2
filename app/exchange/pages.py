"""Take in a page of the server's feed: rows, memberships, lost scopes, erasures and cursors in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Protocol

import msgspec
from sqlalchemy.engine import Connection

from app.exchange.extract import KINDS, ODD, ROOTS, Document, Parameters

_CHUNK = 500
_IN_SCOPES = """scope IN (WITH RECURSIVE held (scope) AS (
    SELECT min(scope) FROM membership
    UNION ALL SELECT (SELECT min(scope) FROM membership WHERE scope > held.scope) FROM held WHERE held.scope IS NOT NULL
) SELECT scope FROM held WHERE scope IS NOT NULL)"""
"""True for every membership, and lets its key, which begins with the scope, find it by kind and row."""
_NULL = b"null"
UNANSWERED = "SELECT target FROM outbox WHERE verdict IS NULL"


class FeedRow(Protocol):
    """One row of one scope; a null document means gone from that scope."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def doc(self) -> Document: ...


class Page(Protocol):
    """One answer to a pull, as ``sync.protocol.messages.PullResponse`` describes it."""

    @property
    def rows(self) -> Iterable[FeedRow]: ...
    @property
    def cursors(self) -> Mapping[str, int]: ...
    @property
    def scopes(self) -> tuple[str, ...] | None: ...
    @property
    def more(self) -> bool: ...
    @property
    def incarnation(self) -> str: ...
    @property
    def erased(self) -> tuple[str, ...]: ...
    @property
    def restart(self) -> tuple[str, ...]: ...
    @property
    def acknowledged(self) -> int: ...


class PageApplied(msgspec.Struct, frozen=True):
    """How many rows were stored, how many left the device, and how many documents could not be read."""

    received: int
    removed: int
    unreadable: int = 0


class Sorted(msgspec.Struct, frozen=True):
    """The rows of a page as statements take them: what to store by kind, what is in which kind and scope, what left.

    ``skipped`` are scope and kind of rows that this app could not take in.
    """

    puts: dict[str, list[Parameters]]
    memberships: dict[tuple[str, str], list[str]]
    gone: list[tuple[str, str, str]]
    unreadable: int
    skipped: frozenset[tuple[str, str]] = frozenset()


def sort_rows(rows: Iterable[FeedRow]) -> Sorted:
    """Read the rows of a page. Touches no store, so that it can be done while the page before is written.

    Kinds of a newer server are skipped, and so is a document that can not be read: it must not hold up the rest. That
    they were is told, so that a later app asks for them again.
    """
    puts: dict[str, list[Parameters]] = defaultdict(list)
    memberships: dict[tuple[str, str], list[str]] = defaultdict(list)
    gone: list[tuple[str, str, str]] = []
    skipped: set[tuple[str, str]] = set()
    unreadable = 0
    for row in rows:
        kind = KINDS.get(row.kind)
        doc = row.doc
        is_gone = len(doc) == len(_NULL) and bytes(doc) == _NULL
        if kind is None:
            if not is_gone:
                skipped.add((row.scope, row.kind))
            continue
        if is_gone:
            gone.append((row.id, row.kind, row.scope))
            continue
        try:
            parameters = kind.parameters(row.id, doc)
        except ODD:
            unreadable += 1
            skipped.add((row.scope, row.kind))
            continue
        puts[row.kind].append(parameters)
        memberships[row.kind, row.scope].append(row.id)
    return Sorted(puts, memberships, gone, unreadable, frozenset(skipped))


def apply(connection: Connection, page: Page, rows: Sorted) -> PageApplied:
    """Apply one page and its sorted rows; the caller's transaction makes it all or nothing."""
    removed = _erase(connection, page.erased)
    for scope in page.restart:
        removed += _leave(connection, scope)
        connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (scope,))
    if page.scopes is not None:
        removed += _leave_all_but(connection, page.scopes)
    _put(connection, rows.puts, rows.memberships)
    _remember_skipped(connection, rows.skipped)
    removed += _withdraw(connection, rows.gone)
    if page.cursors:
        connection.exec_driver_sql(
            "INSERT INTO cursor (scope, seq) VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET seq = excluded.seq",
            list(page.cursors.items()),
        )
    return PageApplied(sum(map(len, rows.memberships.values())), removed, rows.unreadable)


def _put(
    connection: Connection, puts: Mapping[str, list[Parameters]], memberships: Mapping[tuple[str, str], list[str]]
) -> None:
    for name, rows in puts.items():
        connection.exec_driver_sql(KINDS[name].put, rows)
    for (kind, scope), ids in memberships.items():
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO membership (row_id, kind, scope) SELECT value, ?, ? FROM json_each(?)",
            (kind, scope, msgspec.json.encode(ids).decode()),
        )
    if "note" in puts:
        changed = {(parameters[1],) for parameters in puts["note"]}
        connection.exec_driver_sql("UPDATE tip SET indexed = 0 WHERE id = ? AND indexed = 1", list(changed))


def _remember_skipped(connection: Connection, skipped: Iterable[tuple[str, str]]) -> None:
    found = [(scope, name, KINDS[name].reader if name in KINDS else "") for scope, name in sorted(skipped)]
    if found:
        connection.exec_driver_sql("INSERT OR REPLACE INTO skipped (scope, kind, reader) VALUES (?, ?, ?)", found)


def readable_by_now(connection: Connection) -> list[str]:
    """The scopes of which an earlier app skipped rows that this one may be able to take in."""
    rows = connection.exec_driver_sql("SELECT scope, kind, reader FROM skipped").all()
    return sorted({row.scope for row in rows if row.kind in KINDS and KINDS[row.kind].reader != row.reader})


def start_anew(connection: Connection, scopes: Iterable[str]) -> None:
    """Have every row of these scopes come again. What is here stays: it is what the server says, as far as it was read.

    Only for scopes that were read to their end: departures that the server has forgotten are not told a second time.
    """
    for scope in scopes:
        connection.exec_driver_sql("UPDATE cursor SET seq = 0 WHERE scope = ?", (scope,))
        connection.exec_driver_sql("DELETE FROM skipped WHERE scope = ?", (scope,))


def _withdraw(connection: Connection, gone: list[tuple[str, str, str]]) -> int:
    if not gone:
        return 0
    connection.exec_driver_sql("DELETE FROM membership WHERE row_id = ? AND kind = ? AND scope = ?", gone)
    return _drop_orphans(connection, ((row_id, kind) for row_id, kind, _ in gone))


def _leave(connection: Connection, scope: str) -> int:
    left = connection.exec_driver_sql("SELECT row_id, kind FROM membership WHERE scope = ?", (scope,)).all()
    connection.exec_driver_sql("DELETE FROM skipped WHERE scope = ?", (scope,))
    connection.exec_driver_sql("DELETE FROM membership WHERE scope = ?", (scope,))
    return _drop_orphans(connection, ((row.row_id, row.kind) for row in left))


def _leave_all_but(connection: Connection, scopes: Iterable[str]) -> int:
    held = {row.scope for row in connection.exec_driver_sql("SELECT scope FROM cursor")}
    removed = 0
    for lost in sorted(held.difference(scopes)):
        removed += _leave(connection, lost)
        connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (lost,))
    return removed


def _drop_orphans(connection: Connection, rows: Iterable[tuple[str, str]]) -> int:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for row_id, kind in rows:
        by_kind[kind].add(row_id)
    removed = 0
    for kind, ids in by_kind.items():
        remaining = iter(sorted(ids))
        while chunk := list(islice(remaining, _CHUNK)):
            marks = ",".join("?" * len(chunk))
            kept = connection.exec_driver_sql(
                f"SELECT row_id FROM membership WHERE {_IN_SCOPES} AND kind = ? AND row_id IN ({marks})",  # noqa: S608
                (kind, *chunk),
            )
            orphans = sorted(set(chunk).difference(row.row_id for row in kept))
            removed += _remove(connection, kind, orphans)
    return removed


def _remove(connection: Connection, kind: str, ids: list[str], *, even_unsent: bool = False) -> int:
    if not ids or kind not in KINDS:
        return 0
    marks = ",".join("?" * len(ids))
    if kind in ROOTS and not even_unsent:
        held = {row.target for row in connection.exec_driver_sql(f"{UNANSWERED} AND target IN ({marks})", tuple(ids))}
        if held and kind == "tip":
            connection.exec_driver_sql("UPDATE tip SET gone = 1 WHERE id = ?", [(row_id,) for row_id in sorted(held)])
        ids = [row_id for row_id in ids if row_id not in held]
        marks = ",".join("?" * len(ids))
    if kind == "tip":
        for index, place in (("tip_search", "rowid"), ("tip_letters", "n")):
            connection.exec_driver_sql(
                f"DELETE FROM {index} WHERE {place} IN (SELECT n FROM tip WHERE id IN ({marks}))",  # noqa: S608
                tuple(ids),
            )
        connection.exec_driver_sql(f"DELETE FROM read_mark WHERE tip_id IN ({marks})", tuple(ids))  # noqa: S608
    if kind == "note":
        connection.exec_driver_sql(
            f"UPDATE tip SET indexed = 0 WHERE id IN (SELECT tip_id FROM note WHERE id IN ({marks}))",  # noqa: S608
            tuple(ids),
        )
    table = KINDS[kind].table
    return connection.exec_driver_sql(f"DELETE FROM {table} WHERE id IN ({marks})", tuple(ids)).rowcount  # noqa: S608


def _erase(connection: Connection, ids: tuple[str, ...]) -> int:
    removed = 0
    kinds = ",".join("?" * len(KINDS))
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        marks = ",".join("?" * len(chunk))
        connection.exec_driver_sql(
            f"DELETE FROM membership WHERE {_IN_SCOPES} AND kind IN ({kinds}) AND row_id IN ({marks})",  # noqa: S608
            (*KINDS, *chunk),
        )
        for kind in KINDS:
            removed += _remove(connection, kind, chunk, even_unsent=True)
        for child in ("note", "message", "photo", "contact", "story"):
            removed += _erase_children(connection, child, chunk, marks)
    if removed:
        connection.exec_driver_sql("INSERT INTO tip_search (tip_search) VALUES ('optimize')")
    return removed


def _erase_children(connection: Connection, kind: str, tips: list[str], marks: str) -> int:
    found = connection.exec_driver_sql(f"SELECT id FROM {kind} WHERE tip_id IN ({marks})", tuple(tips))  # noqa: S608
    ids = [(row.id,) for row in found]
    if not ids:
        return 0
    connection.exec_driver_sql(
        f"DELETE FROM membership WHERE {_IN_SCOPES} AND kind = ? AND row_id = ?",  # noqa: S608
        [(kind, row_id) for (row_id,) in ids],
    )
    connection.exec_driver_sql(f"DELETE FROM {kind} WHERE id = ?", ids)  # noqa: S608
    return len(ids)


def drop_hidden(connection: Connection) -> int:
    """Delete rows that left the device's scopes, now that their last unsent change has its verdict."""
    hidden = connection.exec_driver_sql(f"SELECT id FROM tip WHERE gone = 1 AND id NOT IN ({UNANSWERED})")  # noqa: S608
    removed = _remove(connection, "tip", [row.id for row in hidden])
    for kind in ("patrol_note", "patrol"):
        removed += connection.exec_driver_sql(
            f"DELETE FROM {kind} WHERE id NOT IN ({UNANSWERED})"  # noqa: S608 - constant names
            f" AND id NOT IN (SELECT row_id FROM membership WHERE {_IN_SCOPES} AND kind = ?)",
            (kind,),
        ).rowcount
    return removed


def clear(connection: Connection) -> None:
    """Empty the cache: rows, search, memberships and cursors. The device's own tables stay."""
    for kind in KINDS.values():
        connection.exec_driver_sql(f"DELETE FROM {kind.table}")  # noqa: S608 - constant names
    connection.exec_driver_sql("DELETE FROM membership")
    connection.exec_driver_sql("DELETE FROM cursor")
    connection.exec_driver_sql("DELETE FROM skipped")
    connection.exec_driver_sql("INSERT INTO tip_search (tip_search) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM tip_letters")
