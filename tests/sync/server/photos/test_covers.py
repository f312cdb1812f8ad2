"""What a person covers is read or is nothing, and the child paints over every pixel of it before it encodes."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sync.server.photos.covers import GRID, MOST, Box, Cover, Stroke, of_grid, read, written
from sync.server.photos.preview_process import COVER, PARTS, paint
from sync.server.photos.previews import ImageFault, Preview, make_preview
from tests.sync.server.photos.test_previews import lying

parts = st.integers(0, PARTS)
boxes = st.builds(
    lambda x, y: Box(min(x), min(y), max(x) - min(x), max(y) - min(y)), st.tuples(parts, parts), st.tuples(parts, parts)
)
strokes = st.builds(Stroke, parts, st.lists(st.tuples(parts, parts), min_size=1, max_size=9).map(tuple))


def seen(picture: bytes, covers: tuple[Cover, ...]) -> Image.Image:
    made = make_preview(picture, 1280, written(covers))
    assert isinstance(made, Preview)
    return Image.open(io.BytesIO(made.jpeg)).convert("RGB")


def noise(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(4).randbytes(3 * width * height)).save(out, "PNG")
    return out.getvalue()


def is_covered(image: Image.Image, x: int, y: int) -> bool:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(found, COVER, strict=True))


@given(st.lists(st.one_of(boxes, strokes), max_size=20).map(tuple))
def test_that_what_is_written_is_read_as_the_same(covers: tuple[Cover, ...]) -> None:
    assert read(written(covers)) == covers


@pytest.mark.parametrize(
    "text",
    [
        "b", "b,1,2,3", "b,1,2,3,4,5", "b,-1,2,3,4", "b,10001,0,0,0", "b,9000,0,2000,10", "b,0,9000,10,1001",
        "b,1.5,2,3,4",
        "b,١,2,3,4", "b, 1,2,3,4", "s,10", "s,10,5", "s,10,5,5,6", "x,1,2,3,4", "b,1,2,3,4;", ";", "b,1,2,3,4;$(id)",
        ";".join(["b,1,2,3,4"] * (MOST + 1)), "s,1," + ",".join(["9999"] * 6_000),
    ],
)  # fmt: skip
def test_that_what_is_no_cover_is_nothing(text: str) -> None:
    assert read(text) is None


def test_that_the_fields_of_a_grid_are_boxes() -> None:
    step = PARTS // GRID
    assert of_grid([GRID + 1, 0, 0]) == (Box(0, 0, step, step), Box(step, step, step, step))
    assert read(written(of_grid(range(GRID * GRID)))) is not None


def test_that_every_pixel_of_a_box_and_of_a_stroke_is_overwritten_and_the_rest_stays() -> None:
    image = Image.open(io.BytesIO(noise(400, 200)))
    before = image.copy()
    paint(image, written([Box(1_000, 1_000, 2_000, 5_000)]))
    assert all(image.getpixel((x, y)) == COVER for x in range(40, 121) for y in range(20, 121))
    paint(image, written([Stroke(500, ((6_000, 2_000), (9_000, 8_000)))]))
    for way in range(101):
        x, y = 240 + 120 * way // 100, 40 + 120 * way // 100
        beside = ((0, 0), (13, -13), (-13, 13), (0, 18), (0, -18))
        assert all(image.getpixel((x + dx, y + dy)) == COVER for dx, dy in beside)
    paint(image, written([Stroke(100, ((200, 9_600),))]))
    assert image.getpixel((8, 192)) == COVER, "a tap is a stroke"
    left = [(x, y) for x in range(140, 200) for y in range(200)]
    assert [image.getpixel(one) for one in left] == [before.getpixel(one) for one in left]


def test_that_the_child_gives_nothing_of_what_is_covered() -> None:
    covered = seen(noise(400, 200), (Box(1_000, 1_000, 5_000, 8_000),))
    whole = seen(noise(400, 200), ())
    inside = [(x, y) for x in range(56, 224) for y in range(36, 164)]
    assert all(is_covered(covered, *one) for one in inside)
    assert sum(is_covered(whole, *one) for one in inside) < len(inside) // 20


def test_that_a_box_lies_where_it_was_drawn_on_the_upright_picture() -> None:
    for orientation in range(1, 9):
        image = seen(lying(orientation), (Box(0, 0, PARTS, PARTS // 2),))
        assert all(is_covered(image, x, y) for x in (2, 40, 77) for y in (2, 30, 57)), orientation
        assert not any(is_covered(image, x, y) for x in (2, 40, 77) for y in (70, 90, 117)), orientation


def test_that_nothing_is_made_of_a_cover_that_can_not_be_painted() -> None:
    for odd in ("b,1,2,3", "s,4", "q,1,2,3,4", "b,1,2,3,x"):
        assert make_preview(noise(40, 20), 1280, odd) is ImageFault.DAMAGED, odd
