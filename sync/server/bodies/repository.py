"""Bodies, read and written."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.districts.domain import Body
from sync.server.bodies.domain import KnownBody
from sync.server.bodies.tables import body
from sync.server.ground.documents import parse, render


def every(connection: Connection) -> list[KnownBody]:
    """All of them, those that ended as well, by their ids."""
    return [_known(row) for row in connection.execute(sa.select(body).order_by(body.c.id))]


def find(connection: Connection, body_id: str) -> KnownBody | None:
    """The body of an id."""
    row = connection.execute(sa.select(body).where(body.c.id == body_id)).first()
    return None if row is None else _known(row)


def put(connection: Connection, one: KnownBody) -> None:
    """Write a body, over the one of its id."""
    values = {"id": one.body.id, "email": one.email, "days": one.days, "ended_at": one.ended_at}
    connection.execute(sa.delete(body).where(body.c.id == one.body.id))
    connection.execute(sa.insert(body).values(values | {"doc": render(one.body)}))


def _known(row: Any) -> KnownBody:
    return KnownBody(parse(row.doc, Body), row.email, row.days, row.ended_at)
