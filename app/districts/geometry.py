"""Which district a point lies in. The only module that knows Shapely.

The border rules, held by tests: a point on a border that districts share belongs to the one with the lowest id; a point
outside all districts but at most ``near_metres`` away belongs to the nearest one (of several equally near, to the
lowest id); any other point belongs to none.
"""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import shape

from app.districts.domain import District

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
NONE = -1
"""The index of no district."""
_METRES_PER_DEGREE = 111_195.0
"""Mean length of a degree on a sphere of 6,371.0088 km (IUGG mean radius)."""
_CHUNK = 100_000
_FEW = 32
"""With so many districts each is compared with every point sooner than a tree of points can be asked."""


class Fault(StrEnum):
    """Why a GeoJSON geometry can not be a district."""

    NOT_A_POLYGON = "not_a_polygon"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_FINITE = "not_finite"
    OUT_OF_RANGE = "out_of_range"
    RING_NOT_CLOSED = "ring_not_closed"
    CROSSES_ITSELF = "crosses_itself"


class Overlap(NamedTuple):
    """Two districts that share ground, and how much of each that is, from 0 to 1."""

    first: str
    second: str
    share: float
    other_share: float


class DistrictIndex:
    """Finds districts by point; made once for a set of districts, sorted by their ids.

    Raises ValueError where a geometry has a fault; ask ``fault_of`` first.
    """

    def __init__(self, districts: Sequence[District], near_metres: float = 50.0) -> None:
        ordered = sorted(districts, key=lambda district: district.id)
        self.ids = tuple(district.id for district in ordered)
        self._near_metres = near_metres
        self._shapes = np.array([_polygon(district.geometry) for district in ordered], dtype=object)
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)
        self._boxes = shapely.bounds(self._shapes).reshape(-1, 4)
        bounds = shapely.total_bounds(self._shapes) if ordered else np.zeros(4)
        middle = float(bounds[1] + bounds[3]) / 2
        self._to_metres = np.array([_METRES_PER_DEGREE * math.cos(math.radians(middle)), _METRES_PER_DEGREE])
        self._metric = shapely.transform(self._shapes, lambda coordinates: coordinates * self._to_metres)
        shapely.prepare(self._metric)
        self._around = shapely.bounds(self._metric).reshape(-1, 4) + np.array([-1, -1, 1, 1]) * near_metres
        self._around_tree = shapely.STRtree(shapely.box(*self._around.T))

    @property
    def bounds(self) -> Bounds | None:
        """Around all districts, None where there are none."""
        return _bounds(self._shapes) if self.ids else None

    def locate(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.int64]:
        """The index into ``ids`` for each point (WGS 84 degrees), ``NONE`` for points of no district."""
        x = np.asarray(lons, dtype=np.float64)
        y = np.asarray(lats, dtype=np.float64)
        found = np.full(x.shape, NONE, dtype=np.int64)
        if not self.ids:
            return found
        for start in range(0, x.size, _CHUNK):
            part = slice(start, start + _CHUNK)
            found[part] = self._locate_part(x[part], y[part])
        return found

    def district_of(self, lon: float, lat: float) -> str | None:
        """The id of the district of one point, or None."""
        index = int(self.locate([lon], [lat])[0])
        return None if index == NONE else self.ids[index]

    def held_by(self, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.int64]:
        """In how many districts each point truly lies, their borders left out: in several where these overlap."""
        points = shapely.points(np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64))
        found = np.zeros(points.shape, dtype=np.int64)
        if self.ids:
            inside, _ = self._tree.query(points, predicate="within")
            np.add.at(found, inside, 1)
        return found

    def touched_by(self, rings: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[str, ...]]:
        """The ids of the districts that each area touches, sorted; a ring has its corners as longitude and latitude."""
        if not rings or not self.ids:
            return [()] * len(rings)
        areas = shapely.polygons([shapely.linearrings(np.array(ring)) for ring in rings])
        found: list[list[str]] = [[] for _ in rings]
        for area, district in sorted(zip(*self._tree.query(areas, predicate="intersects").tolist(), strict=True)):
            found[area].append(self.ids[district])
        return [tuple(ids) for ids in found]

    def _locate_part(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        found = np.full(x.shape, NONE, dtype=np.int64)
        for index, possible in self._candidates(self._tree, self._boxes, x, y):
            candidates = possible[found[possible] == NONE]
            inside = shapely.intersects_xy(self._shapes[index], x[candidates], y[candidates])
            found[candidates[inside]] = index
        outside = np.flatnonzero((found == NONE) & np.isfinite(x) & np.isfinite(y))
        if outside.size and self._near_metres > 0:
            found[outside] = self._nearest(x[outside] * self._to_metres[0], y[outside] * self._to_metres[1])
        return found

    def _nearest(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        nearest = np.full(x.shape, NONE, dtype=np.int64)
        distance = np.full(x.shape, np.inf)
        for index, possible in self._candidates(self._around_tree, self._around, x, y):
            points = shapely.points(x[possible], y[possible])
            near = shapely.dwithin(self._metric[index], points, self._near_metres)
            candidates = possible[near]
            measured = shapely.distance(self._metric[index], points[near])
            closer = measured < distance[candidates]
            distance[candidates[closer]] = measured[closer]
            nearest[candidates[closer]] = index
        return nearest

    def _candidates(
        self, tree: Any, boxes: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """By their rectangles: each district, in the order of the ids, with the points that may be its."""
        if len(self.ids) <= _FEW:
            for index, (west, south, east, north) in enumerate(boxes.tolist()):
                inside = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
                if inside.size:
                    yield index, inside
            return
        point, district = tree.query(shapely.points(x, y))
        order = np.argsort(district, kind="stable")
        point, district = point[order], district[order]
        starts = np.searchsorted(district, np.arange(len(self.ids) + 1))
        for index in np.flatnonzero(np.diff(starts)).tolist():
            yield index, point[starts[index] : starts[index + 1]]


def bounds_of(districts: Sequence[District]) -> Bounds:
    """Around all of at least one district without a fault."""
    return _bounds(np.array([_polygon(district.geometry) for district in districts], dtype=object))


def overlaps(districts: Sequence[District], at_least: float = 0.01) -> list[Overlap]:
    """Pairs that share at least that part of the smaller one's ground, by their ids. None may have a fault."""
    ordered = sorted(districts, key=lambda district: district.id)
    shapes = np.array([_polygon(district.geometry) for district in ordered], dtype=object)
    areas = shapely.area(shapes)
    found = []
    for one, other in sorted(zip(*shapely.STRtree(shapes).query(shapes).tolist(), strict=True)):
        if one < other:
            shared = float(shapely.area(shapely.intersection(shapes[one], shapes[other])))
            if shared >= at_least * min(areas[one], areas[other]):
                shares = shared / float(areas[one]), shared / float(areas[other])
                found.append(Overlap(ordered[one].id, ordered[other].id, *shares))
    return found


def likeness(geometry: dict[str, Any], other: dict[str, Any]) -> float:
    """How much of the ground of two outlines without a fault is common to both, from 0 to 1."""
    one, two = _polygon(geometry), _polygon(other)
    return float(one.intersection(two).area / one.union(two).area)


def _bounds(shapes: NDArray[np.object_]) -> Bounds:
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def fault_of(geometry: dict[str, Any]) -> tuple[Fault, str] | None:
    """What is wrong with a GeoJSON geometry as the outline of a district, with the place; None if nothing is."""
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return Fault.NOT_A_POLYGON, str(geometry.get("type"))
    rings = _rings(geometry)
    if rings is None:
        return Fault.UNREADABLE, ""
    for ring in rings:
        if not np.isfinite(ring).all():
            return Fault.NOT_FINITE, ""
        if (np.abs(ring) > (180.0, 90.0)).any():
            return Fault.OUT_OF_RANGE, str(ring[(np.abs(ring) > (180.0, 90.0)).any(axis=1)][0].tolist())
        if len(ring) < 4 or (ring[0] != ring[-1]).any():
            return Fault.RING_NOT_CLOSED, str(ring[0].tolist())
    if geometry["type"] == "MultiPolygon" and not all(geometry["coordinates"]):
        return Fault.EMPTY, ""
    outline = shape(geometry)
    if outline.is_empty or outline.envelope.area == 0.0:
        return Fault.EMPTY, ""
    if not outline.is_valid:
        return Fault.CROSSES_ITSELF, str(shapely.is_valid_reason(outline))
    return None


def _rings(geometry: dict[str, Any]) -> list[NDArray[np.float64]] | None:
    coordinates: Any = geometry.get("coordinates")
    polygons: Any = [coordinates] if geometry["type"] == "Polygon" else coordinates
    try:
        rings = [
            np.array([position[:2] for position in ring], dtype=np.float64) for polygon in polygons for ring in polygon
        ]
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    return rings if all(ring.ndim == 2 and ring.shape[1] == 2 for ring in rings) else None


def _polygon(geometry: dict[str, Any]) -> Any:
    fault = fault_of(geometry)
    if fault is not None:
        raise ValueError(f"{fault[0].value} {fault[1]}")
    return shapely.force_2d(shape(geometry))
