"""One page of a pull: what changed in the device's scopes since its cursors, read in one snapshot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, sees_contacts
from sync.protocol.messages import PullRequest, PullResponse, Row
from sync.server import schema
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.feed.publish import ERASED
from sync.server.ground.meta import incarnation_for

_PAGE_BYTES = 4 * 1024 * 1024
_SEQ_BITS = 32
_SEQ = (1 << _SEQ_BITS) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a ``PullResponse``, and which cases it carried.

    ``carried`` has for each scope but the city's how many rows, after which number of its feed, and up to which.
    """

    body: bytes
    carried: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class _Position:
    head: int
    purged: int


def page(connection: Connection, caller: Caller, request: PullRequest, now: str) -> Page:
    """Answer one pull. ``connection`` is one snapshot; the rows' stored texts are passed on, never read."""
    scopes = scopes_of(connection, caller.officer_id, caller.role, now)
    incarnation = incarnation_for(connection, caller.role)
    same = request.incarnation == incarnation
    held = {scope: cursor for scope, cursor in request.cursors.items() if scope in scopes} if same else {}
    cursors = {scope: cursor & _SEQ for scope, cursor in held.items()}
    positions = _positions(connection, scopes)
    restart = [scope for scope, position in positions.items() if _has_missed(held.get(scope, 0), position.purged)]
    for scope in restart:
        held[scope] = cursors[scope] = 0
    erased, erased_cursor = _erased(connection, request, cursors, positions)
    started = dict(cursors)
    rows, moved, more = _rows(
        connection, scopes, cursors, positions, limit=request.limit, contacts=sees_contacts(caller.role)
    )
    response = PullResponse(
        rows=tuple(rows),
        cursors={s: _marked(seq, held.get(s, 0), positions.get(s)) for s, seq in moved.items()} | erased_cursor,
        scopes=None if same and scopes == request.cursors.keys() else tuple(sorted(scopes)),
        more=more,
        incarnation=incarnation,
        erased=erased,
        restart=tuple(sorted(restart)),
        acknowledged=_last_seq(connection, caller),
        server_at=now,
    )
    counts = Counter(row.scope for row in rows if row.scope != CITY)
    carried = {scope: (count, started.get(scope, 0), moved[scope]) for scope, count in counts.items()}
    return Page(msgspec.json.encode(response), carried)


def _last_seq(connection: Connection, caller: Caller) -> int:
    device = schema.device.c
    return int(connection.execute(sa.select(device.last_seq).where(device.id == caller.device_id)).scalar_one())


def fetch(
    connection: Connection, scope: str, after: int, limit: int, *, contacts: bool
) -> Sequence[sa.Row[Any, Any, Any, Any]]:
    """Kind, id, number and document of the rows of a scope after a cursor, in order, at most ``limit``.

    One range of one index. No document means gone.
    """
    feed = schema.feed.c
    query = sa.select(feed.kind, feed.row_id, feed.seq, feed.doc).where(feed.scope == scope, feed.seq > after)
    if not contacts:
        query = query.where(feed.kind != "contact")
    return connection.execute(query.order_by(feed.seq).limit(limit)).all()


def _positions(connection: Connection, scopes: frozenset[str]) -> dict[str, _Position]:
    scope = schema.scope.c
    query = sa.select(scope.id, scope.head, scope.purged).where(scope.id.in_(sorted(scopes)))
    return {row.id: _Position(row.head, row.purged) for row in connection.execute(query)}


def _has_missed(cursor: int, purged: int) -> bool:
    """Whether departures may have been forgotten that this device never heard of.

    A device that began a scope from 0 after they were forgotten can not have missed them, though it still reads below
    them. That is told by its cursor alone, in the bits above the number: what a device claims to have begun it has on
    its disk. A note of the server's would be wrong as soon as the answer it was made for is lost.
    """
    return 0 < cursor & _SEQ < purged and cursor >> _SEQ_BITS < purged


def _marked(seq: int, before: int, position: _Position | None) -> int:
    """The cursor to hand out: while it is below what was forgotten, with the state from which the scope was begun."""
    if position is None or seq >= position.purged:
        return seq
    begun = before >> _SEQ_BITS if before & _SEQ else position.purged
    return begun << _SEQ_BITS | seq


def _erased(
    connection: Connection, request: PullRequest, cursors: dict[str, int], positions: dict[str, _Position]
) -> tuple[tuple[str, ...], dict[str, int]]:
    head = positions[ERASED].head if ERASED in positions else 0
    cursor = cursors.get(ERASED, -1)
    if cursor >= head:
        return (), {}
    if request.incarnation == "" or head == 0:
        return (), {ERASED: head}
    column = schema.erased.c
    found = connection.execute(sa.select(column.row_id).where(column.seq > cursor).order_by(column.seq)).scalars()
    return tuple(found), {ERASED: head}


def _rows(
    connection: Connection,
    scopes: frozenset[str],
    cursors: dict[str, int],
    positions: dict[str, _Position],
    *,
    limit: int,
    contacts: bool,
) -> tuple[list[Row], dict[str, int], bool]:
    rows: list[Row] = []
    moved: dict[str, int] = {}
    size = 0
    more = False
    for scope in sorted(scopes - {ERASED}, key=lambda one: (one != CITY, one)):
        head = positions[scope].head if scope in positions else 0
        cursor = cursors.get(scope, -1)
        if cursor < head and (len(rows) >= limit or size >= _PAGE_BYTES):
            more = True
        elif cursor < head:
            moved[scope] = cursor = max(cursor, 0)
            left = limit - len(rows)
            found = fetch(connection, scope, cursor, left, contacts=contacts)
            taken = 0
            for kind, row_id, seq, doc in found:
                if size >= _PAGE_BYTES:
                    break
                text = doc or "null"
                rows.append(Row(kind, row_id, scope, msgspec.Raw(text)))
                size += len(text)
                taken += 1
                moved[scope] = seq
            if taken == len(found) < left:
                moved[scope] = head
            more = more or moved[scope] < head
        elif cursor == -1:
            moved[scope] = 0
    return rows, moved, more
