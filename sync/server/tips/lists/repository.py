"""Which open tips nobody has placed, nobody holds, are late, or lie near a place; of some scopes alone."""

from collections.abc import Collection
from dataclasses import dataclass
from math import cos, radians
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.patrols.track import metres
from app.tips.domain import Status, Tip
from app.values import Place
from sync.server.ground.documents import parse
from sync.server.tips.tables import tip

_OPEN: Final = tuple(one.value for one in Status if one is not Status.CLOSED)
_DEGREE: Final = 111_000.0
"""Metres of a degree of latitude, a little less than it is: no place near enough is left out."""
_row = tip.c


@dataclass(frozen=True, slots=True)
class Near:
    """An open tip and how far it lies, in metres."""

    tip: Tip
    metres: float


@dataclass(frozen=True, slots=True)
class Amount:
    """How many there are, and when the oldest came; empty where there is none."""

    count: int
    oldest: str


def unplaced(connection: Connection, scopes: Collection[str], limit: int) -> list[Tip]:
    """Open tips of no district, the oldest first."""
    query = sa.select(_row.doc).where(*_unplaced(scopes)).order_by(_row.created_at, _row.id).limit(limit)
    return [parse(doc, Tip) for doc in connection.execute(query).scalars()]


def amount_unplaced(connection: Connection, scopes: Collection[str]) -> Amount:
    """Of those of no district."""
    return _amount(connection, _unplaced(scopes))


def amount_unheld(connection: Connection, scopes: Collection[str]) -> Amount:
    """Of those of a district that nobody holds."""
    return _amount(connection, (*_open(scopes), _row.district_id != "", _row.holder_id.is_(None)))


def amount_late(connection: Connection, scopes: Collection[str], now: str) -> Amount:
    """Of those whose deadline is over."""
    return _amount(connection, (*_open(scopes), _row.deadline < now))


def near(
    connection: Connection, scopes: Collection[str], district_id: str, place: Place, *, within: float, limit: int
) -> list[Near]:
    """Open tips of a district within so many metres of a place, the nearest first."""
    lat, lon = within / _DEGREE, within / (_DEGREE * max(0.01, cos(radians(place.lat))))
    query = sa.select(_row.doc).where(
        *_open(scopes),
        _row.district_id == district_id,
        _row.lat.between(place.lat - lat, place.lat + lat),
        _row.lon.between(place.lon - lon, place.lon + lon),
    )
    tips = [parse(doc, Tip) for doc in connection.execute(query).scalars()]
    found = [
        Near(one, metres(place.lat, place.lon, one.place.lat, one.place.lon)) for one in tips if one.place is not None
    ]
    return sorted((one for one in found if one.metres <= within), key=lambda one: (one.metres, one.tip.id))[:limit]


def _open(scopes: Collection[str]) -> tuple[sa.ColumnElement[bool], ...]:
    return (_row.scope.in_(sorted(scopes)), _row.status.in_(_OPEN), sa.not_(_row.archived))


def _unplaced(scopes: Collection[str]) -> tuple[sa.ColumnElement[bool], ...]:
    return (*_open(scopes), _row.district_id == "")


def _amount(connection: Connection, which: tuple[sa.ColumnElement[bool], ...]) -> Amount:
    row = connection.execute(sa.select(sa.func.count(), sa.func.min(_row.created_at)).where(*which)).one()
    return Amount(int(row[0]), row[1] or "")
