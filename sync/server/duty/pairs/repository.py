"""Pairs and the districts where two are needed, read and written. What of a pair was stays known."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.duty.domain import Span
from app.duty.pairs import Pair
from sync.server.accounts.tables import account
from sync.server.districts.tables import district
from sync.server.duty.tables import duty_pair, pair_district

_p = duty_pair.c


def pairs(connection: Connection, since: str) -> list[Pair]:
    """The pairs that end after a moment, of people in use."""
    people = sa.select(account.c.id).where(account.c.active)
    query = sa.select(duty_pair).where(_p.to_at > since, _p.first_id.in_(people), _p.second_id.in_(people))
    rows = connection.execute(query.order_by(_p.from_at, _p.id))
    return [Pair(row.id, row.first_id, row.second_id, Span(row.from_at, row.to_at)) for row in rows]


def insert(connection: Connection, one: Pair, by: str) -> None:
    """A new pair."""
    values = {"id": one.id, "first_id": one.first_id, "second_id": one.second_id, "made_by": by}
    connection.execute(sa.insert(duty_pair).values(**values, from_at=one.span.from_at, to_at=one.span.to_at))


def end(connection: Connection, pair_id: str, at: str) -> bool:
    """A pair ends at a moment; False where there is none of this id that runs."""
    ended = sa.update(duty_pair).where(_p.id == pair_id, _p.to_at > at)
    return connection.execute(ended.values(to_at=at)).rowcount == 1


def is_known(connection: Connection, pair_id: str) -> bool:
    """Whether there is, or was, a pair of this id."""
    return connection.execute(sa.select(_p.id).where(_p.id == pair_id)).first() is not None


def districts(connection: Connection) -> frozenset[str]:
    """Where two are needed, of the districts that there are."""
    query = sa.select(pair_district.c.district_id).where(pair_district.c.district_id.in_(sa.select(district.c.id)))
    return frozenset(connection.execute(query).scalars())


def set_districts(connection: Connection, district_ids: Collection[str]) -> None:
    """From now on two are needed in these and in no other."""
    connection.execute(sa.delete(pair_district))
    if district_ids:
        connection.execute(sa.insert(pair_district), [{"district_id": one} for one in sorted(district_ids)])
