"""What is asked of the database while operations are decided."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.accounts.tables import account, duty
from sync.server.districts.tables import district
from sync.server.feed.tables import erased, feed
from sync.server.ground.among import among
from sync.server.photos.tables import photo


@dataclass(frozen=True, slots=True)
class Departure:
    """A row has left a scope at a moment."""

    scope: str
    at: str


def departures(connection: Connection, row_id: str, after: str) -> list[Departure]:
    """The scopes that a root has left after a moment, the earliest first."""
    column = feed.c
    query = sa.select(column.scope, column.at).where(
        column.root_id == row_id, column.row_id == row_id, column.gone, column.at > after
    )
    return [Departure(row.scope, row.at) for row in connection.execute(query.order_by(column.at))]


def served(connection: Connection, officer_id: str, scope: str, at: str) -> bool:
    """Whether the officer held or covered the district at a moment by the calendar of duties."""
    column = duty.c
    query = sa.select(column.id).where(
        column.officer_id == officer_id,
        column.district_id == scope,
        column.from_at <= at,
        sa.or_(column.to_at.is_(None), column.to_at > at),
    )
    return connection.execute(query.limit(1)).first() is not None


def ended_duty(connection: Connection, officer_id: str, scope: str, after: str) -> bool:
    """Whether a duty of the officer for the district went on after a moment."""
    column = duty.c
    query = sa.select(column.id).where(
        column.officer_id == officer_id,
        column.district_id == scope,
        sa.or_(column.to_at.is_(None), column.to_at > after),
    )
    return connection.execute(query.limit(1)).first() is not None


def is_district(connection: Connection, district_id: str) -> bool:
    """Whether there is such a district."""
    query = sa.select(district.c.id).where(district.c.id == district_id)
    return connection.execute(query).first() is not None


def is_active(connection: Connection, officer_id: str) -> bool:
    """Whether this is a person who works here."""
    return connection.execute(sa.select(account.c.active).where(account.c.id == officer_id)).scalar() is True


def pictured(connection: Connection, photo_ids: Sequence[str]) -> dict[str, str]:
    """The root of each of these photos that there is."""
    query = sa.select(photo.c.id, photo.c.root_id).where(among(photo.c.id, photo_ids))
    return {row.id: row.root_id for row in connection.execute(query)} if photo_ids else {}


def erased_among(connection: Connection, row_ids: Collection[str]) -> frozenset[str]:
    """Which of these rows were erased."""
    query = sa.select(erased.c.row_id).where(among(erased.c.row_id, row_ids))
    return frozenset(connection.execute(query).scalars())
