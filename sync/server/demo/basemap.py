"""The demo city's basemap: the drawn plan as the layers that a real city has."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from sync.server.basemap import wkb
from sync.server.basemap.build import Progress, build_drawn
from sync.server.basemap.index import Index
from sync.server.basemap.layers import Collected
from sync.server.basemap.outcomes import Built, NotWritten
from sync.server.demo import buildings, streets
from sync.server.demo.districts import SEED
from sync.server.demo.plane import Line, Point, to_degrees
from sync.server.demo.streets import Plan

ATTRIBUTION: Final = "Schéma pro ukázku, ne skutečná mapa"

LANDMARKS: Final = (
    ("Magistrát města", "townhall", (190.0, 170.0), 1),
    ("Městská policie", "police", (290.0, 60.0), 1),
    ("Nemocnice", "hospital", (-820.0, 640.0), 1),
    ("Hlavní nádraží", "station", (-250.0, -790.0), 1),
    ("Autobusové nádraží", "station", (-420.0, -640.0), 2),
    ("Městské divadlo", "theatre", (-90.0, -260.0), 3),
    ("Gymnázium", "school", (320.0, 260.0), 3),
    ("ZŠ Zahradní", "school", (1430.0, 160.0), 3),
    ("ZŠ Březenecká", "school", (1330.0, 930.0), 3),
    ("ZŠ Kamenná", "school", (420.0, 1890.0), 3),
    ("ZŠ Písečná", "school", (-520.0, 1480.0), 3),
    ("ZŠ Horní Ves", "school", (-1380.0, 780.0), 3),
    ("Zimní stadion", "sport", (980.0, -330.0), 2),
    ("Oblastní muzeum", "museum", (90.0, 150.0), 4),
    ("Obchodní centrum", "mall", (1520.0, -640.0), 2),
)
"""Name, kind, place in metres and rank. Made up in place, common in name."""


@dataclass(frozen=True, slots=True)
class Address:
    """A house of the demo city where a tip can happen; ``lon`` and ``lat`` in degrees."""

    lon: float
    lat: float
    address: str
    district_id: str


@lru_cache(maxsize=1)
def _drawn(seed: int) -> tuple[Plan, tuple[buildings.House, ...]]:
    """The plan with its houses, drawn once for the map and for the addresses."""
    plan = streets.draw(seed)
    return plan, tuple(buildings.build(plan, seed))


def addresses(seed: int = SEED) -> tuple[Address, ...]:
    """Every house with a street and a number."""
    return tuple(
        Address(*to_degrees(house.centre), f"{house.street} {house.number}", house.district)
        for house in _drawn(seed)[1]
        if house.number
    )


def build_demo_basemap(
    target: Path, seed: int = SEED, progress: Progress = lambda _done, _all: None
) -> Built | NotWritten:
    """Draws the city and writes its bundle; the same seed gives the same bytes with the same GDAL."""
    collected, index = layers(seed)
    return build_drawn(collected, index.finish(), ATTRIBUTION, target, progress)


def layers(seed: int = SEED) -> tuple[Collected, Index]:
    """The plan as layers, and its search index."""
    plan, houses = _drawn(seed)
    collected, index = Collected(), Index()
    _take_areas(plan, collected)
    _take_lines(plan, collected, index)
    for house in houses:
        collected.add("buildings", wkb.polygon(_degrees(house.ring)), kind="building")
        if house.number:
            lon, lat = to_degrees(house.centre)
            collected.add("addresses", wkb.point(lon, lat), number=house.number)
            index.house(house.street, house.number, lon, lat)
    _take_names(plan, collected, index)
    return collected, index


def _degrees(line: Line) -> wkb.Coordinates:
    return np.array([to_degrees(point) for point in line])


def _take_areas(plan: Plan, collected: Collected) -> None:
    for district in plan.city.districts:
        kind = {"works": "works", "estate": "yard"}.get(district.fabric, "built")
        collected.add("landuse", wkb.polygon(_degrees(district.ring)), kind=kind)
    for area in plan.areas:
        collected.add(area.layer, wkb.polygon(_degrees(area.ring)), kind=area.kind)


def _take_lines(plan: Plan, collected: Collected, index: Index) -> None:
    for stream in plan.streams:
        collected.add("waterways", wkb.line(_degrees(stream.line)), kind=stream.kind, name=stream.name)
    for rail in plan.rails:
        collected.add("rails", wkb.line(_degrees(rail.line)), kind=rail.kind)
    for street in plan.streets:
        geometry = wkb.line(_degrees(street.line))
        values: dict[str, str | int] = {"class": street.kind, "name": street.name, "tunnel": 0, "link": 0}
        collected.add("roads", geometry, **values)
        if street.name:
            index.street(street.name, *wkb.middle(geometry))


def _take_names(plan: Plan, collected: Collected, index: Index) -> None:
    def name(text: str, kind: str, place: Point, rank: int) -> None:
        lon, lat = to_degrees(place)
        collected.add("names", wkb.point(lon, lat), name=text, kind=kind, rank=rank)
        index.place(text, kind, lon, lat)

    for text, kind, place, rank in LANDMARKS:
        name(text, kind, place, rank)
    for area in plan.areas:
        if area.name:
            ring = np.array(area.ring[:-1])
            kind, rank = {"water": ("water", 3), "green": ("green", 3)}.get(area.layer, ("square", 1))
            name(area.name, kind, tuple(ring.mean(axis=0).tolist()), rank)
    lon, lat = to_degrees((0.0, 0.0))
    collected.add("places", wkb.point(lon, lat), name="Chomutov", rank=1)
    index.place("Chomutov", "town", lon, lat)
    for district in plan.city.districts:
        lon, lat = to_degrees(tuple(np.array(district.ring[:-1]).mean(axis=0).tolist()))
        index.place(district.name, "quarter", lon, lat)
