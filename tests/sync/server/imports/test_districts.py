"""Areas files made of odd pieces: read or refused in words, never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from sync.server.ground.documents import parse, render
from sync.server.imports.area_doubts import doubts
from sync.server.imports.districts import read_districts
from sync.server.imports.geojson import BadGeoJson
from sync.server.imports.labels import NoLabels

RING = [[13.0, 50.0], [13.1, 50.0], [13.1, 50.1], [13.0, 50.1], [13.0, 50.0]]
HOLE = [[13.02, 50.02], [13.02, 50.04], [13.04, 50.04], [13.04, 50.02], [13.02, 50.02]]
ODD: Any = st.sampled_from(
    [None, True, 0, -1, 10**400, 1e308, "", "x", [], {}, [[]], [[[]]], [RING], [RING, HOLE], [[RING]], [RING[:3]],
     [[*RING[:4], [13.0, 50.0, 7.0]]], [[[13.0, 50.0]] * 5], [[RING[0], RING[2], RING[1], RING[3], RING[0]]],
     "\ud83d", "a\0b", {"type": "Polygon", "coordinates": [RING]}, {"type": "Polygon", "coordinates": []},
     {"type": "MultiPolygon", "coordinates": [[RING], []]}, {"type": "GeometryCollection", "geometries": 5},
     {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}]
)  # fmt: skip
PLACES = ("type", "features", "crs", "bbox", "f.type", "f.id", "f.properties", "f.geometry", "g.type", "g.coordinates",
          "p.id", "p.name")  # fmt: skip


def document(changes: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [RING, HOLE]} | _of(changes, "g.")
    properties = {"id": "a", "name": "A"} | _of(changes, "p.")
    feature = {"type": "Feature", "properties": properties, "geometry": geometry} | _of(changes, "f.")
    plain = {name: value for name, value in changes.items() if "." not in name}
    return {"type": "FeatureCollection", "features": [feature]} | plain


def _of(changes: dict[str, Any], start: str) -> dict[str, Any]:
    return {name.removeprefix(start): value for name, value in changes.items() if name.startswith(start)}


def read_or_refused(path: Path) -> tuple[District, ...]:
    try:
        read = read_districts(path, (), ())
    except (BadGeoJson, NoLabels):
        return ()
    assert isinstance(doubts(read.districts, read.crs, None), list)
    return read.districts


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(st.sampled_from(PLACES), ODD, max_size=3), st.booleans())
def test_that_any_areas_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any], escaped: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / "areas.geojson"
    text = json.dumps(document(changes), ensure_ascii=escaped)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    districts = read_or_refused(path)
    for one in districts:
        assert parse(render(one), District) == one
    DistrictIndex(districts)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_that_damaged_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(json.dumps(document({})).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("any") / "areas.geojson"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    read_or_refused(path)


def test_that_heights_and_holes_are_kept_out_of_the_way(tmp_path: Path) -> None:
    high = [[*position, 250.0] for position in RING]
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(document({"g.coordinates": [high, HOLE]})), encoding="utf-8")
    (district,) = read_or_refused(path)
    index = DistrictIndex([district], near_metres=0)
    assert (index.district_of(13.01, 50.01), index.district_of(13.03, 50.03)) == ("a", None)


def test_that_heights_are_left_out_whichever_positions_have_one(tmp_path: Path) -> None:
    ring = [[*RING[0], 300.0], RING[1], [*RING[2], 301.5], RING[3], [*RING[0], 299.0]]
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(document({"g.coordinates": [ring]})), encoding="utf-8")
    (district,) = read_districts(path, (), ()).districts
    assert district.geometry["coordinates"] == [RING]
