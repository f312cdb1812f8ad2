"""The demo city's streets, water, greens and railway, schematic, drawn from a seed within its districts."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sync.server.demo import street_names as names
from sync.server.demo.districts import RING, SEED, City, DistrictPlan
from sync.server.demo.ground import Ground, Use
from sync.server.demo.plane import Line, blob, box, length, polar, resample, smooth, wander

WIDTH: Final = {"primary": 22.0, "secondary": 18.0, "tertiary": 15.0, "minor": 11.0, "service": 7.0, "pedestrian": 14.0}
_STEP: Final = 6.0
_SHORTEST: Final = 55.0

SPACING: Final = {"old": (78.0, 105.0), "estate": (150.0, 210.0), "villas": (86.0, 190.0), "blocks": (105.0, 150.0),
                  "works": (230.0, 320.0)}  # fmt: skip
"""Metres between parallel and between crossing streets, by the way a district is built."""


@dataclass(frozen=True, slots=True)
class Street:
    """A stretch of road in metres. ``district`` is empty for those that run on borders."""

    line: Line
    kind: str
    name: str = ""
    district: str = ""
    fabric: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A closed ring in metres; ``layer`` and ``kind`` as in the basemap's layers."""

    ring: Line
    layer: str
    kind: str
    name: str = ""


@dataclass(slots=True)
class Plan:
    """Everything but the houses."""

    city: City
    ground: Ground
    streets: list[Street] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    streams: list[Street] = field(default_factory=list)
    rails: list[Street] = field(default_factory=list)


def draw(seed: int = SEED) -> Plan:
    """The plan of the city; the same seed gives the same plan."""
    rng = random.Random(f"streets-{seed}")  # noqa: S311 - a drawing, no secret
    plan = Plan(City(seed), Ground())
    for number, district in enumerate(plan.city.districts):
        plan.ground.mark_district(district.ring, number)
    _water(plan, rng)
    _railway(plan, rng)
    _greens(plan, rng)
    _main_streets(plan, rng)
    for number, district in enumerate(plan.city.districts):
        _local_streets(plan, number, district, rng)
    return plan


def _water(plan: Plan, rng: random.Random) -> None:
    course = [(-2700, 2300), (-1900, 1650), (-1150, 1180), (-560, 520), (-120, 180), (210, -170), (620, -800),
              (1300, -1500), (2100, -2600)]  # fmt: skip
    river = smooth([(x + rng.uniform(-60, 60), y + rng.uniform(-60, 60)) for x, y in course], 3)
    plan.streams.append(Street(river, "river", "Chomutovka"))
    plan.ground.take_line(river, 26, Use.STREAM)
    mouth = min(river, key=lambda point: math.dist(point, (-150.0, 200.0)))
    brook = smooth(wander(rng, (-2600, -300), mouth, 0.12), 1)
    plan.streams.append(Street(brook, "stream", "Hačka"))
    plan.ground.take_line(brook, 10, Use.STREAM)
    _area(plan, blob(rng, (560, 1420), (330, 190), 28), "water", "water", "Kamencové jezero")
    _area(plan, blob(rng, (-1720, -1250), (150, 90), 60), "water", "water", "Panský rybník")
    _area(plan, blob(rng, (1850, -700), (120, 70), -25), "water", "water", "Nový rybník")


def _railway(plan: Plan, rng: random.Random) -> None:
    spine = smooth([(-2900, -1250), (-1500, -960), (-600, -830), (300, -900), (1200, -1120), (2900, -1500)], 3)
    for shift in (0.0, 9.0):
        plan.rails.append(Street([(x, y + shift) for x, y in spine], "rail"))
    plan.ground.take_line(spine, 34, Use.RAIL)
    for track in range(1, 6):
        reach = 430 - 38 * track
        part = [(x, y - 8.0 * track) for x, y in spine if abs(x + 250) < reach]
        plan.rails.append(Street(part, "tram"))
        plan.ground.take_line(part, 14, Use.RAIL)
    branch = smooth(wander(rng, (-700, -850), (-900, -2700), 0.08), 1)
    plan.rails.append(Street(branch, "rail"))
    plan.ground.take_line(branch, 18, Use.RAIL)


def _greens(plan: Plan, rng: random.Random) -> None:
    _area(plan, blob(rng, (560, 1430), (470, 310), 28), "green", "park", "")
    _area(plan, blob(rng, (-330, 330), (175, 105), 40), "green", "park", "Městský park")
    _area(plan, blob(rng, (1020, 1900), (300, 210), 20, 13), "green", "wood", "Podkrušnohorský zoopark")
    _area(plan, blob(rng, (-1500, 1620), (620, 240), 141, 13), "green", "wood", "Bezručovo údolí")
    _area(plan, blob(rng, (-450, -1600), (150, 110), 10), "green", "park", "Městský hřbitov")
    _area(plan, box((185.0, 95.0), 120.0, 62.0, polar(24, 1.0)), "landuse", "plaza", "náměstí 1. máje")
    for x, y, turn in ((1240, 420, 12), (-1250, -380, 30), (330, -1480, 70), (1480, -260, -15), (-420, 1760, 5)):
        _area(plan, blob(rng, (x, y), (120, 70), turn, 9), "green", "park", "")
    for x, y, turn in ((1010, -420, 20), (-1500, 420, 75), (820, 820, 40), (-300, 1350, 10), (-1010, -1450, 0)):
        _area(plan, box((x, y), 104.0, 68.0, polar(turn, 1.0)), "green", "pitch", "")
    for centre, radii, turn in _WOODS:
        _area(plan, blob(rng, centre, radii, turn, 15), "green", "wood", "")


