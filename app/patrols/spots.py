"""Places to be visited: circles and polygons, and how far a position is outside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.patrols.track import EARTH_RADIUS, metres

DEFAULT_RADIUS = 50.0
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CircleSpot:
    """A point with a radius in metres."""

    name: str
    lat: float
    lon: float
    radius: float = DEFAULT_RADIUS


@dataclass(frozen=True, slots=True)
class PolygonSpot:
    """Polygons of (lon, lat) rings as in GeoJSON, closed; the first ring of each is the outline, the others holes."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]


Spot = CircleSpot | PolygonSpot


def outside_by(spot: Spot, lat: float, lon: float) -> float:
    """Metres from the position to the spot, 0 inside."""
    if isinstance(spot, CircleSpot):
        return max(0.0, metres(spot.lat, spot.lon, lat, lon) - spot.radius)
    return min(_outside_polygon(rings, lat, lon) for rings in spot.polygons)


def _outside_polygon(rings: Sequence[Ring], lat: float, lon: float) -> float:
    """In a plane that touches the earth at the position: exact enough within a city."""
    scale = math.radians(1.0) * EARTH_RADIUS
    shrink = math.cos(math.radians(lat))
    flat = [[((x - lon) * scale * shrink, (y - lat) * scale) for x, y in ring] for ring in rings]
    if sum(_crossings(ring) for ring in flat) % 2:
        return 0.0
    return min(_to_segment(a, b) for ring in flat for a, b in pairwise(ring))


def _crossings(ring: Sequence[tuple[float, float]]) -> int:
    """How often the ray from the origin along +x meets the ring."""
    count = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0:
            count += 1
    return count


def _to_segment(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of the origin from the segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, -(a[0] * dx + a[1] * dy) / length))
    return math.hypot(a[0] + along * dx, a[1] + along * dy)
