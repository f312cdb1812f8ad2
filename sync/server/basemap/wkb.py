"""Well-known binary (OGC 06-103r4, little endian, two dimensions) to coordinates and back, as the basemap needs it.

Coordinates are arrays of shape (n, 2): longitude, latitude in degrees.
"""

import struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

Coordinates = NDArray[np.float64]

POINT: Final = 1
LINE: Final = 2
POLYGON: Final = 3
_MULTI: Final = {4, 5, 6, 7}
_HEAD: Final = struct.Struct("<BI")
_COUNT: Final = struct.Struct("<I")


def parts(data: bytes) -> list[Coordinates]:
    """The coordinates of each simple part: a point, a line, or a polygon's outer ring (holes are left out)."""
    found, _ = _read(data, 0)
    return found


def _read(data: bytes, at: int) -> tuple[list[Coordinates], int]:
    order, kind = _HEAD.unpack_from(data, at)
    at += _HEAD.size
    if order != 1 or kind not in {POINT, LINE, POLYGON, *_MULTI}:
        raise ValueError(f"not two-dimensional little-endian WKB: {order} {kind}")
    if kind == POINT:
        return [_coordinates(data, at, 1)], at + 16
    (count,) = _COUNT.unpack_from(data, at)
    at += _COUNT.size
    if kind == LINE:
        return [_coordinates(data, at, count)], at + 16 * count
    if kind == POLYGON:
        return _read_polygon(data, at, count)
    found: list[Coordinates] = []
    for _ in range(count):
        some, at = _read(data, at)
        found += some
    return found, at


def _read_polygon(data: bytes, at: int, rings: int) -> tuple[list[Coordinates], int]:
    outer: list[Coordinates] = []
    for number in range(rings):
        (count,) = _COUNT.unpack_from(data, at)
        at += _COUNT.size
        if number == 0:
            outer = [_coordinates(data, at, count)]
        at += 16 * count
    return outer, at


def _coordinates(data: bytes, at: int, count: int) -> Coordinates:
    return np.frombuffer(data, "<f8", 2 * count, at).reshape(count, 2)


def point(lon: float, lat: float) -> bytes:
    """A point."""
    return _HEAD.pack(1, POINT) + struct.pack("<dd", lon, lat)


def line(coordinates: Coordinates) -> bytes:
    """A line of at least two places."""
    return _HEAD.pack(1, LINE) + _packed(coordinates)


def polygon(*rings: Coordinates) -> bytes:
    """A polygon of closed rings, the outer one first."""
    return _HEAD.pack(1, POLYGON) + _COUNT.pack(len(rings)) + b"".join(_packed(ring) for ring in rings)


def _packed(coordinates: Coordinates) -> bytes:
    return _COUNT.pack(len(coordinates)) + np.ascontiguousarray(coordinates, "<f8").tobytes()


def ring_area(ring: Coordinates) -> float:
    """Signed area of a closed ring in square degrees of latitude, longitudes shrunk by the cosine of the latitude.

    Positive anticlockwise; good for comparing areas of one city.
    """
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1].mean())), ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def middle(data: bytes) -> tuple[float, float]:
    """Where a label goes, (lon, lat): the point, the middle of the longest line, the centroid of the largest ring."""
    shapes = parts(data)
    kind = _HEAD.unpack_from(data)[1]
    if kind in {POLYGON, 6}:
        return _centroid(max(shapes, key=lambda ring: abs(ring_area(ring))))
    longest = max(shapes, key=lambda line_: float(np.hypot(*np.diff(line_, axis=0).T).sum()))
    if len(longest) == 1:
        return float(longest[0, 0]), float(longest[0, 1])
    steps = np.hypot(*np.diff(longest, axis=0).T)
    run = np.concatenate(([0.0], steps.cumsum()))
    half = run[-1] / 2
    return float(np.interp(half, run, longest[:, 0])), float(np.interp(half, run, longest[:, 1]))


def _centroid(ring: Coordinates) -> tuple[float, float]:
    origin = ring[0]
    x, y = (ring - origin).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    whole = cross.sum() * 3
    if abs(whole) < 1e-18:
        return float(origin[0]), float(origin[1])
    lon, lat = ((x[:-1] + x[1:]) * cross).sum() / whole, ((y[:-1] + y[1:]) * cross).sum() / whole
    return float(origin[0] + lon), float(origin[1] + lat)