_WOODS: Final = (
    ((-1900, 2750), (1150, 420), -8), ((600, 2950), (1400, 380), 4), ((2750, 1500), (340, 800), 10),
    ((2600, -2400), (620, 380), -20), ((-2750, -2100), (420, 520), 15),
)  # fmt: skip


def _area(plan: Plan, ring: Line, layer: str, kind: str, name: str) -> None:
    plan.areas.append(Area(ring, layer, kind, name))
    plan.ground.take_area(ring, Use.WATER if layer == "water" else Use.GREEN)


def _main_streets(plan: Plan, rng: random.Random) -> None:
    city = plan.city
    for arc in city.inner_arcs:
        _street(plan, Street(arc, "primary", names.RING_ROAD))
    for spoke, name in zip(city.spokes, names.SPOKES, strict=True):
        outward = polar(math.degrees(math.atan2(spoke[-1][1], spoke[-1][0])), 3050)
        _street(plan, Street([*spoke, *smooth(wander(rng, spoke[-1], outward, 0.08), 1)[1:]], "secondary", name))
    middles = [spoke[len(spoke) // 2] for spoke in city.spokes]
    for number in range(len(RING)):
        joined = smooth(wander(rng, middles[number], middles[(number + 1) % len(RING)], 0.05), 2)
        _street(plan, Street(_bulged(joined, 0.09), "tertiary", names.MIDDLE_RING))


def _bulged(line: Line, share: float) -> Line:
    """Pushes a chord outwards, as a ring road runs."""
    last = len(line) - 1
    grow = [1 + share * math.sin(math.pi * at / last) for at in range(len(line))]
    return [(x * g, y * g) for (x, y), g in zip(line, grow, strict=True)]


def _street(plan: Plan, street: Street) -> None:
    plan.streets.append(street)
    plan.ground.take_line(street.line, WIDTH[street.kind], Use.ROAD)


def _local_streets(plan: Plan, number: int, district: DistrictPlan, rng: random.Random) -> None:
    """Two families of gently bent lines over the district; what falls into water or off the district is left out."""
    unused = iter(names.LOCAL[district.id])
    turn = rng.uniform(0, 90)
    near, far = SPACING[district.fabric]
    kept: list[Line] = []
    for count, line in enumerate(_family(district, turn, near, rng)):
        ground = {Use.FREE, Use.ROAD, Use.STREAM} if count % 3 == 0 else {Use.FREE, Use.ROAD}
        kept += _runs(plan, number, line, ground)
    for line in _family(district, turn + 90, far, rng):
        for run in _runs(plan, number, line, {Use.FREE, Use.ROAD}):
            kept += _broken(run, near, rng)
    for run in sorted(kept, key=length, reverse=True):
        kind = "minor" if length(run) > 140 or district.fabric in {"old", "villas"} else "service"
        name = next(unused, "") if kind == "minor" else ""
        if district.fabric == "old" and len(run) % 5 == 0:
            kind = "pedestrian"
        _street(plan, Street(run, kind, name, district.id, district.fabric))


def _broken(run: Line, spacing: float, rng: random.Random) -> Iterator[Line]:
    """A cross street goes on over a few blocks, then leaves one out: a grid without gaps is no town."""
    part = [run[0]]
    ahead = spacing * rng.randint(2, 6)
    skipping = False
    for place in run[1:]:
        part.append(place)
        ahead -= math.dist(part[-2], place)
        if ahead <= 0:
            if not skipping and length(part) > _SHORTEST:
                yield part
            part, skipping = [place], not skipping
            ahead = spacing * (1 if skipping else rng.randint(2, 6))
    if not skipping and length(part) > _SHORTEST:
        yield part


def _family(district: DistrictPlan, turn: float, spacing: float, rng: random.Random) -> Iterator[Line]:
    middle = (
        sum(p[0] for p in district.ring) / len(district.ring),
        sum(p[1] for p in district.ring) / len(district.ring),
    )
    along, across = polar(turn, 1.0), polar(turn + 90, 1.0)
    reach = max(math.dist(middle, p) for p in district.ring)
    bend, phase = rng.uniform(18, 46), rng.uniform(0, 6.28)
    offset = -reach + rng.uniform(0, spacing)
    while offset < reach:
        line = []
        for number in range(int(2 * reach / 60) + 1):
            u = -reach + 60.0 * number
            v = offset + bend * math.sin(u / 420 + phase) + rng.uniform(-4, 4)
            line.append((middle[0] + along[0] * u + across[0] * v, middle[1] + along[1] * u + across[1] * v))
        yield smooth(line, 1)
        offset += spacing * rng.uniform(0.8, 1.2)


def _runs(plan: Plan, number: int, line: Line, ground: set[Use]) -> Iterator[Line]:
    """The stretches of a line that lie in the district and on ground of the given uses."""
    run: Line = []
    for place, _ in resample(line, _STEP):
        if plan.ground.district_at(place) == number and plan.ground.at(place) in ground:
            run.append(place)
            continue
        if length(run) > _SHORTEST:
            yield _thinned(run)
        run = []
    if length(run) > _SHORTEST:
        yield _thinned(run)


def _thinned(run: Line) -> Line:
    return [*run[:-1:4], run[-1]]
