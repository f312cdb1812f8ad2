"""The bytes of photos: gone on with where they stopped, sealed for good, erased with all that was made of them."""

import hashlib
import os
from pathlib import Path

import pytest

from sync.server.photos.store import DirectoryStore

CONTENT = b"photo" * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    made = DirectoryStore(tmp_path / "files")
    made.write_part("u1", 0, CONTENT)
    return made


def test_that_pieces_make_the_whole_and_what_lay_beyond_is_cut_off(store: DirectoryStore) -> None:
    store.write_part("u2", 0, CONTENT[:100] + b"rubbish" * 100)
    store.write_part("u2", 100, CONTENT[100:200])
    assert store.part_path("u2").read_bytes() == CONTENT[:200]
    store.write_part("u2", 200, CONTENT[200:])
    assert store.part_hash("u2") == SHA256
    assert set(store.parts()) == {"u1", "u2"}


def test_that_sealed_bytes_stay_when_the_part_goes_and_can_not_be_written(store: DirectoryStore) -> None:
    assert store.original(SHA256) is None
    store.seal("u1", SHA256, b"preview")
    store.drop_part("u1")
    store.drop_part("u1")
    original, preview = store.original(SHA256), store.preview(SHA256)
    assert original is not None
    assert preview is not None
    assert (original.read_bytes(), preview.read_bytes()) == (CONTENT, b"preview")
    assert original.stat().st_mode & 0o777 == 0o400


def test_that_nobody_but_the_server_looks_into_its_folders(store: DirectoryStore) -> None:
    store.seal("u1", SHA256, b"preview")
    original = store.original(SHA256)
    assert original is not None
    for folder in (original.parent, original.parent.parent, store.part_path("u1").parent):
        assert folder.stat().st_mode & 0o077 == 0


def test_that_the_same_photo_sealed_again_leaves_the_first(store: DirectoryStore) -> None:
    store.seal("u1", SHA256, b"preview")
    store.write_part("u2", 0, b"other bytes")
    store.seal("u2", SHA256, b"another")
    original, preview = store.original(SHA256), store.preview(SHA256)
    assert original is not None
    assert preview is not None
    assert (original.read_bytes(), preview.read_bytes()) == (CONTENT, b"preview")


def test_that_a_file_system_without_second_names_gets_a_copy(
    store: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", unknown)
    store.seal("u1", SHA256, b"preview")
    original = store.original(SHA256)
    assert original is not None
    assert original.read_bytes() == CONTENT
    assert [path.name for path in original.parent.iterdir()] == [SHA256]


def test_that_an_erasure_takes_the_original_its_preview_and_what_a_crash_left(store: DirectoryStore) -> None:
    store.seal("u1", SHA256, b"preview")
    preview = store.preview(SHA256)
    assert preview is not None
    left = preview.with_suffix(".u9")
    left.write_bytes(b"half a preview")
    assert store.erase(SHA256)
    assert (store.original(SHA256), store.preview(SHA256), left.exists()) == (None, None, False)
    assert not store.erase(SHA256)
