"""What is drawn to choose a place from: districts, then hexagons, then the houses of one. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.basemap.search import Street
from app.czech_order import czech_order
from app.safety.grid import boundary, cell_named, cells_of, centres
from app.values import Place
from sync.server.published.domain import Hexagon, Town, corners_of

SIDE: Final = 1_000
"""Units of the picture of one hexagon."""
_MARGIN: Final = 24
_RESOLUTION: Final = 9
_MOST_HOUSES: Final = 400


@dataclass(frozen=True, slots=True)
class Dot:
    """A house in the picture of its hexagon."""

    place: Place
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Near:
    """A hexagon from near: its corners, its houses in the Czech order, its middle. All in units of ``SIDE``."""

    points: str
    dots: tuple[Dot, ...]
    middle: Place


def box_of(hexagons: Iterable[Hexagon], town: Town) -> str:
    """The part of the town's picture in which these are, as SVG says it; the whole for none."""
    corners = [corner for one in hexagons for corner in corners_of(one.points)]
    if not corners:
        return f"0 0 {town.width} {town.height}"
    left, top = (min(axis) - _MARGIN for axis in zip(*corners, strict=True))
    right, bottom = (max(axis) + _MARGIN for axis in zip(*corners, strict=True))
    return f"{left} {top} {right - left} {bottom - top}"


def near_of(hexagon: Hexagon, streets: Iterable[Street]) -> Near:
    """A hexagon and the houses in it. Raises ValueError for one that is no H3 cell."""
    cell = cell_named(hexagon.cell)
    ring = boundary(cell)
    (south, west), (north, east) = (tuple(edge(axis) for axis in zip(*ring, strict=True)) for edge in (min, max))
    squeeze = math.cos(math.radians(north))
    scale = SIDE / max((east - west) * squeeze, north - south)

    def at(lat: float, lon: float) -> tuple[int, int]:
        return round((lon - west) * squeeze * scale), round((north - lat) * scale)

    around = [
        Place(house.lat, house.lon, f"{street.name} {house.number}")
        for street in streets
        for house in street.houses
        if south <= house.lat <= north and west <= house.lon <= east
    ]
    cells = cells_of([one.lat for one in around], [one.lon for one in around], _RESOLUTION).tolist()
    inside = {one for one, own in zip(around, cells, strict=True) if own == cell}
    listed = sorted(inside, key=lambda one: (czech_order(one.address), one.lat, one.lon))[:_MOST_HOUSES]
    (lat,), (lon,) = (axis.tolist() for axis in centres(np.array([cell], dtype=np.int64)))
    return Near(
        " ".join(f"{x},{y}" for x, y in (at(*corner) for corner in ring)),
        tuple(Dot(one, *at(one.lat, one.lon)) for one in listed),
        Place(lat, lon, hexagon.near),
    )
