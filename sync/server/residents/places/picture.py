"""What is drawn to choose a place from: the parts of the town, the hexagons of one, the pieces of a hexagon. Pure.

Every part that is drawn can be chosen as words as well: a piece is called by the house that is nearest to its middle.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.basemap.search import Street
from app.czech_order import czech_order
from app.safety.grid import boundary, cell_named, centres, children
from app.values import Place
from sync.server.published.domain import Hexagon, Town, corners_of

SIDE: Final = 1_000
"""Units of the picture of one hexagon."""
PIECES: Final = 11
"""The resolution (H3) of the pieces: about 50 metres wide, as fine as a place is kept for long."""
_MARGIN: Final = 24
_NEAR_METRES: Final = 25.0
"""A house so near to the middle of a piece is the piece's address."""
_FAR_METRES: Final = 1_500.0
"""Farther houses tell nobody where something is."""
_METRES_A_DEGREE: Final = 111_195.0
_FEW_HOUSES: Final = 2


@dataclass(frozen=True, slots=True)
class Bearing:
    """Where something is, by what is nearest: so many metres from it, to which of the eight directions (0 is north)."""

    name: str
    metres: int = 0
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Something to choose. ``key`` says it to the next page; ``bearing`` is None where nothing is known near.

    ``points`` are the corners of a polygon, or ``outline`` a path.
    """

    key: str
    bearing: Bearing | None
    points: str = ""
    outline: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A name in the picture, for finding one's way."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: ``box`` as SVG says it, the parts in the order in which they are listed, houses and names."""

    box: str
    parts: tuple[Part, ...]
    size: int
    houses: tuple[tuple[int, int], ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """Something with a name, by which other things are called."""

    name: str
    lat: float
    lon: float


def of_town(town: Town) -> Picture:
    """The districts."""
    ordered = sorted(town.districts, key=lambda one: czech_order(one.name))
    parts = tuple(Part(one.id, Bearing(one.name), outline=one.outline, x=one.x, y=one.y) for one in ordered)
    return Picture(f"0 0 {town.width} {town.height}", parts, town.width)


def of_district(town: Town, district: str) -> Picture:
    """The hexagons of a district; one without houses is called by the next that has some."""
    inside = [one for one in town.hexagons if one.district == district]
    known = [(one, _middle(cell_named(one.cell))) for one in town.hexagons if one.near]
    named = [_Named(one.near, middle.lat, middle.lon) for one, middle in known]
    parts = [_hexagon(one, named) for one in inside]
    left, top, width, height = _box(inside, town)
    return Picture(f"{left} {top} {width} {height}", tuple(sorted(parts, key=_listed)), width)


def of_hexagon(cell: str, streets: Collection[Street]) -> Picture:
    """The pieces of a hexagon, with houses and names of streets. Raises ValueError for what is no H3 cell."""
    whole = cell_named(cell)
    pieces = children(whole, PIECES)
    rings = [boundary(piece) for piece in pieces]
    lat, lon = zip(*(corner for ring in rings for corner in ring), strict=True)
    frame = _Frame(max(lat), min(lon), min(lat), max(lon))
    around = _houses(streets, frame)
    parts = []
    for piece, ring in zip(pieces, rings, strict=True):
        middle = _middle(piece)
        bearing = _bearing(middle.lat, middle.lon, around, _NEAR_METRES, 10)
        points = " ".join("{},{}".format(*frame.at(*corner)) for corner in ring)
        x, y = frame.at(middle.lat, middle.lon)
        parts.append(Part(f"{middle.lat:.6f},{middle.lon:.6f}", bearing, points, x=x, y=y))
    within = [one for one in around if frame.holds(one.lat, one.lon)]
    houses = tuple(sorted({frame.at(one.lat, one.lon) for one in within}))
    labels = _labels(streets, frame)
    return Picture(f"0 0 {frame.width} {frame.height}", tuple(sorted(parts, key=_listed)), SIDE, houses, labels)


def nearest(place: Place, streets: Iterable[Street]) -> Bearing | None:
    """What is nearest to a point, and where from it the point is; None where all is far."""
    frame = _Frame(place.lat, place.lon, place.lat, place.lon)
    return _bearing(place.lat, place.lon, _houses(streets, frame), _NEAR_METRES, 10)


class _Frame:
    """How degrees become units of the picture of a hexagon."""

    def __init__(self, north: float, west: float, south: float, east: float) -> None:
        self.north, self.west, self.south, self.east = north, west, south, east
        self._squeeze = math.cos(math.radians(north))
        self._scale = SIDE / (max((east - west) * self._squeeze, north - south) or 1.0)
        self.width, self.height = self.at(south, east)

    def at(self, lat: float, lon: float) -> tuple[int, int]:
        return round((lon - self.west) * self._squeeze * self._scale), round((self.north - lat) * self._scale)

    def holds(self, lat: float, lon: float, metres: float = 0.0) -> bool:
        room = metres / _METRES_A_DEGREE
        return (
            self.south - room <= lat <= self.north + room
            and self.west - room / self._squeeze <= lon <= self.east + room / self._squeeze
        )


def _houses(streets: Iterable[Street], frame: _Frame) -> list[_Named]:
    return [
        _Named(f"{street.name} {house.number}", house.lat, house.lon)
        for street in streets
        for house in street.houses
        if frame.holds(house.lat, house.lon, _FAR_METRES)
    ]


def _labels(streets: Iterable[Street], frame: _Frame) -> tuple[Label, ...]:
    """The name of each street in the middle of those of its houses that are seen."""
    found = []
    for street in streets:
        seen = [frame.at(house.lat, house.lon) for house in street.houses if frame.holds(house.lat, house.lon)]
        if len(seen) >= _FEW_HOUSES:
            x, y = sorted(seen)[len(seen) // 2]
            found.append(Label(street.name, x, y))
    return tuple(sorted(found, key=lambda one: (one.y, one.x, one.text)))


def _hexagon(one: Hexagon, named: Sequence[_Named]) -> Part:
    x, y = (round(sum(axis) / len(axis)) for axis in zip(*corners_of(one.points), strict=True))
    if one.near:
        return Part(one.cell, Bearing(one.near), one.points, x=x, y=y)
    middle = _middle(cell_named(one.cell))
    return Part(one.cell, _bearing(middle.lat, middle.lon, named, 0.0, 100), one.points, x=x, y=y)


def _bearing(lat: float, lon: float, named: Iterable[_Named], near: float, step: int) -> Bearing | None:
    """What is nearest, and how far and where from it this is, in steps of so many metres; None where all is far."""
    squeeze = math.cos(math.radians(lat)) * _METRES_A_DEGREE
    found = min(
        ((math.hypot((lon - one.lon) * squeeze, (lat - one.lat) * _METRES_A_DEGREE), one.name, one) for one in named),
        key=lambda found: found[:2],
        default=None,
    )
    if found is None or found[0] > _FAR_METRES:
        return None
    metres, name, one = found
    if metres <= near:
        return Bearing(name)
    angle = math.degrees(math.atan2((lon - one.lon) * squeeze, (lat - one.lat) * _METRES_A_DEGREE))
    return Bearing(name, max(step, round(metres / step) * step), round(angle / 45) % 8)


def _middle(cell: int) -> Place:
    (lat,), (lon,) = (axis.tolist() for axis in centres(np.array([cell], dtype=np.int64)))
    return Place(lat, lon)


def _listed(part: Part) -> tuple[object, ...]:
    """Houses first, by their street, then what is only near one."""
    if part.bearing is None:
        return (2, part.key)
    return (min(part.bearing.metres, 1), czech_order(part.bearing.name), part.bearing.metres, part.key)


def _box(hexagons: Iterable[Hexagon], town: Town) -> tuple[int, int, int, int]:
    """The part of the town's picture in which these are; the whole for none."""
    corners = [corner for one in hexagons for corner in corners_of(one.points)]
    if not corners:
        return 0, 0, town.width, town.height
    left, top = (min(axis) - _MARGIN for axis in zip(*corners, strict=True))
    right, bottom = (max(axis) + _MARGIN for axis in zip(*corners, strict=True))
    return left, top, right - left, bottom - top
