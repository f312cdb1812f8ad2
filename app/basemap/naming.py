"""What a place is called: a hexagon by the street with most houses in it, a point by the house next to it. Pure."""

import math
from collections import Counter
from collections.abc import Iterable

from app.basemap.search import Street
from app.czech_order import czech_order
from app.safety.grid import cells_of

_METRES_A_DEGREE = 111_195.0


def streets_by_cell(streets: Iterable[Street], resolution: int) -> dict[int, str]:
    """The street with most houses in each H3 cell; of equal ones the first in the Czech order."""
    houses = [(street.name, house.lat, house.lon) for street in streets for house in street.houses]
    if not houses:
        return {}
    cells = cells_of([one[1] for one in houses], [one[2] for one in houses], resolution).tolist()
    counts: dict[int, Counter[str]] = {}
    for (name, _, _), cell in zip(houses, cells, strict=True):
        counts.setdefault(cell, Counter())[name] += 1
    return {
        cell: min(named.items(), key=lambda one: (-one[1], czech_order(one[0])))[0] for cell, named in counts.items()
    }


def nearest_address(streets: Iterable[Street], lon: float, lat: float, metres: float = 80.0) -> str:
    """The house that stands nearest to a point in degrees; empty where none stands within so many metres."""
    east = math.cos(math.radians(lat))
    found = [
        (math.hypot((house.lon - lon) * east, house.lat - lat), f"{street.name} {house.number}")
        for street in streets
        for house in street.houses
    ]
    if not found:
        return ""
    away, address = min(found)
    return address if away * _METRES_A_DEGREE <= metres else ""
