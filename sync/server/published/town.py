"""The town as its public map is drawn: the hexagons that touch it and its districts, in units of one picture. Pure."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from app.basemap.naming import streets_by_cell
from app.basemap.search import Street
from app.districts.domain import District
from app.districts.geometry import Bounds, DistrictIndex
from app.safety.grid import boundary, cells_of, centres, name_of
from sync.server.published.domain import Hexagon, Town, TownDistrict, corners_of

_WIDTH: Final = 1_000
_MOST_HEIGHT: Final = 1_600
_STEP: Final = 0.0008
"""Degrees between points by which cells are found: less than a cell is wide anywhere."""
_MOST_POINTS: Final = 400_000


class _Frame:
    """How degrees become units of the picture: north is up, and both directions have one scale."""

    def __init__(self, corners: Sequence[tuple[float, float]]) -> None:
        lat, lon = np.array(corners, dtype=np.float64).T
        self._north, self._west = float(lat.max()), float(lon.min())
        self._squeeze = math.cos(math.radians(float(lat.mean())))
        wide, high = (float(lon.max()) - self._west) * self._squeeze, self._north - float(lat.min())
        self._scale = min(_WIDTH / wide, _MOST_HEIGHT / high)
        self.width, self.height = math.ceil(wide * self._scale), math.ceil(high * self._scale)

    def point(self, lat: float, lon: float) -> str:
        x, y = (lon - self._west) * self._squeeze * self._scale, (self._north - lat) * self._scale
        return f"{round(x)},{round(y)}"


def town_of(districts: Sequence[District], index: DistrictIndex, streets: Iterable[Street], resolution: int) -> Town:
    """The town of these districts; one without any has no size. ``index`` is made of the same districts."""
    if index.bounds is None:
        return Town(0, 0, (), ())
    names, rings = _touching(index, index.bounds, resolution)
    frame = _Frame([corner for ring in rings for corner in ring])
    near = streets_by_cell(streets, resolution)
    touched = index.touched_by([[(lon, lat) for lat, lon in ring] for ring in rings])
    middles = index.locate(*reversed(centres(np.array(names, dtype=np.int64)))).tolist()
    hexagons = tuple(
        Hexagon(
            name_of(cell),
            index.ids[middle] if middle >= 0 else own[0],
            near.get(cell, ""),
            " ".join(frame.point(lat, lon) for lat, lon in ring),
        )
        for cell, ring, own, middle in zip(names, rings, touched, middles, strict=True)
        if own
    )
    outlines = tuple(_district(one, hexagons, frame) for one in districts)
    return Town(frame.width, frame.height, outlines, hexagons)


def _district(one: District, hexagons: Iterable[Hexagon], frame: _Frame) -> TownDistrict:
    corners = [corner for at in hexagons if at.district == one.id for corner in corners_of(at.points)]
    x, y = (round(sum(axis) / len(corners)) for axis in zip(*corners, strict=True)) if corners else (0, 0)
    return TownDistrict(one.id, one.name, _outline(one.geometry, frame), x, y)


def _touching(
    index: DistrictIndex, bounds: Bounds, resolution: int
) -> tuple[list[int], list[tuple[tuple[float, float], ...]]]:
    west, south, east, north = bounds
    step = max(_STEP, math.sqrt((east - west) * (north - south) / _MOST_POINTS))
    lon, lat = np.meshgrid(
        np.arange(west - step, east + 2 * step, step), np.arange(south - step, north + 2 * step, step)
    )
    cells = np.unique(cells_of(lat.ravel(), lon.ravel(), resolution)).tolist()
    rings = [boundary(cell) for cell in cells]
    touched = index.touched_by([[(lon, lat) for lat, lon in ring] for ring in rings])
    kept = [(cell, ring) for cell, ring, own in zip(cells, rings, touched, strict=True) if own]
    return [cell for cell, _ in kept], [ring for _, ring in kept]


def _outline(geometry: dict[str, Any], frame: _Frame) -> str:
    """The rings of a polygon or of several, each corner that falls on the one before left out."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    paths = []
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [frame.point(lat, lon) for lon, lat, *_ in ring]
        kept = [one for one, before in zip(points, ["", *points], strict=False) if one != before]
        paths.append("M" + "L".join(kept) + "z")
    return "".join(paths)
