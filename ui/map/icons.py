"""Names of the icon set as characters of its font."""

from functools import cache
from importlib.resources import files

import msgspec

UNKNOWN = "circle-help"


@cache
def codepoints() -> dict[str, int]:
    """Icon name to code point, as the icon set publishes them."""
    data = (files("resources") / "vendor" / "lucide" / "codepoints.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, int])


def character(name: str) -> str:
    """The character that draws an icon; a name that the set does not know gives a question mark in a circle."""
    known = codepoints()
    return chr(known.get(name, known[UNKNOWN]))
