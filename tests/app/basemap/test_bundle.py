"""Opening a basemap bundle and reading it tile by tile."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.app.basemap.bundles import BOUNDS, VERSION, archive, parts, write

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
    bundle = opened(write(tmp_path / "b", parts(TILE)))
    assert (bundle.version, bundle.bounds, bundle.min_zoom, bundle.max_zoom) == (VERSION, BOUNDS, 0, 14)
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
    bundle = opened(write(tmp_path / "b", parts(TILE) | {ADDRESSES: b"["}))
    assert bundle.search("skolni") == ()
    assert bundle.tile(0, 0, 0) == b"world"


def test_that_a_tile_that_unpacks_to_more_than_the_limit_is_no_tile(tmp_path: Path) -> None:
    bomb = {TILES: archive({(0, 0, 0): bytes(33 * 1024 * 1024)})}
    assert opened(write(tmp_path / "b", parts(TILE) | bomb)).tile(0, 0, 0) is None


WHOLE = archive(TILE)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(WHOLE)))
def test_that_damaged_tiles_never_raise(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int, cut: int) -> None:
    path = tmp_path_factory.mktemp("damaged") / "b"
    for damaged in (WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :], WHOLE[:cut]):
        bundle = open_bundle(write(path, parts(TILE) | {TILES: damaged}))
        if isinstance(bundle, Bundle):
            for zxy in TILE:
                assert bundle.tile(*zxy) is None or isinstance(bundle.tile(*zxy), bytes)
