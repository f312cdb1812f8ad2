"""Reads and writes of the outbox. A change is one row in one transaction; nothing rewrites a row that was sent."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy.engine import Connection, Row

from app.outbox.domain import RecordedOperation, Verdict, VerdictKind
from app.outbox.views import EntryState, OutboxEntry

_COLUMNS = "seq, id, kind, version, target, author, base, payload, at, monotonic"
WITHDRAWN = "withdrawn"
BEGINNINGS = ("tip.file", "patrol.note", "patrol.start")
_CHUNK = 500


class NewOperation(msgspec.Struct, frozen=True):
    """A change before it has its place in the sequence."""

    id: str
    kind: str
    version: int
    target: str
    author: str
    at: str
    monotonic: float
    payload: dict[str, Any]
    base: int | None = None
    follows: str | None = None


def append(connection: Connection, operation: NewOperation) -> int:
    """Put a change at the end; returns its ``seq``, which counts from 1 without gaps."""
    seq: int = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) + 1 FROM outbox").scalar_one()
    connection.exec_driver_sql(
        f"INSERT INTO outbox ({_COLUMNS}, follows) VALUES (?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant names
        (
            seq,
            operation.id,
            operation.kind,
            operation.version,
            operation.target,
            operation.author,
            operation.base,
            msgspec.json.encode(operation.payload),
            operation.at,
            operation.monotonic,
            operation.follows,
        ),
    )
    return seq


def _recorded(row: Row[Any]) -> RecordedOperation:
    return RecordedOperation(
        seq=row.seq,
        id=row.id,
        kind=row.kind,
        version=row.version,
        target=row.target,
        author=row.author,
        base=row.base,
        payload=msgspec.json.decode(row.payload),
        at=row.at,
        monotonic=row.monotonic,
    )


def _select(connection: Connection, rest: str, parameters: Sequence[Any] = ()) -> tuple[RecordedOperation, ...]:
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM outbox {rest}", tuple(parameters))  # noqa: S608
    return tuple(_recorded(row) for row in rows)


def unanswered(connection: Connection, limit: int, but: Iterable[int] = ()) -> tuple[RecordedOperation, ...]:
    """The first changes without a verdict, in order; none of those whose numbers are in ``but``."""
    left_out = msgspec.json.encode(sorted(but)).decode()
    where = "WHERE verdict IS NULL AND seq NOT IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?"
    return _select(connection, where, (left_out, limit))


def uncovered(connection: Connection, target: str | None = None) -> tuple[RecordedOperation, ...]:
    """Changes whose effect the stored rows may not have yet: those that the fold replays, in order."""
    if target is None:
        return _select(connection, "WHERE covered = 0 ORDER BY seq")
    return _select(connection, "WHERE covered = 0 AND target = ? ORDER BY seq", (target,))


def mark_sent(connection: Connection, operations: Iterable[RecordedOperation], at: str) -> None:
    """Remember, before they leave, that these may have reached the server: no undo from here on."""
    connection.exec_driver_sql(
        "UPDATE outbox SET first_sent_at = ? WHERE seq = ? AND first_sent_at IS NULL",
        [(at, operation.seq) for operation in operations],
    )


class Answered(msgspec.Struct, frozen=True):
    """A change that has just got its verdict."""

    verdict: Verdict
    kind: str
    target: str


def record_verdicts(connection: Connection, verdicts: Sequence[Verdict], at: str) -> list[Answered]:
    """Keep the server's answers; those that answer nothing that waits are left out.

    A rejected change leaves the fold at once.
    """
    news: list[Answered] = []
    for start in range(0, len(verdicts), _CHUNK):
        chunk = verdicts[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT seq, id, kind, target FROM outbox WHERE verdict IS NULL AND seq IN ({marks})"  # noqa: S608
        waiting = {(row.seq, row.id): row for row in connection.exec_driver_sql(query, tuple(one.seq for one in chunk))}
        for verdict in chunk:
            row = waiting.pop((verdict.seq, verdict.id), None)
            if row is not None:
                news.append(Answered(verdict, row.kind, row.target))
    if news:
        connection.exec_driver_sql(
            "UPDATE outbox SET verdict = ?, code = ?, now = ?, verdict_at = ?, covered = ? WHERE seq = ?",
            [_verdict_columns(answered.verdict, at) for answered in news],
        )
    return news


def _verdict_columns(verdict: Verdict, at: str) -> tuple[Any, ...]:
    return (
        verdict.verdict.value,
        verdict.code.value if verdict.code else None,
        msgspec.json.encode(verdict.now) if verdict.now else None,
        at,
        int(verdict.verdict is VerdictKind.REJECTED),
        verdict.seq,
    )


_COVERABLE = "covered = 0 AND verdict IS NOT NULL AND seq <= ?"
_NEEDED = """
covered = 0 OR verdict_at >= ? OR (verdict <> 'applied' AND dismissed = 0)
OR id IN (SELECT follows FROM outbox WHERE verdict IS NULL AND follows IS NOT NULL)
OR (kind IN ('tip.photo', 'patrol.photo') AND verdict <> 'rejected'
    AND json_extract(CAST(payload AS TEXT), '$.sha256') NOT IN (SELECT sha256 FROM file_sent))
