"""What a hexagon is called: by the street that has most houses in it. Pure."""

from collections import Counter
from collections.abc import Iterable

from app.basemap.search import Street
from app.czech_order import czech_order
from app.safety.grid import cells_of


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
