"""Bodies to which tips are forwarded: written, and told to the devices, in the caller's transaction."""

from sqlalchemy.engine import Connection

from app.accounts.domain import CITY
from app.czech_order import czech_order
from sync.server.bodies import repository
from sync.server.bodies.domain import KnownBody
from sync.server.feed.publish import Gone, Put, Step
from sync.server.ground.documents import render


def save(connection: Connection, one: KnownBody) -> list[Step]:
    """Add a body or change it; what the caller has to publish last: nobody chooses one that ended any more."""
    repository.put(connection, one)
    if one.ended_at is not None:
        return [Gone(one.body.id, CITY)]
    return [Put("body", one.body.id, one.body.id, CITY, render(one.body))]


def offered(connection: Connection) -> list[KnownBody]:
    """Those to whom a tip can be forwarded, by name."""
    found = [one for one in repository.every(connection) if one.ended_at is None]
    return sorted(found, key=lambda one: czech_order(one.body.name))


def named(connection: Connection, name: str) -> KnownBody | None:
    """The body of this name that did not end, however it is written."""
    return next((one for one in offered(connection) if one.body.name.casefold() == name.strip().casefold()), None)
