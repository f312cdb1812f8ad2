"""The public map of a month as it is drawn and listed: what was published of each hexagon, and of none anything else.

Pure. A hexagon of which nothing was published is not told apart from one that nobody rated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.czech_order import czech_order
from app.ratings.domain import Release, ReleasedLine
from sync.server.published.domain import Hexagon, Town, corners_of
from sync.server.residents.town import box_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hexagon with what was published of it. ``number`` stands in the picture of a district and in the table.

    ``size`` is half as much as it is wide.
    """

    number: int
    near: str
    points: str
    x: int
    y: int
    size: int
    line: ReleasedLine


@dataclass(frozen=True, slots=True)
class Part:
    """A district: what was published of it and of its hexagons, and how many others it has."""

    id: str
    name: str
    outline: str
    x: int
    y: int
    line: ReleasedLine | None
    hexagons: tuple[Drawn, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown: ``box`` is the part of the drawing that is seen (left, top, width, height)."""

    box: tuple[int, int, int, int]
    parts: tuple[Part, ...]
    city: ReleasedLine | None


def picture_of(town: Town, release: Release, district: str) -> Picture:
    """The map of the whole town, or of a district."""
    cells = {line.cell: line for line in release.lines if line.level == "cell"}
    whole = {line.district: line for line in release.lines if line.level == "district"}
    inside: dict[str, list[Hexagon]] = {}
    for at in town.hexagons:
        inside.setdefault(at.district, []).append(at)
    parts: list[Part] = []
    number = 0
    for one in sorted(town.districts, key=lambda part: czech_order(part.name)):
        here = inside.get(one.id, [])
        told = sorted((at for at in here if at.cell in cells), key=lambda at: (czech_order(at.near), at.cell))
        drawn = tuple(
            _drawn(number + place, hexagon, cells[hexagon.cell]) for place, hexagon in enumerate(told, start=1)
        )
        number += len(drawn)
        parts.append(Part(one.id, one.name, one.outline, one.x, one.y, whole.get(one.id), drawn, len(here) - len(told)))
    shown = tuple(part for part in parts if part.id == district) or tuple(parts)
    city = next((line for line in release.lines if line.level == "city"), None)
    return Picture(box_of(town, inside.get(district, ())), shown, city)


def _drawn(number: int, at: Hexagon, line: ReleasedLine) -> Drawn:
    corners = corners_of(at.points)
    x, y = _middle(corners)
    size = max(1, (max(x for x, _ in corners) - min(x for x, _ in corners)) // 2)
    return Drawn(number, at.near, at.points, x, y, size, line)


def _middle(corners: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return round(sum(x for x, _ in corners) / len(corners)), round(sum(y for _, y in corners) / len(corners))
