"""Sealed photos: whole, in order, of this device, and never plain on the disk."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db.photos import CHUNK, DamagedPhotoError, PhotoVault
from app.db.pictures import media_type
from tests.app.device import KEY, PNG

_HEADER = 21
_SEALED = CHUNK + 16
LONG = bytes(range(256)) * (3 * CHUNK // 256) + b"end"


@pytest.fixture
def vault(tmp_path: Path) -> PhotoVault:
    return PhotoVault(tmp_path / "photos", KEY)


def _sealed(vault: PhotoVault, content: bytes) -> tuple[str, Path]:
    sealed = vault.seal(content)
    assert sealed is not None
    return sealed.sha256, vault.path(sealed.sha256)


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_that_a_photo_comes_back_as_it_was(vault: PhotoVault, size: int, tmp_path: Path) -> None:
    content = (LONG * 2)[:size]
    sha256, _ = _sealed(vault, content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert vault.read(sha256) == content
    source = tmp_path / "source"
    source.write_bytes(content)
    again = vault.seal(source)
    assert again is not None
    assert again.sha256 == sha256


@settings(max_examples=40)
@given(offset=st.integers(0, len(LONG)), length=st.integers(1, 2 * CHUNK))
def test_that_any_piece_is_that_piece(tmp_path_factory: pytest.TempPathFactory, offset: int, length: int) -> None:
    vault = PhotoVault(tmp_path_factory.getbasetemp() / "pieces", KEY)
    sha256 = hashlib.sha256(LONG).hexdigest()
    if not vault.has(sha256):
        vault.seal(LONG)
    assert vault.read_range(sha256, offset, length) == LONG[offset : offset + length]


def test_that_neither_picture_nor_address_is_on_the_disk(vault: PhotoVault) -> None:
    sha256, path = _sealed(vault, PNG)
    assert PNG[:8] not in path.read_bytes()  # of so many bytes every hundredth has "PNG" by chance
    assert sha256 not in path.name


def test_that_the_same_picture_is_sealed_differently_each_time(vault: PhotoVault) -> None:
    _, path = _sealed(vault, PNG)
    first = path.read_bytes()
    _sealed(vault, PNG)
    assert path.read_bytes() != first


def _flip(content: bytearray) -> None:
    content[_HEADER + 5] ^= 1


def _cut_to_whole_chunks(content: bytearray) -> None:
    del content[_HEADER + 2 * _SEALED :]


def _cut_short(content: bytearray) -> None:
    del content[-1:]


def _only_header(content: bytearray) -> None:
    del content[_HEADER:]


def _swap_chunks(content: bytearray) -> None:
    first, second = content[_HEADER : _HEADER + _SEALED], content[_HEADER + _SEALED : _HEADER + 2 * _SEALED]
    content[_HEADER : _HEADER + 2 * _SEALED] = second + first


def _repeat_a_chunk(content: bytearray) -> None:
    content[_HEADER + _SEALED : _HEADER + 2 * _SEALED] = content[_HEADER : _HEADER + _SEALED]


def _other_salt(content: bytearray) -> None:
    content[10] ^= 1


@pytest.mark.parametrize(
    "damage",
    [_flip, _cut_to_whole_chunks, _cut_short, _only_header, _swap_chunks, _repeat_a_chunk, _other_salt],
    ids=lambda damage: damage.__name__,
)
def test_that_no_damage_goes_unnoticed(vault: PhotoVault, damage: object) -> None:
    sha256, path = _sealed(vault, LONG)
    content = bytearray(path.read_bytes())
    damage(content)  # type: ignore[operator]
    path.write_bytes(content)
    with pytest.raises(DamagedPhotoError):
        vault.read(sha256)


def test_that_a_photo_cut_between_two_chunks_is_damaged_before_its_hash_is_asked(vault: PhotoVault) -> None:
    sha256, path = _sealed(vault, LONG)
    content = bytearray(path.read_bytes())
    _cut_to_whole_chunks(content)
    path.write_bytes(content)
    with pytest.raises(DamagedPhotoError):
        list(vault.chunks(sha256))


def test_that_one_photo_can_not_stand_for_another(vault: PhotoVault) -> None:
    mine, path = _sealed(vault, b"mine")
    _, other = _sealed(vault, b"other")
    path.write_bytes(other.read_bytes())
    with pytest.raises(DamagedPhotoError):
        vault.read(mine)


def test_that_another_devices_key_opens_nothing(vault: PhotoVault) -> None:
    sha256, path = _sealed(vault, PNG)
    stranger = PhotoVault(vault.directory, bytes(32))
    assert not stranger.has(sha256)
    stranger.path(sha256).write_bytes(path.read_bytes())
    with pytest.raises(DamagedPhotoError):
        stranger.read(sha256)


def test_that_an_unfinished_photo_leaves_nothing_readable_and_is_swept(vault: PhotoVault) -> None:
    writer = vault.writer()
    writer.write(LONG)
    assert b"\x01\x02\x03\x04" not in b"".join(path.read_bytes() for path in vault.directory.iterdir())
    assert vault.sweep(frozenset()) == 0
    assert PhotoVault(vault.directory, KEY).sweep(frozenset()) == 1
    writer.abort()
    assert list(vault.directory.iterdir()) == []


def test_that_an_empty_photo_is_none(vault: PhotoVault) -> None:
    assert vault.seal(b"") is None
    assert list(vault.directory.iterdir()) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (PNG[:12], "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"<svg xmlns=", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_that_a_picture_is_known_by_its_content(head: bytes, expected: str | None) -> None:
    assert media_type(head) == expected
