"""The demo city's nine districts."""

from importlib.resources import files

import msgspec
import shapely
from shapely.geometry import shape

from app.districts.geometry import fault_of
from sync.server.demo.districts import City, geojson, geojson_bytes


def test_that_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert geojson_bytes(5) == geojson_bytes(5)
    assert geojson_bytes(5) != geojson_bytes(6)


def test_that_the_shipped_file_is_the_drawn_one() -> None:
    assert (files("resources") / "demo" / "districts.geojson").read_bytes() == geojson_bytes()


def test_that_there_are_nine_districts_with_names_and_sound_shapes() -> None:
    features = geojson()["features"]
    assert [fault_of(feature["geometry"]) for feature in features] == [None] * 9
    assert len({feature["properties"]["id"] for feature in features}) == 9
    assert {"Střed", "Písečná", "Horní Ves"} <= {feature["properties"]["name"] for feature in features}


def test_that_neighbours_share_their_border_without_gap_or_overlap() -> None:
    shapes = [shape(feature["geometry"]) for feature in geojson()["features"]]
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert abs(sum(one.area for one in shapes) - whole.area) < whole.area * 1e-9


def test_that_the_city_spans_about_five_kilometres_around_its_centre() -> None:
    west, south, east, north = shapely.union_all(
        [shape(feature["geometry"]) for feature in msgspec.json.decode(geojson_bytes())["features"]]
    ).bounds
    assert 4_000 < (east - west) * 70_800 < 6_000
    assert 4_000 < (north - south) * 111_195 < 6_000
    assert abs((west + east) / 2 - 13.4178) < 0.01
    assert abs((south + north) / 2 - 50.4605) < 0.01


def test_that_every_district_has_a_way_of_building() -> None:
    assert {district.fabric for district in City().districts} == {"old", "estate", "villas", "blocks", "works"}
