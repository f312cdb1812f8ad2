"""One page of a pull: what changed in the device's scopes since its cursors, read in one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, sees_contacts
from sync.protocol.messages import PullRequest, PullResponse
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.accounts.tables import device as devices
from sync.server.feed import tables
from sync.server.feed.publish import ERASED
from sync.server.feed.repository import Fetched, fetch
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
    found = _gather(connection, scopes, cursors, positions, limit=request.limit, contacts=sees_contacts(caller.role))
    response = PullResponse(
        cursors={s: _marked(seq, held.get(s, 0), positions.get(s)) for s, seq in found.moved.items()} | erased_cursor,
        scopes=None if same and scopes == request.cursors.keys() else tuple(sorted(scopes)),
        more=found.more,
        incarnation=incarnation,
        erased=erased,
        restart=tuple(sorted(restart)),
        acknowledged=_last_seq(connection, caller),
        server_at=now,
    )
    if found.lines:
        rendered: Any = msgspec.Raw(b"[%b]" % b",".join(found.lines))
        response = msgspec.structs.replace(response, rows=rendered)
    carried = {
        scope: (count, started.get(scope, 0), found.moved[scope])
        for scope, count in found.counts.items()
        if scope != CITY and count
    }
    return Page(msgspec.json.encode(response), carried)


def _last_seq(connection: Connection, caller: Caller) -> int:
    device = devices.c
    return int(connection.execute(sa.select(device.last_seq).where(device.id == caller.device_id)).scalar_one())


def _positions(connection: Connection, scopes: frozenset[str]) -> dict[str, _Position]:
    scope = tables.scope.c
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
    column = tables.erased.c
    found = connection.execute(sa.select(column.row_id).where(column.seq > cursor).order_by(column.seq)).scalars()
    return tuple(found), {ERASED: head}


@dataclass(slots=True)
class _Gathered:
    """The rows of a page as they travel, how many of each scope, and up to where each scope was read."""

    lines: list[bytes] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)
    more: bool = False


def _gather(
    connection: Connection,
    scopes: frozenset[str],
    cursors: dict[str, int],
    positions: dict[str, _Position],
    *,
    limit: int,
    contacts: bool,
) -> _Gathered:
    page = _Gathered()
    size = 0
    for scope in sorted(scopes - {ERASED}, key=lambda one: (one != CITY, one)):
        head = positions[scope].head if scope in positions else 0
        cursor = cursors.get(scope, -1)
        left = limit - len(page.lines)
        if cursor < head and (left <= 0 or size >= _PAGE_BYTES):
            page.more = True
        elif cursor < head:
            found = fetch(connection, scope, max(cursor, 0), left, contacts=contacts)
            lines, length = _rendered(scope, found, _PAGE_BYTES - size)
            page.lines += lines
            size += length
            taken = page.counts[scope] = len(lines)
            page.moved[scope] = found[taken - 1][2] if taken else max(cursor, 0)
            if taken == len(found) < left:
                page.moved[scope] = head
            page.more = page.more or page.moved[scope] < head
        elif cursor == -1:
            page.moved[scope] = 0
    return page


def _rendered(scope: str, found: Sequence[Fetched], room: int) -> tuple[list[bytes], int]:
    """The rows as ``Row`` has them, until their documents fill the room, and how long these are."""
    name = _text(scope)
    lines: list[bytes] = []
    size = 0
    for kind, row_id, _, stored in found:
        if size >= room:
            break
        doc = stored or b"null"
        lines.append(b"[%b,%b,%b,%b]" % (_text(kind), _text(row_id), name, doc))
        size += len(doc)
    return lines, size


_text = msgspec.json.Encoder().encode