"""
_DONE = f"seq < coalesce((SELECT min(seq) FROM outbox WHERE {_NEEDED}), (SELECT max(seq) FROM outbox))"  # noqa: S608


def to_cover(connection: Connection, acknowledged: int) -> bool:
    """Whether ``cover`` would find anything."""
    found = connection.exec_driver_sql(f"SELECT 1 FROM outbox WHERE {_COVERABLE} LIMIT 1", (acknowledged,))  # noqa: S608
    return found.first() is not None


def cover(connection: Connection, acknowledged: int) -> int:
    """Take what a complete pull has brought back out of the fold; returns how many."""
    return connection.exec_driver_sql(f"UPDATE outbox SET covered = 1 WHERE {_COVERABLE}", (acknowledged,)).rowcount  # noqa: S608


def to_purge(connection: Connection, before: str) -> bool:
    """Whether ``purge`` would find anything."""
    return connection.exec_driver_sql(f"SELECT 1 FROM outbox WHERE {_DONE} LIMIT 1", (before,)).first() is not None  # noqa: S608


def purge(connection: Connection, before: str) -> int:
    """Delete the oldest changes, up to the first that was not answered and covered before ``before`` or needs someone.

    The last row always stays: it keeps the count.
    """
    return connection.exec_driver_sql(f"DELETE FROM outbox WHERE {_DONE}", (before,)).rowcount  # noqa: S608


def send_again_from(connection: Connection, seq: int) -> int:
    """Forget the verdicts from ``seq`` on: the server lost them with a backup. Returns how many will be sent again."""
    return connection.exec_driver_sql(
        "UPDATE outbox SET verdict = NULL, code = NULL, now = NULL, verdict_at = NULL, covered = 0 WHERE seq >= ?",
        (seq,),
    ).rowcount


def bounds(connection: Connection) -> tuple[int, int]:
    """The lowest and highest ``seq`` kept, zeros for an empty outbox."""
    low, high = connection.exec_driver_sql("SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM outbox").one()
    return int(low), int(high)


def highest_answered(connection: Connection) -> int:
    """The highest ``seq`` with a verdict, 0 for none."""
    return int(
        connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM outbox WHERE verdict IS NOT NULL").scalar_one()
    )


def find(connection: Connection, operation_id: str) -> Row[Any] | None:
    """One row with its fate, or None."""
    return connection.exec_driver_sql("SELECT * FROM outbox WHERE id = ?", (operation_id,)).first()


def withdraw(connection: Connection, operation_id: str) -> bool:
    """Put a withdrawn change in the place of one that was never sent, keeping its ``seq`` and id.

    Taking back what began a record (a tip, a patrol note, a walk) takes back what was done to it since. A rejected
    change in whose place one of these was recorded is in need of someone again, with its text.
    """
    row = find(connection, operation_id)
    if row is None or row.first_sent_at is not None or row.verdict is not None or row.kind == WITHDRAWN:
        return False
    together = [(row.seq,)]
    if row.kind in BEGINNINGS:
        together = [(other.seq,) for other in pending_of(connection, row.target) if other.seq >= row.seq]
    connection.exec_driver_sql(
        "UPDATE outbox SET payload = CAST(json_object('of', kind) AS BLOB), kind = 'withdrawn', version = 1,"
        " base = NULL WHERE seq = ? AND first_sent_at IS NULL AND verdict IS NULL",
        together,
    )
    connection.exec_driver_sql(
        "UPDATE outbox SET dismissed = 0 WHERE verdict = 'rejected'"
        " AND id = (SELECT follows FROM outbox WHERE seq = ? AND kind = 'withdrawn')",
        together,
    )
    return True


def dismiss(connection: Connection, operation_id: str) -> bool:
    """Put a merged or rejected change aside; its text stays until it is purged."""
    changed = connection.exec_driver_sql(
        "UPDATE outbox SET dismissed = 1 WHERE id = ? AND verdict IN ('merged', 'rejected') AND dismissed = 0",
        (operation_id,),
    )
    return changed.rowcount > 0


def entry(row: Row[Any], title: str = "", before: bytes | None = None) -> OutboxEntry:
    """A row as the screens show it; ``before`` is the payload of the one in whose place it was recorded."""
    if row.verdict is not None:
        state = EntryState(row.verdict)
    else:
        state = EntryState.SENT if row.first_sent_at else EntryState.WAITING
    return OutboxEntry(
        operation_id=row.id,
        seq=row.seq,
        kind=row.kind,
        target=row.target,
        at=row.at,
        state=state,
        title=title,
        code=row.code,
        now=msgspec.json.decode(row.now) if row.now else {},
        payload=msgspec.json.decode(row.payload),
        can_withdraw=state is EntryState.WAITING and row.kind != WITHDRAWN,
        dismissed=bool(row.dismissed),
        verdict_at=row.verdict_at,
        follows=row.follows,
        mended=before is not None and before != row.payload,
    )


def followed(connection: Connection, rows: Iterable[Row[Any]]) -> dict[str, bytes]:
    """The payloads of the rejected changes in whose place these were recorded, by their ids."""
    ids = [row.follows for row in rows if row.follows is not None]
    found: dict[str, bytes] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        query = f"SELECT id, payload FROM outbox WHERE id IN ({','.join('?' * len(chunk))})"  # noqa: S608 - only marks
        found |= {row.id: row.payload for row in connection.exec_driver_sql(query, chunk)}
    return found


def entries(connection: Connection, limit: int) -> list[Row[Any]]:
    """The newest rows that still say something: not withdrawn, not put aside; and every rejected one, however old."""
    return list(
        connection.exec_driver_sql(
            "SELECT * FROM outbox WHERE kind <> 'withdrawn' AND dismissed = 0 AND (verdict = 'rejected' OR seq IN"
            " (SELECT seq FROM outbox WHERE kind <> 'withdrawn' AND dismissed = 0 ORDER BY seq DESC LIMIT ?))"
            " ORDER BY seq DESC",
            (limit,),
        )
    )


def pending_of(connection: Connection, target: str) -> list[Row[Any]]:
    """The rows about one target that the server has not simply applied."""
    return list(
        connection.exec_driver_sql(
            "SELECT * FROM outbox WHERE target = ? AND kind <> 'withdrawn' AND dismissed = 0"
            " AND (verdict IS NULL OR verdict <> 'applied') ORDER BY seq",
            (target,),
        )
    )
