"""Ids and names of districts from the properties of a file."""

from typing import Any

import pytest

from sync.server.imports.geojson import Area
from sync.server.imports.labels import Labels, NoLabels, choose, slug


def areas(*properties: dict[str, Any]) -> list[Area]:
    return [Area(index, None, values, {}) for index, values in enumerate(properties)]


def test_that_a_number_unique_only_within_its_borough_is_joined_with_the_borough() -> None:
    found = areas(
        {"gml_id": "x1", "OKRSEK": "12", "MC": 4},
        {"gml_id": "x2", "OKRSEK": "12", "MC": 5},
        {"gml_id": "x3", "OKRSEK": "7", "MC": 4},
    )
    labels = choose(found, (), ())
    assert [labels.id_of(area) for area in found] == ["4-12", "5-12", "4-7"]


def test_that_asked_properties_are_used_and_checked() -> None:
    found = areas({"kod": 1, "nazev": "Březenec"}, {"kod": 1, "nazev": "Kamenná"})
    with pytest.raises(NoLabels, match='the id "1" made from kod stands for two districts'):
        choose(found, ("kod",), ())
    with pytest.raises(NoLabels, match='features\\[0\\] has no property "cislo"'):
        choose(found, ("cislo",), ())
    assert choose(found, ("nazev",), ()) == Labels(("nazev",), ("nazev",))


def test_that_names_come_from_the_name_property() -> None:
    found = areas({"id": "a", "název": "Březenec"}, {"id": "b", "název": "Písečná"})
    labels = choose(found, (), ())
    assert [(labels.id_of(area), labels.name_of(area)) for area in found] == [("a", "Březenec"), ("b", "Písečná")]


def test_that_areas_no_property_tells_apart_are_refused_with_what_to_do() -> None:
    with pytest.raises(NoLabels, match="--id"):
        choose(areas({"name": "x"}, {"name": "x"}), (), ())


def test_that_a_slug_has_no_diacritics_and_a_bounded_length() -> None:
    assert slug("  Březenec – sever / 2 ") == "brezenec-sever-2"
    assert len(slug("x" * 300)) == 40


@pytest.mark.parametrize("name", ["city", "Team", "UNPLACED", " erased "])
def test_that_no_district_has_the_name_of_another_scope(name: str) -> None:
    with pytest.raises(NoLabels, match="which means something else here"):
        choose(areas({"id": name, "name": "x"}, {"id": "b", "name": "y"}), (), ())


def test_that_a_name_is_one_line_that_shows_something() -> None:
    found = areas({"id": "a", "name": "Z\u030ca\u0301ba\ncity\u202e\x00\ud800"}, {"id": "b", "name": "\u2800\u200b"})
    labels = choose(found, (), ())
    assert [labels.name_of(area) for area in found] == ["Žába city", "b"]


def test_that_an_object_is_no_name() -> None:
    found = areas({"id": "a", "name": {"cs": "x"}})
    labels = choose(found, (), ())
    assert labels.name_of(found[0]) == "a"
