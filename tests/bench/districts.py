"""From a point to its district for a million points, beside Shapely's bare STRtree on the same points."""

from importlib.resources import files
from itertools import pairwise
from time import perf_counter

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from app.districts.domain import District
from app.districts.geometry import NONE, DistrictIndex
from tests.bench.row import Row, pairs, ratios, row

POINTS = 1_000_000
AT_MOST = 2.0
"""Times the bare tree, which knows neither what a shared border decides nor what lies near."""

Coordinates = NDArray[np.float64]


def demo_districts() -> list[District]:
    """The nine districts of the demo city."""
    collection = msgspec.json.decode((files("resources") / "demo" / "districts.geojson").read_bytes())
    return [
        District(id=f"d{number}", name=feature["properties"]["name"], geometry=feature["geometry"])
        for number, feature in enumerate(collection["features"], 1)
    ]


def beats(districts: list[District], side: int = 15) -> list[District]:
    """As many beats as Prague has: squares over the same ground, which share every border."""
    west, south, east, north = shapely.total_bounds([shape(district.geometry) for district in districts])
    lons, lats = np.linspace(west, east, side + 1), np.linspace(south, north, side + 1)
    made: list[District] = []
    for left, right in pairwise(lons.tolist()):
        for low, high in pairwise(lats.tolist()):
            ring = [[left, low], [right, low], [right, high], [left, high], [left, low]]
            made.append(District(f"b{len(made):03d}", "", {"type": "Polygon", "coordinates": [ring]}))
    return made


def scattered(districts: list[District]) -> tuple[Coordinates, Coordinates]:
    """Points over the rectangle of the districts and a twentieth beyond."""
    west, south, east, north = shapely.total_bounds([shape(district.geometry) for district in districts])
    chance = np.random.default_rng(20)
    over = np.array([east - west, north - south]) / 20
    places = chance.uniform((west - over[0], south - over[1]), (east + over[0], north + over[1]), (POINTS, 2))
    return places[:, 0].copy(), places[:, 1].copy()


def bare_tree(districts: list[District], lons: Coordinates, lats: Coordinates) -> NDArray[np.int64]:
    """What the plain tree answers: for each point the lowest of the polygons that it meets."""
    tree = shapely.STRtree([shape(district.geometry) for district in districts])
    found = np.full(len(lons), NONE, dtype=np.int64)
    points, polygons = tree.query(shapely.points(lons, lats), predicate="intersects")
    order = np.argsort(-polygons, kind="stable")
    found[points[order]] = polygons[order]
    return found


def measure(what: str, districts: list[District]) -> list[Row]:
    """Both on the same points; inside the districts they have to agree."""
    lons, lats = scattered(districts)
    index = DistrictIndex(districts)

    def located() -> float:
        started = perf_counter()
        found.append(index.locate(lons, lats))
        return perf_counter() - started

    def plain() -> float:
        started = perf_counter()
        bare.append(bare_tree(districts, lons, lats))
        return perf_counter() - started

    found: list[NDArray[np.int64]] = []
    bare: list[NDArray[np.int64]] = []
    both = pairs(located, plain)
    assert (found[0][bare[0] != NONE] == bare[0][bare[0] != NONE]).all()
    assert (bare[0] != NONE).any()
    name = f"point to district, {POINTS:,} points, {what}"
    return [
        row(name, [ours for ours, _ in both], "s"),
        row(f"{name}: Shapely's bare STRtree", [theirs for _, theirs in both], "s", peer=True),
        row(f"{name}: times the bare tree", ratios(both), "×", at_most=AT_MOST),
    ]


def run() -> list[Row]:
    """The city's nine districts, and as many beats as a capital has."""
    city = demo_districts()
    return [*measure("9 districts", city), *measure("225 beats", beats(city))]
