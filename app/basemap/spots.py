"""Places of the map as a person types them. Pure."""

import re
from typing import Final

from app.values import Place

_DECIMALS: Final = re.compile(r"(-?\d{1,2}\.\d{3,9}) ?°? ?N? ?[,; ] ?(-?\d{1,3}\.\d{3,9}) ?°? ?E?")


def coordinates(text: str) -> Place | None:
    """The place of degrees such as ``50.4605, 13.4178``; None for other words."""
    match = _DECIMALS.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    return Place(lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None
