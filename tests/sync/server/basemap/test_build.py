"""From an OpenStreetMap extract to a bundle that devices read."""

import hashlib
import itertools
import math
from pathlib import Path

import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.basemap.bundle import OSM_ATTRIBUTION, Bundle, open_bundle
from sync.server.basemap.build import build
from sync.server.basemap.layers import KINDS
from sync.server.basemap.outcomes import Built, ExtractMissing, NotAnExtract, NothingToDraw, NotWritten
from sync.server.basemap.tiles import STAGES
from tests.sync.server.basemap.extracts import USER, write_extract
from tests.sync.server.basemap.pbf import LZ4, LZMA, RAW, ZLIB, ZSTD, Node, Relation, Way, block, dense_block, write_pbf

KREMS = Path(__file__).parents[5] / "shared" / "data" / "osm" / "krems.osm.pbf"


def tile_at(bundle: Bundle, zoom: int, lon: float = 13.4075, lat: float = 50.4525) -> bytes:
    """The tile of a place; web mercator as in PMTiles."""
    x = (lon + 180) / 360 * 2**zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**zoom
    tile = bundle.tile(zoom, int(x), int(y))
    assert tile is not None
    return tile


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write_extract(tmp_path / "town.osm")


def built(extract: Path, target: Path) -> Built:
    outcome = build(extract, target)
    assert isinstance(outcome, Built), outcome
    return outcome


def opened(path: Path) -> Bundle:
    bundle = open_bundle(path)
    assert isinstance(bundle, Bundle), bundle
    return bundle


def rows(tile: bytes, layer: str, folder: Path) -> list[dict[str, object]]:
    """The attributes of a layer's features, read back by GDAL."""
    path = folder / "tile.mvt"
    path.write_bytes(tile)
    meta, _, _, columns = pyogrio.raw.read(path, layer=layer, read_geometry=False)
    names = [name for name in meta["fields"] if name != "mvt_id"]
    cells = {name: column for name, column in zip(meta["fields"], columns, strict=True) if name in names}
    return [{name: cells[name][row] for name in names} for row in range(len(columns[0]))]


def test_that_an_extract_becomes_a_bundle_with_all_its_layers(extract: Path, tmp_path: Path) -> None:
    outcome = built(extract, tmp_path / "town.okrskar")
    assert outcome.features == {
        "landuse": 1, "green": 1, "water": 1, "waterways": 1, "buildings": 1, "rails": 1, "roads": 2, "places": 1,
        "names": 3, "addresses": 2,
    }  # fmt: skip
    assert outcome.sha256 == hashlib.sha256(outcome.path.read_bytes()).hexdigest()
    assert opened(outcome.path).attribution == OSM_ATTRIBUTION


def test_that_one_tile_holds_every_layer_with_its_attributes(extract: Path, tmp_path: Path) -> None:
    tile = tile_at(opened(built(extract, tmp_path / "town.okrskar").path), 14)
    (tmp_path / "tile.mvt").write_bytes(tile)
    assert {name for name, _ in pyogrio.list_layers(tmp_path / "tile.mvt")} == {kind.name for kind in KINDS}
    roads = rows(tile, "roads", tmp_path)
    assert {"class": "primary", "name": "Dlouhá", "tunnel": 1, "link": 1} in roads
    assert {"class": "minor", "name": "Krátká", "tunnel": 0, "link": 0} in roads
    assert rows(tile, "waterways", tmp_path) == [{"kind": "large", "name": "Řeka"}]
    assert rows(tile, "places", tmp_path) == [{"name": "Městečko", "rank": 1}]


def test_that_far_tiles_hold_main_roads_and_no_small_ones(extract: Path, tmp_path: Path) -> None:
    tile = tile_at(opened(built(extract, tmp_path / "town.okrskar").path), 10)
    assert [row["class"] for row in rows(tile, "roads", tmp_path)] == ["primary"]


def test_that_streets_numbers_and_places_are_found(extract: Path, tmp_path: Path) -> None:
    bundle = opened(built(extract, tmp_path / "town.okrskar").path)
    assert [row.text for row in bundle.search("dlouha")] == ["Dlouhá"]
    assert [row.text for row in bundle.search("dlouha 5")] == ["Dlouhá 5"]
    assert [(row.text, row.kind) for row in bundle.search("zakl")] == [("Základní škola", "school")]


def test_that_no_name_of_a_user_is_in_the_bundle(extract: Path, tmp_path: Path) -> None:
    bundle = opened(built(extract, tmp_path / "town.okrskar").path)
    assert USER.encode() in extract.read_bytes()
    assert all(USER.encode() not in tile_at(bundle, zoom) for zoom in range(7, 15))
    assert USER.encode() not in (tmp_path / "town.okrskar").read_bytes()


