"""The nine districts of the demo city. Names of places are Chomutov's, boundaries are a schematic of our own."""

import random
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec

from sync.server.demo.plane import Line, Point, polar, smooth, to_degrees, wander

SEED: Final = 431
_INNER: Final = 640.0
_OUTER: Final = 2350.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a district is meant: its place on the ring of eight and the way it is built."""

    id: str
    name: str
    start_angle: float
    fabric: str


CENTRE: Final = Plan("stred", "Střed", 0.0, "old")
RING: Final = (
    Plan("zahradni", "Zahradní", -18.0, "estate"),
    Plan("brezenecka", "Březenecká", 22.0, "estate"),
    Plan("kamenna", "Kamenná", 58.0, "estate"),
    Plan("pisecna", "Písečná", 92.0, "estate"),
    Plan("horni-ves", "Horní Ves", 128.0, "villas"),
    Plan("domovinka", "Domovinka", 176.0, "blocks"),
    Plan("nove-sporice", "Nové Spořice", 226.0, "works"),
    Plan("zadni-vinohrady", "Zadní Vinohrady", 286.0, "villas"),
)


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """A district on the drawing board: a closed ring in metres."""

    id: str
    name: str
    fabric: str
    ring: Line


class City:
    """The borders, drawn once: neighbours share them point by point."""

    def __init__(self, seed: int = SEED) -> None:
        self._rng = random.Random(f"districts-{seed}")  # noqa: S311 - a drawing, no secret
        self.inner_nodes = [polar(plan.start_angle, _INNER * self._rng.uniform(0.9, 1.12)) for plan in RING]
        self.outer_nodes = [polar(plan.start_angle, _OUTER * self._rng.uniform(0.92, 1.05)) for plan in RING]
        self.spokes = [self._border(a, b, 0.07) for a, b in zip(self.inner_nodes, self.outer_nodes, strict=True)]
        self.inner_arcs = [self._arc(self.inner_nodes, number, _INNER) for number in range(len(RING))]
        self.outer_arcs = [self._arc(self.outer_nodes, number, _OUTER * 1.06) for number in range(len(RING))]

    def _border(self, start: Point, end: Point, sway: float) -> Line:
        return smooth(wander(self._rng, start, end, sway))

    def _arc(self, nodes: list[Point], number: int, radius: float) -> Line:
        """From one node to the next by way of a place between their angles."""
        after = (number + 1) % len(RING)
        start, end = RING[number].start_angle, RING[after].start_angle + (360 if after == 0 else 0)
        middle = polar((start + end) / 2, radius * self._rng.uniform(0.97, 1.05))
        first = wander(self._rng, nodes[number], middle, 0.06, 2)
        second = wander(self._rng, middle, nodes[after], 0.06, 2)
        return smooth([*first, *second[1:]])

    @cached_property
    def districts(self) -> tuple[DistrictPlan, ...]:
        """The centre and the eight around it."""
        inner = [point for arc in self.inner_arcs for point in arc[:-1]]
        found = [DistrictPlan(CENTRE.id, CENTRE.name, CENTRE.fabric, [*inner, inner[0]])]
        for number, plan in enumerate(RING):
            after = (number + 1) % len(RING)
            there, rim = self.spokes[number], self.outer_arcs[number]
            back, hub = self.spokes[after][::-1], self.inner_arcs[number][::-1]
            found.append(DistrictPlan(plan.id, plan.name, plan.fabric, [*there, *rim[1:], *back[1:], *hub[1:]]))
        return tuple(found)


def geojson(city: City | None = None) -> dict[str, Any]:
    """The districts as a FeatureCollection in WGS 84; each feature has ``id`` and ``name``."""
    drawn = city or City()
    return {"type": "FeatureCollection", "features": [_feature(district) for district in drawn.districts]}


def geojson_bytes(seed: int = SEED) -> bytes:
    """The file of the districts: the same seed gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(geojson(City(seed))), indent=1) + b"\n"


def _feature(district: DistrictPlan) -> dict[str, Any]:
    ring = [to_degrees(point) for point in district.ring]
    return {
        "type": "Feature",
        "properties": {"id": district.id, "name": district.name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
