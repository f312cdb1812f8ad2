"""The pixels of a picture are read from its header: as Pillow says, whatever surrounds it, and never with an error."""

import io
import struct
from typing import BinaryIO

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from PIL import Image

from app.db.pictures import MAX_PIXELS, media_type, pixels
from sync.server.photos import preview_process

SIDES = st.integers(1, 400)
WAYS: tuple[tuple[str, dict[str, object]], ...] = (
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("JPEG", {"icc_profile": bytes(range(256)) * 600}),
    ("JPEG", {"comment": b"\xff\xc0" * 3000}),
    ("PNG", {}),
    ("WEBP", {}),
    ("WEBP", {"lossless": True}),
    ("WEBP", {"exif": b"Exif\0\0" + bytes(3000)}),
)
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 ", b"RIFF....WEBPVP8L", b"\0\0\0\x18ftypheic")


def saved(width: int, height: int, kind: str, options: dict[str, object], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), 77 if mode == "L" else (7, 7, 7)).save(out, kind, **options)
    return out.getvalue()


def told(data: bytes) -> int | None:
    found = media_type(data[:16])
    assert found is not None
    return pixels(io.BytesIO(data), found)


@given(width=SIDES, height=SIDES, way=st.sampled_from(WAYS), mode=st.sampled_from(["RGB", "L"]))
@settings(deadline=None)
def test_that_it_is_what_pillow_says(width: int, height: int, way: tuple[str, dict[str, object]], mode: str) -> None:
    data = saved(width, height, *way, mode)
    with Image.open(io.BytesIO(data)) as image:
        assert told(data) == image.width * image.height == width * height


def test_that_the_small_picture_inside_a_picture_is_not_taken_for_it() -> None:
    thumbnail = saved(160, 120, "JPEG", {})
    exif = b"Exif\0\0" + thumbnail
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    data = saved(399, 301, "JPEG", {})
    assert told(data[:2] + segment * 3 + b"\xff\xff\xff" + data[2:]) == 399 * 301


@given(cut=st.integers(12, 2000), way=st.sampled_from(WAYS))
@settings(deadline=None)
def test_that_a_cut_picture_tells_the_same_or_nothing(cut: int, way: tuple[str, dict[str, object]]) -> None:
    data = saved(50, 60, *way)
    assert told(data[:cut]) in (3000, None)


@given(
    start=st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 ", b"RIFF....WEBPVP8L", b"\0\0\0\x18ftypheic"]
    ),
    rest=st.binary(max_size=200),
)
def test_that_nothing_is_too_strange(start: bytes, rest: bytes) -> None:
    found = told((start + rest).ljust(16, b"\0"))
    assert found is None or found > 0


class Counting(io.BytesIO):
    """Counts what is read of a file."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


@pytest.mark.parametrize("filling", [b"\xff\xe2\xff\xfd" + bytes(65_531), b"\xff", b"\xff\x01"])
def test_that_little_is_read_of_a_large_file(filling: bytes) -> None:
    file: BinaryIO = Counting(b"\xff\xd8" + filling * (5_000_000 // len(filling)))
    assert pixels(file, "image/jpeg") is None
    assert isinstance(file, Counting)
    assert file.taken < 10_000


def test_that_both_sides_have_the_same_limit() -> None:
    assert MAX_PIXELS == preview_process.MAX_PIXELS