def test_that_the_same_extract_gives_the_same_bytes(extract: Path, tmp_path: Path) -> None:
    assert built(extract, tmp_path / "one").sha256 == built(extract, tmp_path / "two").sha256


def test_that_progress_counts_up_to_its_end(extract: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build(extract, tmp_path / "town.okrskar", lambda done, steps: seen.append((done, steps)))
    assert seen == [(n, 3 + STAGES) for n in range(1, 4 + STAGES)]


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\xff\xff\x7f" + bytes(64)])
def test_that_a_file_that_is_no_extract_is_refused_and_the_older_bundle_stands(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.osm.pbf").write_bytes(content)
    target = tmp_path / "out" / "town.okrskar"
    target.parent.mkdir()
    target.write_bytes(b"older")
    assert isinstance(build(tmp_path / "bad.osm.pbf", target), NotAnExtract)
    assert [path.name for path in target.parent.iterdir()] == ["town.okrskar"]
    assert target.read_bytes() == b"older"


def test_that_an_extract_with_nothing_to_draw_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "empty.osm").write_text('<?xml version="1.0"?><osm version="0.6"></osm>', encoding="utf-8")
    assert build(tmp_path / "empty.osm", tmp_path / "out") == NothingToDraw(tmp_path / "empty.osm")


def test_that_a_missing_extract_and_a_target_that_can_not_be_written_are_told(extract: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "none", tmp_path / "out") == ExtractMissing(tmp_path / "none")
    (tmp_path / "file").write_bytes(b"")
    assert isinstance(build(extract, tmp_path / "file" / "town.okrskar"), NotWritten)


@pytest.mark.skipif(not KREMS.exists(), reason="the real extract of Krems is not on this machine")
def test_that_krems_becomes_a_map_with_its_streets(tmp_path: Path) -> None:
    outcome = built(KREMS, tmp_path / "krems.okrskar")
    assert outcome.features["buildings"] > 1000
    assert outcome.features["roads"] > 800
    assert outcome.streets > 150
    bundle = opened(outcome.path)
    assert [row.text for row in bundle.search("untere landstr")] == ["Untere Landstraße"]


SQUARE = ((13.405, 50.45), (13.415, 50.45), (13.415, 50.456), (13.405, 50.456))


def town(sign: int = 1, lift: float = 0.0) -> tuple[list[Node], list[Way], list[Relation]]:
    """A town of a road, a house and a wood, with ids below zero where ``sign`` is, or larger than any so far."""
    nodes = [Node(sign * place, lon, lat + lift) for place, (lon, lat) in enumerate(SQUARE, 1)]
    around = tuple(sign * place for place in (1, 2, 3, 4, 1))
    ways = [
        Way(sign * 30, around[:3], {"highway": "primary", "name": "Dlouhá"}),
        Way(sign * 31, around, {"building": "yes"}),
        Way(sign * 32, around),
    ]
    wood = Relation(sign * 40, ((sign * 32, "outer"),), {"type": "multipolygon", "natural": "wood"})
    return nodes, ways, [wood]


def blocks(lift: float = 0.0) -> list[bytes]:
    nodes, ways, relations = town(lift=lift)
    return [block(nodes), block(ways), block(relations)]


WHOLE = {"green": 1, "buildings": 1, "roads": 1}


@pytest.mark.parametrize("sign", [1, -1, 2**52])
@pytest.mark.parametrize("backwards", [False, True])
def test_that_ids_in_any_order_and_below_zero_are_read(tmp_path: Path, sign: int, backwards: bool) -> None:
    nodes, ways, relations = town(sign)
    if backwards:
        nodes, ways = nodes[::-1], ways[::-1]
    path = write_pbf(tmp_path / "town.osm.pbf", block(nodes), block(ways), block(relations))
    assert built(path, tmp_path / "town.okrskar").features == WHOLE


def test_that_ways_may_come_before_their_nodes(tmp_path: Path) -> None:
    nodes, ways, relations = town()
    path = write_pbf(tmp_path / "town.osm.pbf", block(ways), block(nodes), block(relations))
    assert built(path, tmp_path / "town.okrskar").features == WHOLE


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
@pytest.mark.parametrize("dense", [False, True])
def test_that_nodes_in_any_order_give_every_shape(tmp_path: Path, order: tuple[int, ...], dense: bool) -> None:
    nodes, ways, relations = town()
    shuffled = [nodes[place] for place in order]
    first = dense_block(shuffled) if dense else block(shuffled)
    path = write_pbf(tmp_path / "town.osm.pbf", first, block(ways), block(relations))
    assert built(path, tmp_path / "town.okrskar").features == WHOLE


@pytest.mark.parametrize("order", ["relations first", "in one block", "in one group", "backwards", "torn", "raw"])
def test_that_relations_may_come_before_their_ways(tmp_path: Path, order: str) -> None:
    nodes, ways, relations = town()
    far = [Node(99, 13.41, 50.451, {"amenity": "school", "name": "Škola"})]
    made: dict[str, list[bytes]] = {
        "relations first": [block(relations), block(nodes), block(ways)],
        "in one block": [block(relations, ways, nodes)],
        "in one group": [block([*relations, *ways, *nodes])],
        "backwards": [block(relations[::-1]), block(ways[::-1]), block(nodes[::-1])],
        "torn": [block(ways[2:], relations), block(ways[:1], nodes[2:]), block(nodes[:2]), block(ways[1:2], far)],
        "raw": [block(relations, ways), block(nodes)],
    }
    form = RAW if order == "raw" else ZLIB
    path = write_pbf(tmp_path / "town.osm.pbf", *made[order], compression=form)
    outcome = built(path, tmp_path / "town.okrskar")
    assert {name: outcome.features[name] for name in WHOLE} == WHOLE
    assert outcome.features.get("names", 0) == (1 if order == "torn" else 0)
    assert path.read_bytes() == write_pbf(tmp_path / "again.osm.pbf", *made[order], compression=form).read_bytes()


@pytest.mark.parametrize(("form", "name"), [(LZ4, "LZ4"), (ZSTD, "Zstandard"), (LZMA, "LZMA")])
def test_that_a_compression_that_can_not_be_read_is_named(tmp_path: Path, form: int, name: str) -> None:
    path = write_pbf(tmp_path / "town.osm.pbf", *blocks(), compression=form)
    outcome = build(path, tmp_path / "town.okrskar")
    assert isinstance(outcome, NotAnExtract)
    assert f"compressed with {name}" in outcome.reason
    assert "pbf_compression=zlib" in outcome.reason


def test_that_a_file_that_is_broken_off_is_said_with_its_place(tmp_path: Path) -> None:
    path = write_pbf(tmp_path / "town.osm.pbf", *blocks())
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    outcome = build(path, tmp_path / "town.okrskar")
    assert isinstance(outcome, NotAnExtract)
    assert f"of {len(whole) - 5}" in outcome.reason


@pytest.mark.parametrize("lift", [38.0, -137.0])
def test_that_a_town_at_a_pole_is_no_map_and_no_traceback(tmp_path: Path, lift: float) -> None:
    outcome = build(write_pbf(tmp_path / "t.osm.pbf", *blocks(lift)), tmp_path / "town.okrskar")
    assert isinstance(outcome, NothingToDraw)
    assert "beyond 85 degrees" in outcome.reason


def test_that_an_outline_without_its_first_node_is_said_in_our_words(tmp_path: Path) -> None:
    nodes, ways, relations = town()
    others = [Node(place + 10, node.lon, node.lat) for place, node in enumerate(nodes, 1)]
    halves = [Way(50, (99, 11, 12)), Way(51, (12, 13, 14, 99))]
    wood = Relation(52, ((50, "outer"), (51, "outer")), {"type": "multipolygon", "natural": "wood"})
    path = write_pbf(tmp_path / "t.osm.pbf", block(nodes + others), block(ways + halves), block([*relations, wood]))
    outcome = built(path, tmp_path / "town.okrskar")
    assert any("nodes of it are not in the extract" in remark for remark in outcome.remarks)


def test_that_a_shape_as_wide_as_a_continent_is_left_out_and_said(tmp_path: Path) -> None:
    nodes, ways, relations = town()
    far = [Node(11, -80.0, -60.0), Node(12, 80.0, -60.0), Node(13, 80.0, 60.0)]
    wide = Way(50, (11, 12, 13, 11), {"natural": "water"})
    path = write_pbf(tmp_path / "t.osm.pbf", block(nodes + far), block([*ways, wide]), block(relations))
    outcome = built(path, tmp_path / "town.okrskar")
    assert outcome.features == WHOLE
    assert any("10 degrees" in remark for remark in outcome.remarks)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_that_no_damaged_extract_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = write_pbf(folder / "town.osm.pbf", *blocks(), compression=data.draw(st.sampled_from([RAW, ZLIB])))
    whole = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    assert isinstance(build(path, folder / "out"), Built | NotAnExtract | NothingToDraw)


def test_that_folders_with_signs_of_addresses_in_their_names_are_only_folders(tmp_path: Path) -> None:
    folder = tmp_path / "100% map #1? a&b;c!d"
    folder.mkdir()
    path = write_pbf(folder / "town.osm.pbf", *blocks())
    assert built(path, folder / "out" / "town.okrskar").features == WHOLE
