"""One page of a pull: what changed in the device's scopes since its cursors, read in one snapshot."""

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, sees_contacts
from sync.protocol.messages import PullRequest, PullResponse
from sync.server import schema
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.meta import incarnation_for
from sync.server.publish import ERASED

_PAGE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a ``PullResponse``, and the scopes that were begun from 0 with what was purged from them before."""

    body: bytes
    begun: dict[str, int]


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A row of the feed; no document means gone."""

    kind: str
    row_id: str
    seq: int
    doc: str | None


@dataclass(frozen=True, slots=True)
class _Position:
    head: int
    purged: int


def page(connection: Connection, caller: Caller, request: PullRequest, now: str) -> Page:
    """Answer one pull. ``connection`` is one snapshot; the rows' stored texts are joined, never read."""
    scopes = scopes_of(connection, caller.officer_id, caller.role, now)
    incarnation = incarnation_for(connection, caller.role)
    same = request.incarnation == incarnation
    cursors = {scope: seq for scope, seq in request.cursors.items() if scope in scopes} if same else {}
    positions = _positions(connection, scopes)
    restart = _to_restart(connection, caller, cursors, positions)
    for scope in restart:
        cursors[scope] = 0
    erased, erased_cursor = _erased(connection, request, cursors, positions)
    rows, moved, more = _rows(
        connection, scopes, cursors, positions, limit=request.limit, contacts=sees_contacts(caller.role)
    )
    response = PullResponse(
        cursors=moved | erased_cursor,
        scopes=None if same and scopes == request.cursors.keys() else tuple(sorted(scopes)),
        more=more,
        incarnation=incarnation,
        erased=erased,
        restart=tuple(sorted(restart)),
        acknowledged=_last_seq(connection, caller),
        server_at=now,
    )
    begun = {s: positions[s].purged for s in moved if cursors.get(s, 0) == 0 and s in positions and positions[s].purged}
    return Page(_join(rows, response), begun)


def _last_seq(connection: Connection, caller: Caller) -> int:
    device = schema.device.c
    return int(connection.execute(sa.select(device.last_seq).where(device.id == caller.device_id)).scalar_one())


def fetch(connection: Connection, scope: str, after: int, limit: int, *, contacts: bool) -> list[FeedRow]:
    """The rows of a scope after a cursor, in order, at most ``limit``: one range of one index."""
    feed = schema.feed.c
    query = sa.select(feed.kind, feed.row_id, feed.seq, feed.doc).where(feed.scope == scope, feed.seq > after)
    if not contacts:
        query = query.where(feed.kind != "contact")
    found = connection.execute(query.order_by(feed.seq).limit(limit)).all()
    return [FeedRow(kind, row_id, seq, doc) for kind, row_id, seq, doc in found]


def record_begun(connection: Connection, device_id: str, begun: dict[str, int]) -> None:
    """Remember from which state a device began these scopes: what was purged before can not be missing to it."""
    connection.execute(_BEGUN, [{"device": device_id, "scope": s, "purged": n} for s, n in begun.items()])


def _positions(connection: Connection, scopes: frozenset[str]) -> dict[str, _Position]:
    scope = schema.scope.c
    query = sa.select(scope.id, scope.head, scope.purged).where(scope.id.in_(sorted(scopes)))
    return {row.id: _Position(row.head, row.purged) for row in connection.execute(query)}


def _to_restart(
    connection: Connection, caller: Caller, cursors: dict[str, int], positions: dict[str, _Position]
) -> list[str]:
    below = [s for s, position in positions.items() if 0 < cursors.get(s, 0) < position.purged]
    if not below:
        return []
    begun = schema.device_scope.c
    query = sa.select(begun.scope, begun.purged).where(begun.device_id == caller.device_id, begun.scope.in_(below))
    known = {row.scope: row.purged for row in connection.execute(query)}
    return [s for s in below if known.get(s, 0) < positions[s].purged]


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
) -> tuple[list[str], dict[str, int], bool]:
    rows: list[str] = []
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
            name = _json(scope)
            taken = 0
            for row in found:
                if size >= _PAGE_BYTES:
                    break
                text = f'["{row.kind}",{_json(row.row_id)},{name},{row.doc or "null"}]'
                rows.append(text)
                size += len(text)
                taken += 1
                moved[scope] = row.seq
            if taken == len(found) < left:
                moved[scope] = head
            more = more or moved[scope] < head
        elif cursor == -1:
            moved[scope] = 0
    return rows, moved, more


def _join(rows: list[str], response: PullResponse) -> bytes:
    rest = msgspec.json.encode(response)
    if not rows:
        return rest
    return b'{"rows":[' + ",".join(rows).encode() + b"]," + rest[1:]


def _json(text: str) -> str:
    return msgspec.json.encode(text).decode()


_BEGUN = sa.text(
    "INSERT INTO device_scope (device_id, scope, purged) VALUES (:device, :scope, :purged) "
    "ON CONFLICT (device_id, scope) DO UPDATE SET purged = excluded.purged"
)
