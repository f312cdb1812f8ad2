"""Events, read and written. What is read here the residents' pages may read as well."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.events.domain import Event
from sync.server.events.tables import event
from sync.server.ground.documents import parse, render

_row = event.c
CITY: str = ""
"""The district of an event of the whole city."""


def put(connection: Connection, one: Event) -> None:
    """Write an event, over the one of its id."""
    drop(connection, one.id)
    values = {
        "id": one.id, "district_id": one.district_id, "from_at": one.from_at, "to_at": one.to_at,
        "announced_at": one.announced_at, "doc": render(one),
    }  # fmt: skip
    connection.execute(sa.insert(event).values(values))


def drop(connection: Connection, event_id: str) -> bool:
    """Take an event away as if it had never been; whether there was one."""
    return connection.execute(sa.delete(event).where(_row.id == event_id)).rowcount == 1


def find(connection: Connection, event_id: str) -> Event | None:
    """The event of this id."""
    doc = connection.execute(sa.select(_row.doc).where(_row.id == event_id)).scalar()
    return None if doc is None else parse(doc, Event)


def coming(connection: Connection, district_id: str, now: str, limit: int) -> list[Event]:
    """What is not over yet in a district or in the whole city, the next first; cancelled ones among them."""
    query = sa.select(_row.doc).where(_row.district_id.in_({district_id, CITY}), _row.to_at > now)
    return _read(connection, query.order_by(_row.from_at, _row.id).limit(limit))


def announced(connection: Connection, district_id: str, since: str, limit: int) -> list[Event]:
    """What was announced after a moment for a district or the whole city, the newest first, what is over as well."""
    query = sa.select(_row.doc).where(_row.district_id.in_({district_id, CITY}), _row.announced_at > since)
    return _read(connection, query.order_by(_row.announced_at.desc(), _row.id).limit(limit))


def every(connection: Connection, since: str) -> list[Event]:
    """Those of all districts and of the city that end after a moment, the next first."""
    return _read(connection, sa.select(_row.doc).where(_row.to_at > since).order_by(_row.from_at, _row.id))


def _read(connection: Connection, query: sa.Select[tuple[str]]) -> list[Event]:
    return [parse(row.doc, Event) for row in connection.execute(query)]
