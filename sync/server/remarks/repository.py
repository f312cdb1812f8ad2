"""Remarks of ratings, read and written."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ratings.tables import rating
from sync.server.remarks.domain import Remark, State
from sync.server.remarks.tables import rating_remark

_m = rating_remark.c
_r = rating.c
_ALL: Final = sa.select(
    _m.rating_id, _r.remark, _r.cell, _r.lat, _r.lon, _r.part, _r.answer, _m.came_at, _r.burst_id, _m.state,
    _m.decided_by, _m.decided_at,
).join(rating, _r.id == _m.rating_id)  # fmt: skip


def add(connection: Connection, rating_ids: Sequence[str], at: str) -> None:
    """Remarks that came just now: they wait."""
    if rating_ids:
        rows = [{"rating_id": one, "state": State.WAITING.value, "came_at": at} for one in rating_ids]
        connection.execute(sa.insert(rating_remark), rows)


def amount(connection: Connection) -> tuple[int, str]:
    """How many wait, and since when the oldest does; empty for none."""
    query = sa.select(sa.func.count(), sa.func.min(_m.came_at)).where(_m.state == State.WAITING.value)
    count, oldest = connection.execute(query).one()
    return count, oldest or ""


def waiting(connection: Connection, limit: int) -> list[Remark]:
    """Those that wait, the oldest first."""
    query = _ALL.where(_m.state == State.WAITING.value).order_by(_m.came_at, _m.rating_id).limit(limit)
    return [_remark(row) for row in connection.execute(query)]


def decided(connection: Connection, limit: int) -> list[Remark]:
    """Those of which somebody decided, the last decision first."""
    query = _ALL.where(_m.state != State.WAITING.value).order_by(_m.decided_at.desc(), _m.rating_id).limit(limit)
    return [_remark(row) for row in connection.execute(query)]


def released(connection: Connection, limit: int) -> list[Remark]:
    """Those that officers may read, the newest first."""
    query = _ALL.where(_m.state == State.RELEASED.value).order_by(_m.came_at.desc(), _m.rating_id).limit(limit)
    return [_remark(row) for row in connection.execute(query)]


def found(connection: Connection, rating_id: str) -> Remark | None:
    """One of them, held until the commit."""
    held = connection.execute(for_update(sa.select(_m.rating_id).where(_m.rating_id == rating_id))).first()
    row = connection.execute(_ALL.where(_m.rating_id == rating_id)).first() if held is not None else None
    return None if row is None else _remark(row)


def decide(connection: Connection, rating_id: str, state: State, *, by: str | None, at: str | None) -> None:
    """From now on it is in this state; without ``by`` and ``at`` it waits."""
    values = {"state": state.value, "decided_by": by, "decided_at": at}
    connection.execute(sa.update(rating_remark).where(_m.rating_id == rating_id).values(values))


def forget(connection: Connection, before: str, limit: int) -> int:
    """Keep nothing of the words of ratings that were given before a moment, of ``limit`` at most; of how many."""
    query = sa.select(_m.rating_id).join(rating, _r.id == _m.rating_id).where(_r.at < before)
    query = query.order_by(_r.at, _r.id).limit(limit)
    ids = list(connection.execute(for_update(query)).scalars())
    forget_of(connection, ids)
    return len(ids)


def present(connection: Connection, rating_ids: Collection[str]) -> list[str]:
    """Those of these ratings beside which words are kept, sorted."""
    query = sa.select(_r.id).where(among(_r.id, rating_ids), _r.remark != "")
    return sorted(connection.execute(query).scalars()) if rating_ids else []


def forget_of(connection: Connection, rating_ids: Sequence[str]) -> None:
    """Keep nothing of the words of these ratings."""
    if rating_ids:
        connection.execute(sa.update(rating).where(among(_r.id, rating_ids)).values(remark=""))
        connection.execute(sa.delete(rating_remark).where(among(_m.rating_id, rating_ids)))


def _remark(row: Any) -> Remark:
    return Remark(
        row.rating_id, row.remark, row.cell, row.lat, row.lon, row.part, row.answer, row.came_at,
        row.burst_id is not None, State(row.state), row.decided_by or "", row.decided_at or "",
    )  # fmt: skip
