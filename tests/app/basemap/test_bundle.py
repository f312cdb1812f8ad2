"""Opening a basemap bundle and reading it tile by tile."""

import gzip
import hashlib
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pmtiles.tile import Compression, Entry, TileType, serialize_directory, serialize_header

from app.basemap.bundle import (
    ADDRESSES,
    FORMAT,
    MANIFEST,
    TILES,
    Bundle,
    BundleMissing,
    BundleTooNew,
    NotABundle,
    open_bundle,
)
from tests.app.basemap.bundles import BOUNDS, archive, parts, signed, write

TILE = {(0, 0, 0): b"world", (14, 8802, 5542): b"street", (14, 8803, 5542): b"street"}


def opened(path: Path) -> Bundle:
    bundle = open_bundle(path)
    assert isinstance(bundle, Bundle)
    return bundle


def test_that_a_tile_comes_out_as_it_was_put_in(tmp_path: Path) -> None:
    bundle = opened(write(tmp_path / "b", parts(TILE)))
    assert [bundle.tile(*zxy) for zxy in TILE] == [b"world", b"street", b"street"]


@pytest.mark.parametrize("zxy", [(14, 1, 1), (15, 0, 0), (1, 0, 0), (14, -1, 0), (3, 9, 9), (99, 0, 0), (-1, 0, 0)])
def test_that_there_is_no_tile_where_none_was_put(tmp_path: Path, zxy: tuple[int, int, int]) -> None:
    assert opened(write(tmp_path / "b", parts(TILE))).tile(*zxy) is None


def test_that_a_bundle_tells_its_version_bounds_zooms_and_whom_it_owes(tmp_path: Path) -> None:
    entries = parts(TILE)
    bundle = opened(write(tmp_path / "b", entries))
    version = hashlib.sha256(b"".join(hashlib.sha256(entries[name]).digest() for name in (TILES, ADDRESSES)))
    assert (bundle.version, bundle.bounds, bundle.min_zoom, bundle.max_zoom) == (version.hexdigest(), BOUNDS, 0, 14)
    assert bundle.attribution == "© nobody"


def test_that_many_tiles_with_leaf_directories_are_all_found(tmp_path: Path) -> None:
    # Lengths that differ keep the root directory from fitting, so that leaves are needed.
    tiles = {(9, x, y): f"{x}-{y}".encode() * (1 + (x * 31 + y * 17) % 9) for x in range(120) for y in range(120)}
    bundle = opened(write(tmp_path / "b", parts(tiles)))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda zxy: bundle.tile(*zxy), tiles)) == list(tiles.values())


def test_that_the_bundle_answers_searches(tmp_path: Path) -> None:
    assert [row.text for row in opened(write(tmp_path / "b", parts(TILE))).search("skolni")] == ["Školní"]


def test_that_a_missing_file_is_told_apart_from_a_broken_one(tmp_path: Path) -> None:
    assert open_bundle(tmp_path / "none") == BundleMissing()
    (tmp_path / "empty").write_bytes(b"")
    assert isinstance(open_bundle(tmp_path / "empty"), NotABundle)
    assert isinstance(open_bundle(tmp_path), NotABundle)


def test_that_a_bundle_of_a_later_app_is_refused_by_its_format(tmp_path: Path) -> None:
    assert open_bundle(write(tmp_path / "b", parts(TILE, FORMAT + 1))) == BundleTooNew(FORMAT + 1)


@pytest.mark.parametrize("name", [MANIFEST, TILES, ADDRESSES])
def test_that_a_bundle_lacking_a_part_is_refused(tmp_path: Path, name: str) -> None:
    entries = parts(TILE)
    del entries[name]
    assert isinstance(open_bundle(write(tmp_path / "b", entries)), NotABundle)


def test_that_a_compressed_bundle_is_refused_and_not_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "b", parts(TILE), zipfile.ZIP_DEFLATED)
    assert isinstance(open_bundle(path), NotABundle)


def test_that_broken_addresses_leave_the_map_and_an_empty_search(tmp_path: Path) -> None:
    bundle = opened(write(tmp_path / "b", signed(parts(TILE) | {ADDRESSES: b"["})))
    assert bundle.search("skolni") == ()
    assert bundle.tile(0, 0, 0) == b"world"


def test_that_a_tile_that_unpacks_to_more_than_the_limit_is_no_tile(tmp_path: Path) -> None:
    bomb = {TILES: archive({(0, 0, 0): bytes(33 * 1024 * 1024)})}
    assert opened(write(tmp_path / "b", signed(parts(TILE) | bomb))).tile(0, 0, 0) is None


WHOLE = archive(TILE)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(WHOLE)))
def test_that_damaged_tiles_never_raise(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: int) -> None:
    path = tmp_path_factory.mktemp("damaged") / "b"
    for damaged in (WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :], WHOLE[:cut]):
        bundle = open_bundle(write(path, signed(parts(TILE) | {TILES: damaged})))
        if isinstance(bundle, Bundle):
            for zxy in TILE:
                assert bundle.tile(*zxy) is None or isinstance(bundle.tile(*zxy), bytes)


