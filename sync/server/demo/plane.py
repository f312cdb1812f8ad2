"""The demo city's drawing board: metres east and north of its centre, and back to degrees."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

CENTRE_LON: Final = 13.4178
CENTRE_LAT: Final = 50.4605
_METRES_PER_DEGREE: Final = 111_195.0
"""Mean length of a degree on a sphere of 6,371.0088 km (IUGG mean radius)."""
_EAST: Final = _METRES_PER_DEGREE * math.cos(math.radians(CENTRE_LAT))
DIGITS: Final = 6
"""Decimal places of a degree: about a decimetre."""

Point = tuple[float, float]
Line = list[Point]


def to_degrees(point: Point) -> Point:
    """Longitude and latitude of a place in metres."""
    return (
        round(CENTRE_LON + point[0] / _EAST, DIGITS),
        round(CENTRE_LAT + point[1] / _METRES_PER_DEGREE, DIGITS),
    )


def polar(angle: float, radius: float) -> Point:
    """A place by its angle in degrees, anticlockwise from east, and its distance from the centre."""
    return radius * math.cos(math.radians(angle)), radius * math.sin(math.radians(angle))


def wander(rng: random.Random, start: Point, end: Point, sway: float, steps: int = 3) -> Line:
    """A line between two places that strays by about ``sway`` of its length; both ends are kept."""
    line = [start, end]
    for _ in range(steps):
        bent = [line[0]]
        for a, b in pairwise(line):
            shift = rng.uniform(-sway, sway)
            bent += [((a[0] + b[0]) / 2 - (b[1] - a[1]) * shift, (a[1] + b[1]) / 2 + (b[0] - a[0]) * shift), b]
        line, sway = bent, sway * 0.45
    return line


def smooth(line: Sequence[Point], rounds: int = 2) -> Line:
    """Chaikin's corner cutting; the ends are kept (G. Chaikin, An algorithm for high-speed curve generation, 1974)."""
    points = list(line)
    for _ in range(rounds):
        cut = [points[0]]
        for a, b in pairwise(points):
            cut += [_between(a, b, 0.25), _between(a, b, 0.75)]
        points = [*cut, points[-1]]
    return points


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def length(line: Sequence[Point]) -> float:
    """Metres along a line."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def resample(line: Sequence[Point], step: float) -> list[tuple[Point, Point]]:
    """Places at every ``step`` metres along a line, each with the unit direction of the line there."""
    found: list[tuple[Point, Point]] = []
    ahead = step / 2
    for a, b in pairwise(line):
        span = math.dist(a, b)
        if span == 0:
            continue
        along = ((b[0] - a[0]) / span, (b[1] - a[1]) / span)
        while ahead <= span:
            found.append(((a[0] + along[0] * ahead, a[1] + along[1] * ahead), along))
            ahead += step
        ahead -= span
    return found


def blob(rng: random.Random, centre: Point, radii: tuple[float, float], turn: float, corners: int = 11) -> Line:
    """A closed soft shape, as ponds and woods have; ``turn`` in degrees."""
    rough = []
    for number in range(corners):
        angle = 2 * math.pi * number / corners
        stretch = rng.uniform(0.82, 1.14)
        x, y = radii[0] * stretch * math.cos(angle), radii[1] * stretch * math.sin(angle)
        rough.append(_turned(x, y, turn, centre))
    closed = smooth([*rough, *rough[:3]], 3)
    middle = len(closed) // 2
    first = closed[0]
    nearest = min(range(middle, len(closed)), key=lambda at: math.dist(closed[at], first))
    return [*closed[:nearest], first]


def box(centre: Point, width: float, depth: float, along: Point) -> Line:
    """A closed rectangle; ``along`` is the unit direction of its width."""
    (x, y), (dx, dy) = centre, along
    half, deep = width / 2, depth / 2
    corners = [(-half, -deep), (half, -deep), (half, deep), (-half, deep), (-half, -deep)]
    return [(x + u * dx - v * dy, y + u * dy + v * dx) for u, v in corners]


def _turned(x: float, y: float, turn: float, centre: Point) -> Point:
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return centre[0] + x * c - y * s, centre[1] + x * s + y * c
