"""The theme's tokens as data: schemes of colours by role, spaces, sizes of type, durations."""

import json
from enum import StrEnum
from importlib.resources import files

import msgspec

_SOURCE = files("resources") / "theme" / "tokens.json"


class Scheme(StrEnum):
    """The sets of colours; ``contrast`` is for bright sun and weak eyes."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tokens(msgspec.Struct, frozen=True):
    """``schemes`` maps a scheme to its roles (``#rrggbb`` or ``#aarrggbb``); the rest are pixels and milliseconds."""

    schemes: dict[Scheme, dict[str, str]]
    space: dict[str, int]
    type: dict[str, int]
    size: dict[str, int]
    duration: dict[str, int]

    @property
    def measures(self) -> dict[str, int]:
        """Every number of the theme by name."""
        return self.space | self.type | self.size | self.duration


def load_tokens() -> Tokens:
    """Read the tokens that are shipped with the app."""
    return msgspec.json.decode(_SOURCE.read_bytes(), type=Tokens)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def glyphs() -> dict[str, str]:
    """The character of each icon of the icon font, by the icon's name."""
    source = files("resources") / "vendor" / "lucide" / "codepoints.json"
    return {name: chr(point) for name, point in json.loads(source.read_bytes()).items()}
