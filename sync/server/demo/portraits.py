"""Portraits of the demo city's officers: drawn, so that nobody's face is used; the same seed draws the same."""

import io
import random
from typing import Final

from PIL import Image, ImageDraw

_SIDE: Final = 320
_FINE: Final = 2
"""Drawn so many times larger first, so that edges are smooth."""
_WALLS: Final = ("#d8e2ee", "#e6e0d4", "#dbe7dc", "#e9dcdc")
_SKINS: Final = ("#f2cfb4", "#e8bd9b", "#d9a57f", "#f6d9c4")
_HAIRS: Final = ("#3a2a1e", "#6b4a2d", "#a8763e", "#7d7f83", "#1f1c1b")
_UNIFORM, _SHIRT, _BAND, _DARK = "#1d3557", "#8fb3d9", "#f2f2f2", "#2b2b2b"


def draw(seed: str, *, has_long_hair: bool) -> bytes:
    """A head and shoulders in a uniform, as a JPEG without EXIF."""
    rng = random.Random(f"portrait-{seed}")  # noqa: S311 - a drawing, no secret
    side = _SIDE * _FINE
    image = Image.new("RGB", (side, side), rng.choice(_WALLS))
    pen = ImageDraw.Draw(image)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        return round(left * side), round(top * side), round(right * side), round(bottom * side)

    skin, hair = rng.choice(_SKINS), rng.choice(_HAIRS)
    width = rng.uniform(0.155, 0.185)
    if has_long_hair:
        pen.rounded_rectangle(box(0.47 - width, 0.24, 0.53 + width, 0.72), side // 8, fill=hair)
    pen.ellipse(box(0.12, 0.72, 0.88, 1.45), fill=_UNIFORM)
    pen.polygon([box(0.4, 0.74, 0, 0)[:2], box(0.6, 0.74, 0, 0)[:2], box(0.5, 0.9, 0, 0)[:2]], fill=_SHIRT)
    pen.rectangle(box(0.43, 0.6, 0.57, 0.77), fill=skin)
    pen.ellipse(box(0.5 - width, 0.25, 0.5 + width, 0.7), fill=skin)
    if not has_long_hair:
        pen.pieslice(box(0.49 - width, 0.22, 0.51 + width, 0.6), 180, 360, fill=hair)
    pen.rounded_rectangle(box(0.47 - width, 0.2, 0.53 + width, 0.3), side // 40, fill=_UNIFORM)
    pen.ellipse(box(0.46 - width, 0.12, 0.54 + width, 0.28), fill=_UNIFORM)
    pen.rectangle(box(0.47 - width, 0.27, 0.53 + width, 0.3), fill=_BAND)
    pen.pieslice(box(0.47 - width, 0.25, 0.53 + width, 0.37), 0, 180, fill=_DARK)
    for eye in (0.435, 0.565):
        pen.ellipse(box(eye - 0.016, 0.43, eye + 0.016, 0.465), fill=_DARK)
        pen.line(box(eye - 0.03, 0.405, eye + 0.03, 0.405), fill=hair, width=side // 90)
    pen.line(
        [box(0.5, 0.46, 0, 0)[:2], box(0.515, 0.53, 0, 0)[:2], box(0.495, 0.53, 0, 0)[:2]],
        fill="#b98a6c",
        width=side // 110,
    )
    smile = rng.uniform(0.04, 0.065)
    pen.arc(box(0.5 - smile, 0.53, 0.5 + smile, 0.61), 20, 160, fill="#9c4a3c", width=side // 80)
    out = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
