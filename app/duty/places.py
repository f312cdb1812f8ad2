"""Whether every address and every inhabited hexagon lies in exactly one district. Pure.

An address lies in the district that ``DistrictIndex.locate`` says; a hexagon in that of its middle, else in the first
that it touches.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.basemap.search import Street
from app.czech_order import czech_order
from app.districts.geometry import NONE, DistrictIndex
from app.safety.grid import boundary, cells_of, centres, name_of


class Misplaced(StrEnum):
    """What is wrong with an address."""

    NOWHERE = "nowhere"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class LostStreet:
    """The houses of a street that lie in no district, or in several at once, by their numbers."""

    street: str
    trouble: Misplaced
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """How many addresses and inhabited hexagons there are, how many addresses by district, and what is misplaced."""

    addresses: int
    hexagons: int
    by_district: Mapping[str, int]
    lost: tuple[LostStreet, ...] = ()
    lost_hexagons: tuple[str, ...] = ()


def place(streets: Iterable[Street], index: DistrictIndex, resolution: int) -> Placed:
    """Look for every house of the basemap and for every hexagon with one in the districts of ``index``."""
    houses = [(street.name, house.number, house.lon, house.lat) for street in streets for house in street.houses]
    if not houses:
        return Placed(0, 0, {})
    lons, lats = (np.array([house[axis] for house in houses], dtype=np.float64) for axis in (2, 3))
    found, held = index.locate(lons, lats).tolist(), index.held_by(lons, lats).tolist()
    lost: dict[tuple[str, Misplaced], list[str]] = {}
    for (street, number, _, _), one, many in zip(houses, found, held, strict=True):
        if one == NONE or many > 1:
            trouble = Misplaced.NOWHERE if one == NONE else Misplaced.SEVERAL
            lost.setdefault((street, trouble), []).append(number)
    cells = np.unique(cells_of(lats, lons, resolution)).tolist()
    streets_lost = (LostStreet(street, what, _ordered(numbers)) for (street, what), numbers in lost.items())
    return Placed(
        len(houses),
        len(cells),
        dict(Counter(index.ids[one] for one in found if one != NONE)),
        tuple(sorted(streets_lost, key=lambda one: (czech_order(one.street), one.trouble))),
        tuple(_lost_hexagons(cells, index)),
    )


def _lost_hexagons(cells: Sequence[int], index: DistrictIndex) -> Iterable[str]:
    middles = index.locate(*reversed(centres(np.array(cells, dtype=np.int64)))).tolist()
    touched = index.touched_by([[(lon, lat) for lat, lon in boundary(cell)] for cell in cells])
    for cell, middle, own in zip(cells, middles, touched, strict=True):
        if middle == NONE and not own:
            yield name_of(cell)


def _ordered(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(numbers, key=czech_order))