def pmtiles(entries: list[Entry], leaves: bytes = b"", tile: bytes = b"", **changes: int) -> bytes:
    """An archive written by hand around a root directory."""
    root = serialize_directory(entries)
    header: dict[str, Any] = dict.fromkeys(
        ("metadata_offset", "metadata_length", "addressed_tiles_count", "tile_entries_count", "tile_contents_count",
         "min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7", "center_zoom", "center_lon_e7", "center_lat_e7",
         "min_zoom"), 0,
    )  # fmt: skip
    header |= {
        "version": 3, "root_offset": 127, "root_length": len(root), "leaf_directory_offset": 127 + len(root),
        "leaf_directory_length": len(leaves), "tile_data_offset": 127 + len(root) + len(leaves),
        "tile_data_length": len(tile), "clustered": True, "internal_compression": Compression.GZIP,
        "tile_compression": Compression.GZIP, "tile_type": TileType.MVT, "max_zoom": 14,
    }  # fmt: skip
    return bytes(serialize_header(cast("Any", header | changes))) + root + leaves + tile


def with_tiles(path: Path, tiles: bytes) -> Path:
    return write(path, signed(parts(TILE) | {TILES: tiles}))


def test_that_a_whole_bundle_has_no_fault(tmp_path: Path) -> None:
    assert opened(write(tmp_path / "b", parts(TILE))).fault() == ""


def test_that_leaves_in_a_circle_end_and_are_a_fault(tmp_path: Path) -> None:
    leaf = serialize_directory([Entry(0, 0, 30, 0)])
    leaf = serialize_directory([Entry(0, 0, len(leaf), 0)])
    bundle = opened(with_tiles(tmp_path / "b", pmtiles([Entry(0, 0, len(leaf), 0)], leaf)))
    assert bundle.tile(0, 0, 0) is None
    assert "circles" in bundle.fault()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry(0, 0, 2**40, 1), "too long"),
        (Entry(0, 2**40, 20, 1), "outside the archive"),
        (Entry(0, 0, 5, 1), "cut off"),
    ],
)
def test_that_a_tile_whose_length_lies_is_no_tile_and_a_fault(tmp_path: Path, entry: Entry, words: str) -> None:
    bundle = opened(with_tiles(tmp_path / "b", pmtiles([entry], tile=gzip.compress(b"world" * 9))))
    assert bundle.tile(0, 0, 0) is None
    assert words in bundle.fault()


def test_that_a_tile_that_is_a_bomb_is_a_fault_and_costs_little_memory(tmp_path: Path) -> None:
    bundle = opened(with_tiles(tmp_path / "b", archive({(0, 0, 0): bytes(80 * 1024 * 1024)})))
    tracemalloc.start()
    assert "a tile unpacks to more than" in bundle.fault()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 80 * 1024 * 1024


def test_that_zooms_beyond_any_map_are_refused(tmp_path: Path) -> None:
    refused = open_bundle(with_tiles(tmp_path / "b", pmtiles([Entry(0, 0, 5, 1)], max_zoom=255)))
    assert isinstance(refused, NotABundle)
    assert "zoom" in refused.reason


def test_that_other_bytes_than_the_manifest_names_are_refused(tmp_path: Path) -> None:
    entries = parts(TILE)
    for changed in ({TILES: archive({(0, 0, 0): b"other"})}, {ADDRESSES: b'{"streets":[],"places":[]}'}):
        refused = open_bundle(write(tmp_path / "b", entries | changed))
        assert isinstance(refused, NotABundle)
        assert "not those that its manifest names" in refused.reason


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside", "more.json", "C:\\windows"])
def test_that_a_bundle_with_anything_else_in_it_is_refused(tmp_path: Path, name: str) -> None:
    refused = open_bundle(write(tmp_path / "b", parts(TILE) | {name: b"x"}))
    assert isinstance(refused, NotABundle)
    assert "not what a basemap holds" in refused.reason


def test_that_an_entry_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "b", parts(TILE))
    with zipfile.ZipFile(path, "a") as bundle, pytest.warns(UserWarning, match="Duplicate name"):
        bundle.writestr(MANIFEST, b"{}")
    refused = open_bundle(path)
    assert isinstance(refused, NotABundle)
    assert "twice" in refused.reason


def test_that_a_long_list_of_entries_is_refused_before_it_is_read(tmp_path: Path) -> None:
    refused = open_bundle(write(tmp_path / "b", parts(TILE) | {f"{n:050}": b"" for n in range(100)}))
    assert isinstance(refused, NotABundle)
    assert "the end of the file" in refused.reason


def test_that_addresses_too_long_to_be_a_towns_are_refused(tmp_path: Path) -> None:
    refused = open_bundle(write(tmp_path / "b", signed(parts(TILE) | {ADDRESSES: b" " * (25 * 1024 * 1024)})))
    assert refused == NotABundle("the addresses are too long")


def test_that_bounds_that_run_backwards_are_refused(tmp_path: Path) -> None:
    entries = parts(TILE)
    manifest = msgspec.json.decode(entries[MANIFEST]) | {"bounds": [14.0, 50.0, 13.0, 51.0]}
    refused = open_bundle(write(tmp_path / "b", entries | {MANIFEST: msgspec.json.encode(manifest)}))
    assert refused == NotABundle("its bounds or zooms run backwards")
