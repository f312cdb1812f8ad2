"""Houses along the demo city's streets, with numbers: each stands free of roads, water and other houses."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sync.server.demo.districts import SEED
from sync.server.demo.ground import Use
from sync.server.demo.plane import Line, Point, box, resample
from sync.server.demo.streets import WIDTH, Plan, Street


@dataclass(frozen=True, slots=True)
class Fabric:
    """How a quarter is built, in metres: fronts and depths from–to, gap between houses, set back from the street."""

    front: tuple[float, float]
    depth: tuple[float, float]
    gap: float
    back: float
    share: float


FABRICS: Final = {
    "old": Fabric((14, 26), (12, 16), 0.5, 2.0, 0.97),
    "blocks": Fabric((18, 34), (12, 14), 3.0, 4.0, 0.9),
    "villas": Fabric((10, 14), (9, 13), 9.0, 6.0, 0.88),
    "estate": Fabric((46, 86), (12, 13), 22.0, 14.0, 0.92),
    "works": Fabric((40, 110), (28, 55), 26.0, 12.0, 0.75),
}
_SPOKE_FABRIC: Final = FABRICS["blocks"]


@dataclass(frozen=True, slots=True)
class House:
    """A house as a closed ring, with its street and number; both empty where it has no address."""

    ring: Line
    centre: Point
    street: str
    number: str
    district: str


def build(plan: Plan, seed: int = SEED) -> list[House]:
    """Houses of all streets, the main ones first."""
    rng = random.Random(f"houses-{seed}")  # noqa: S311 - a drawing, no secret
    counters: dict[tuple[str, int], int] = {}
    houses: list[House] = []
    for street in plan.streets:
        for side in (1, -1):
            houses += _row(plan, street, side, counters, rng)
    return houses


def _row(
    plan: Plan, street: Street, side: int, counters: dict[tuple[str, int], int], rng: random.Random
) -> Iterator[House]:
    fabric = FABRICS.get(street.fabric, _SPOKE_FABRIC)
    wait = fabric.gap
    for place, along in resample(street.line, 3.0):
        wait -= 3.0
        if wait > 0:
            continue
        front, depth = rng.uniform(*fabric.front), rng.uniform(*fabric.depth)
        off = (WIDTH[street.kind] / 2 + fabric.back + depth / 2 + 1.5) * side
        centre = (place[0] + along[0] * front / 2 - along[1] * off, place[1] + along[1] * front / 2 + along[0] * off)
        ring = box(centre, front, depth, along)
        if not plan.ground.is_free(ring, 1.5):
            continue
        district = plan.ground.district_at(centre)
        if district is None:
            continue
        wait = front + fabric.gap
        if rng.random() > fabric.share:
            continue
        plan.ground.take_area(ring, Use.HOUSE)
        yield House(ring, centre, street.name, _number(street, side, counters), plan.city.districts[district].id)


def _number(street: Street, side: int, counters: dict[tuple[str, int], int]) -> str:
    """Even numbers on one side, odd on the other, as they come along a street."""
    if not street.name:
        return ""
    key = (street.name, side)
    counters[key] = counters.get(key, 0 if side > 0 else -1) + 2
    return str(counters[key])
