"""OpenStreetMap's tags as the map's kinds."""

import pytest

from sync.server.basemap import tags


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"landuse": "forest"}, "wood"),
        ({"name": "x", "leisure": "park"}, "park"),
        ({"leisure": "pitch"}, "pitch"),
        ({"leisure": "nature_reserve"}, ""),
        ({"building": "yes"}, ""),
    ],
)
def test_that_green_is_told_by_its_tags(given: dict[str, str], kind: str) -> None:
    assert tags.green(given) == kind


def test_that_only_a_river_with_a_class_of_ships_is_large() -> None:
    assert tags.waterway({"waterway": "river", "CEMT": "VI"}) == "large"
    assert tags.waterway({"waterway": "river"}) == "river"
    assert tags.waterway({"waterway": "stream", "CEMT": "VI"}) == "stream"
    assert tags.waterway({"highway": "path"}) == ""


def test_that_a_passage_through_a_building_is_no_tunnel() -> None:
    assert tags.is_tunnel({"tunnel": "yes"})
    assert not tags.is_tunnel({"tunnel": "building_passage"})
    assert not tags.is_tunnel({})


def test_that_every_kind_of_road_has_a_class_that_the_style_draws() -> None:
    drawn = {"motorway", "trunk", "primary", "secondary", "tertiary", "minor", "pedestrian", "service", "track", "path",
             "steps"}  # fmt: skip
    assert set(tags.ROADS.values()) == drawn
