"""The demo city's streets and houses, and the bundle made of them."""

from collections import Counter
from dataclasses import astuple
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from app.basemap.bundle import Bundle, open_bundle
from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from sync.server.basemap.layers import Collected
from sync.server.basemap.outcomes import Built
from sync.server.demo import basemap
from sync.server.demo.basemap import Address, addresses, build_demo_basemap
from sync.server.demo.districts import geojson


@pytest.fixture(scope="module")
def houses() -> tuple[Address, ...]:
    return addresses()


@pytest.fixture(scope="module")
def layers() -> Collected:
    return basemap.layers()[0]


def test_that_the_same_seed_gives_the_same_city(layers: Collected) -> None:
    basemap._drawn.cache_clear()
    again = basemap.layers()[0]
    assert layers.features == again.features


def test_that_every_district_has_addresses(houses: tuple[Address, ...]) -> None:
    counts = Counter(house.district_id for house in houses)
    assert len(counts) == 9
    assert min(counts.values()) > 100


def test_that_addresses_are_told_apart_within_a_district(houses: tuple[Address, ...]) -> None:
    assert len({(house.address, house.district_id) for house in houses}) == len(houses)


def test_that_houses_lie_in_the_district_that_they_name(houses: tuple[Address, ...]) -> None:
    districts = [
        District(id=f["properties"]["id"], name=f["properties"]["name"], geometry=f["geometry"])
        for f in geojson()["features"]
    ]
    index = DistrictIndex(districts)
    found = index.locate([house.lon for house in houses], [house.lat for house in houses])
    wrong = [house for house, at in zip(houses, found, strict=True) if index.ids[at] != house.district_id]
    assert len(wrong) <= len(houses) // 500, [astuple(house) for house in wrong[:5]]


def test_that_the_city_has_every_layer_and_thousands_of_houses(layers: Collected) -> None:
    counts = {name: len(some) for name, some in layers.features.items()}
    assert all(counts.values()), counts
    assert counts["buildings"] > 5_000
    assert counts["roads"] > 300


def test_that_the_bundle_of_a_seed_is_the_same_to_the_byte(tmp_path: Path) -> None:
    outcome = build_demo_basemap(tmp_path / "one")
    assert isinstance(outcome, Built)
    with as_file(files("resources") / "demo" / "basemap.okrskar") as shipped:
        bundle, drawn = open_bundle(shipped), open_bundle(tmp_path / "one")
        assert isinstance(bundle, Bundle)
        assert isinstance(drawn, Bundle)
        assert bundle.search("skolni", limit=500) == drawn.search("skolni", limit=500)
        assert bundle.tile(14, 8803, 5523) == drawn.tile(14, 8803, 5523)


def test_that_the_map_says_that_it_is_no_real_one() -> None:
    assert "ne skutečná mapa" in basemap.ATTRIBUTION
