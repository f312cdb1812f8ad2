"""Districts from GeoJSON: good files read, every broken one refused with a place and a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.server.imports.geojson import BadGeoJson, read_areas

SQUARE = [[13.0, 50.0], [13.1, 50.0], [13.1, 50.1], [13.0, 50.1], [13.0, 50.0]]
SHARED = Path(__file__).parents[5] / "shared" / "data"


def feature(geometry: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": "a"}, "geometry": geometry} | more


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)} | more


def refusal(tmp_path: Path, content: Any) -> str:
    path = tmp_path / "districts.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(BadGeoJson) as caught:
        read_areas(path)
    return str(caught.value)


def test_that_polygons_and_multipolygons_with_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "districts.geojson"
    multi = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
    path.write_text(json.dumps(collection(feature(polygon(SQUARE), id=7), feature(multi))), encoding="utf-8-sig")
    (first, second), _ = read_areas(path)
    assert (first.feature_id, second.feature_id) == ("7", None)
    assert second.geometry["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"type" "x"}', "line 1, column 9: is not JSON"),
        ('{"type": "FeatureCollection", "type": "Feature"}', "has the member 'type' twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "NaN is no JSON number"),
        (None, "the file holds null"),
        ({}, "type: is missing"),
        ({"type": "featurecollection"}, "capitals count"),
        (polygon(SQUARE), "the file is a bare Polygon"),
        (polygon(SQUARE[::-1]), "coordinates[0]: runs the wrong way round"),
        (feature(polygon(SQUARE)), "the file is one Feature"),
        (collection(), "features: is empty"),
        (collection(None), "features[0]: is null or missing"),
        (collection(feature(None)), "features[0].geometry: is missing"),
        (collection(feature(polygon(SQUARE), id={})), "features[0].id: is an object"),
        (collection(feature(polygon(SQUARE), properties=[])), "features[0].properties: is an array"),
        (collection(feature(polygon(SQUARE[:-1]))), "is an open ring"),
        (collection(feature(polygon([SQUARE[0], SQUARE[1], SQUARE[0]]))), "is a ring of 3 positions"),
        (collection(feature(polygon([["13", 50]]))), 'has "13" where a number is expected'),
        (collection(feature(polygon([[13]]))), "has 1 numbers"),
        (collection(feature(polygon([[-740000, -1040000]] * 4))), "is the file in metres?"),
        (collection(feature({"type": "Point", "coordinates": [13, 50]})), "is a Point; a district is a Polygon"),
        (collection(feature(polygon(SQUARE)), bbox=[1, 2, 3]), "bbox: has 3 numbers"),
        (collection(feature(polygon(SQUARE)), coordinates=None), 'must not have the member "coordinates"'),
    ],
)
def test_that_a_broken_file_is_refused_with_the_place_and_the_reason(
    tmp_path: Path, content: Any, expected: str
) -> None:
    assert expected in refusal(tmp_path, "null" if content is None else content)


def test_that_a_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "districts.geojson"
    path.write_bytes("Březenec".encode("cp1250"))
    with pytest.raises(BadGeoJson, match="is not UTF-8"):
        read_areas(path)


def test_that_every_bad_file_of_the_shared_collection_is_refused() -> None:
    files = sorted((SHARED / "geojson-good-bad" / "bad").glob("*.geojson"))
    if not files:
        pytest.skip("the shared data are not here")
    for path in files:
        with pytest.raises(BadGeoJson) as caught:
            read_areas(path)
        assert all(fault.what for fault in caught.value.faults), path.name
