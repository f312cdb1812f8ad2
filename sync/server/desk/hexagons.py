"""How hexagons are said on the desk: by the street with most of their houses, and their district."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from sqlalchemy.engine import Connection

from app.safety.grid import centres, name_of
from sync.server.ground.documents import parse
from sync.server.published import repository as published
from sync.server.published.domain import TOWN, Town
from sync.server.service import Server


@dataclass(frozen=True, slots=True)
class Where:
    """A hexagon: the id of its district, the street with most of its houses, the degrees of its centre."""

    district: str
    near: str
    lat: float
    lon: float

    @property
    def degrees(self) -> str:
        """Such as ``50.05111, 13.05139``."""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def places(connection: Connection, server: Server, cells: Collection[int]) -> dict[int, Where]:
    """Where cells are; what no public document tells yet is said by degrees and district."""
    known = np.unique(np.array(list(cells), dtype=np.int64))
    doc = published.document(connection, TOWN)
    near = {one.cell: one.near for one in parse(doc, Town).hexagons} if doc is not None else {}
    index = server.lookups.get(connection).districts
    lat, lon = centres(known)
    return {
        cell: Where(index.district_of(east, north) or "", near.get(name_of(cell), ""), north, east)
        for cell, north, east in zip(known.tolist(), lat.tolist(), lon.tolist(), strict=True)
    }
