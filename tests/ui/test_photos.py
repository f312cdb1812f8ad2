"""Photos on the screen: upright as they were held, HEIC among them, and nothing for what can not be read."""

import io

import pillow_heif
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from ui.photos import LARGEST, _picture

ORIENTATION = 0x0112


def _photo(kind: str, orientation: int) -> bytes:
    """400 × 200 with a red left half, and what the camera says of how it was held."""
    image = Image.new("RGB", (400, 200), "blue")
    image.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out, exif=exif.tobytes(), quality=95)
    else:
        image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(("orientation", "top"), [(6, "red"), (8, "blue")])
def test_that_a_photo_held_upright_is_shown_upright(orientation: int, top: str) -> None:
    shown = _picture(lambda _: _photo("JPEG", orientation), "x", LARGEST)
    assert (shown.width(), shown.height()) == (200, 400)
    colour = shown.pixelColor(100, 50)
    assert (colour.red() > colour.blue()) == (top == "red"), colour


def test_that_a_photo_held_upside_down_is_turned() -> None:
    shown = _picture(lambda _: _photo("JPEG", 3), "x", LARGEST)
    assert shown.pixelColor(50, 100).blue() > shown.pixelColor(50, 100).red()


def test_that_a_heic_is_shown() -> None:
    shown = _picture(lambda _: _photo("HEIF", 1), "x", LARGEST)
    assert (shown.width(), shown.height()) == (400, 200)
    assert shown.pixelColor(50, 100).red() > 200
    assert QColor(shown.pixelColor(350, 100)).blue() > 200


def test_that_a_photo_is_made_as_small_as_it_is_wanted() -> None:
    shown = _picture(lambda _: _photo("JPEG", 6), "x", QSize(50, 100))
    assert (shown.width(), shown.height()) == (50, 100)


@pytest.mark.qt_log_ignore("JPEG datastream|Premature end|Not a JPEG|Bogus marker|libpng", extend=True)
@pytest.mark.parametrize("cut", [0, 12, 40, 200])
@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG"])
def test_that_a_photo_cut_short_ends_nothing(kind: str, cut: int) -> None:
    _picture(lambda _: _photo(kind, 1)[:cut], "x", LARGEST)


def test_that_nothing_is_shown_while_locked() -> None:
    assert _picture(None, "x", LARGEST).isNull()
