"""The basemap that devices are offered, as it is written."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.districts.domain import Basemap
from sync.server.basemap.tables import basemap
from sync.server.ground.documents import render


def offered(connection: Connection) -> str:
    """The hash of the one that devices fetch; empty where there is none."""
    found: str | None = connection.execute(sa.select(basemap.c.sha256).limit(1)).scalar()
    return found or ""


def replace(connection: Connection, one: Basemap) -> None:
    """This is now the one of its id."""
    connection.execute(sa.delete(basemap).where(basemap.c.id == one.id))
    values = {"id": one.id, "sha256": one.sha256, "size": one.size, "built_at": one.built_at, "doc": render(one)}
    connection.execute(sa.insert(basemap).values(values))
