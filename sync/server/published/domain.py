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
DISTRICT: Final = "district-"
"""Before the district of which this is told."""
WAVE: Final = "wave-"
"""Before the code of a wave of papers: written where it begins, not made."""
NEWS: Final = "news-"
"""Before the district of which these are news."""


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


class OpenTips(msgspec.Struct, frozen=True):
    """So many tips of a category that are not closed."""

    category: ShortText
    count: int


class ClosedIn(msgspec.Struct, frozen=True):
    """So many tips of a category that were closed in a hexagon in a month with an outcome."""

    cell: ShortText
    month: ShortText
    category: ShortText
    outcome: ShortText
    count: int


class SeenIn(msgspec.Struct, frozen=True):
    """On so many days of the week that begins on this Monday an officer was in the hexagon."""

    week: ShortText
    cell: ShortText
    days: int


class DistrictWork(msgspec.Struct, frozen=True):
    """What was done in a district of late. ``oldest``: the month in which the oldest open tip came; empty for none."""

    open: tuple[OpenTips, ...] = ()
    oldest: ShortText = ""
    closed: tuple[ClosedIn, ...] = ()
    seen: tuple[SeenIn, ...] = ()


class ToldTips(msgspec.Struct, frozen=True):
    """So many tips that were closed in a hexagon, told first on a day, a Monday. ``near`` is the hexagon's street."""

    told: ShortText
    cell: ShortText
    near: ShortText
    month: ShortText
    category: ShortText
    outcome: ShortText
    count: int


class SeenAt(msgspec.Struct, frozen=True):
    """A hexagon in which an officer was, and on how many days."""

    cell: ShortText
    near: ShortText
    days: int


class ToldWeek(msgspec.Struct, frozen=True):
    """Where an officer was in the week that begins on a Monday, told on another."""

    told: ShortText
    week: ShortText
    places: tuple[SeenAt, ...]


class News(msgspec.Struct, frozen=True):
    """News of a district, the newest first. ``edition``: the Monday up to which what was closed is told."""

    edition: ShortText
    closed: tuple[ToldTips, ...] = ()
    seen: tuple[ToldWeek, ...] = ()
