"""The basemap that devices are offered, as it is written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.districts.domain import Basemap
from sync.server.basemap.tables import basemap
from sync.server.ground.documents import parse, render


def offered(connection: Connection) -> Basemap | None:
    """The basemap that devices are offered by now."""
    doc = connection.execute(sa.select(basemap.c.doc).order_by(basemap.c.built_at.desc()).limit(1)).scalar()
    return None if doc is None else parse(doc, Basemap)


def replace(connection: Connection, one: Basemap) -> None:
    """This is now the one of its id."""
    connection.execute(sa.delete(basemap).where(basemap.c.id == one.id))
    values = {"id": one.id, "sha256": one.sha256, "size": one.size, "built_at": one.built_at, "doc": render(one)}
    connection.execute(sa.insert(basemap).values(values))
