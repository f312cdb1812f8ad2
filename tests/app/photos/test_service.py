"""A picture is sealed at once, or refused with what is wrong with it; nothing of a refused one is kept."""

import struct
import zlib
from pathlib import Path

import pytest

from app.db import photos
from app.db.photos import PhotoVault
from app.db.pictures import MAX_PIXELS
from app.outbox.views import Refused
from app.photos.domain import TakenPhoto
from app.photos.service import take_photo
from tests.app.device import KEY, PNG


@pytest.fixture
def vault(tmp_path: Path) -> PhotoVault:
    return PhotoVault(tmp_path / "photos", KEY)


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + body + struct.pack(">I", zlib.crc32(body))


def field_of(answer: TakenPhoto | Refused) -> object:
    assert isinstance(answer, Refused)
    return answer.now["field"]


def test_that_a_picture_is_sealed_and_can_be_read_again(vault: PhotoVault, tmp_path: Path) -> None:
    file = tmp_path / "IMG_1.png"
    file.write_bytes(PNG)
    for content, name in ((file, "IMG_1.png"), (PNG, "")):
        taken = take_photo(vault, content)
        assert isinstance(taken, TakenPhoto)
        assert (taken.size, taken.media_type, taken.name) == (len(PNG), "image/png", name)
        assert vault.read(taken.sha256) == PNG
        file.unlink(missing_ok=True)
        assert vault.has(taken.sha256), "it is safe whatever becomes of the file"


@pytest.mark.parametrize("content", [b"hello, this is a text", b"<svg></svg>" * 3, b"MZ" + bytes(100), PNG[1:]])
def test_that_what_is_no_picture_is_refused(vault: PhotoVault, content: bytes) -> None:
    assert field_of(take_photo(vault, content)) == "media_type"
    assert not any(vault.path("0" * 64).parent.parent.rglob("*.sealed"))


def test_that_a_picture_of_another_type_than_was_said_is_refused(vault: PhotoVault) -> None:
    assert field_of(take_photo(vault, PNG, "image/jpeg")) == "media_type"
    assert isinstance(take_photo(vault, PNG, "image/png"), TakenPhoto)


def test_that_an_empty_file_and_one_that_is_too_large_are_refused(
    vault: PhotoVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert field_of(take_photo(vault, b"")) == "size"
    monkeypatch.setattr("app.photos.service.MAX_BYTES", len(PNG) - 1)
    file = tmp_path / "large.png"
    file.write_bytes(PNG)
    assert field_of(take_photo(vault, file)) == "size"
    assert field_of(take_photo(vault, PNG)) == "size"


def test_that_a_picture_that_would_fill_the_memory_is_refused_by_what_its_head_says(vault: PhotoVault) -> None:
    side = int(MAX_PIXELS**0.5)
    assert isinstance(take_photo(vault, png(side, side)), TakenPhoto)
    assert field_of(take_photo(vault, png(side + 1, side + 1))) == "pixels"


def test_that_a_file_that_grows_while_it_is_taken_is_refused(
    vault: PhotoVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 10)
    assert field_of(take_photo(vault, PNG)) == "size"
