"""What the documents hold. Nothing in them is of one person, and no place in them is finer than a hexagon."""

from typing import Final

import msgspec

from app.values import ShortText

TOWN: Final = "town"
DEADLINES: Final = "deadlines"
"""How long what is kept of people, as the city chose it: written where it is chosen, not made."""
RELEASE: Final = "release-"
"""Before the month of a public map."""
WORK: Final = "work-"
"""Before the hexagon in which something was done."""


class TownDistrict(msgspec.Struct, frozen=True):
    """A district; ``outline`` is a path of SVG in the picture's own units, ``x`` and ``y`` where its name stands."""

    id: ShortText
    name: ShortText
    outline: str
    x: int
    y: int


class Hexagon(msgspec.Struct, frozen=True):
    """A cell (H3, resolution 9) that touches the town. ``near`` is the street with most of its houses, if any has one.

    ``points`` are its corners in the picture's own units.
    """

    cell: ShortText
    district: ShortText
    near: ShortText
    points: str


def corners_of(points: str) -> list[tuple[int, int]]:
    """The corners that a text of points says."""
    return [(int(x), int(y)) for x, _, y in (one.partition(",") for one in points.split(" "))]


class Town(msgspec.Struct, frozen=True):
    """The town as its public map is drawn: the size of the picture, districts and hexagons."""

    width: int
    height: int
    districts: tuple[TownDistrict, ...]
    hexagons: tuple[Hexagon, ...]


class ClosedTips(msgspec.Struct, frozen=True):
    """So many tips of a category were closed in a month (such as 2026-03) with an outcome."""

    month: ShortText
    category: ShortText
    outcome: ShortText
    count: int


class HexWork(msgspec.Struct, frozen=True):
    """What was done in a hexagon. ``weeks``: the Mondays of weeks in which an officer was there."""

    weeks: tuple[ShortText, ...] = ()
    closed: tuple[ClosedTips, ...] = ()
