"""What the page of a district shows of the public documents: a picture, months and weeks, by hexagons. Pure.

Hexagons of which something is told have a number, the same in the picture and in the lists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.czech_order import czech_order
from sync.server.published.district import is_solved
from sync.server.published.domain import ClosedIn, DistrictWork, Hexagon, SeenIn, Town, corners_of
from sync.server.residents import words
from sync.server.residents.town import box_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hexagon as it is drawn; ``number`` 0: nothing is told of it. ``near`` is the street by which it is called.

    ``size`` is half as much as it is wide.
    """

    number: int
    near: str
    points: str
    x: int
    y: int
    size: int
    done: int
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """So many tips of a category that were closed with an outcome in a hexagon."""

    number: int
    near: str
    category: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """What was closed in a month, and how many of it are solved."""

    name: str
    lines: tuple[Line, ...]
    closed: int
    solved: int


@dataclass(frozen=True, slots=True)
class Visit:
    """On so many days an officer was in a hexagon."""

    number: int
    near: str
    days: int


@dataclass(frozen=True, slots=True)
class Week:
    """Where an officer was in a week."""

    name: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything that is shown. ``box`` is the part of the drawing that is seen (left, top, width, height)."""

    name: str
    box: tuple[int, int, int, int]
    outline: str
    hexagons: tuple[Drawn, ...]
    months: tuple[Month, ...]
    weeks: tuple[Week, ...]
    open: tuple[tuple[str, int], ...]
    open_count: int
    oldest: str
    closed: int
    solved: int


def view_of(
    town: Town, district_id: str, work: DistrictWork, categories: Mapping[str, str], language: str
) -> View | None:
    """What is shown of a district, its newest month and week first; None where the town has no such district.

    ``categories``: their names by their ids, in ``language``.
    """
    part = next((one for one in town.districts if one.id == district_id), None)
    if part is None:
        return None
    here = [one for one in town.hexagons if one.district == district_id]
    told = {one.cell for one in work.closed} | {one.cell for one in work.seen}
    named = sorted((one for one in here if one.cell in told), key=lambda one: (czech_order(one.near), one.cell))
    numbers = {one.cell: number for number, one in enumerate(named, start=1)}
    near = {one.cell: one.near for one in named}
    done: dict[str, int] = {}
    for one in work.closed:
        done[one.cell] = done.get(one.cell, 0) + one.count
    seen = {one.cell for one in work.seen}

    def line(one: ClosedIn) -> Line:
        return Line(numbers[one.cell], near[one.cell], categories.get(one.category, ""), one.outcome, one.count)

    def month(name: str) -> Month:
        of = [one for one in work.closed if one.month == name]
        lines = sorted(map(line, of), key=lambda each: (each.number, czech_order(each.category), each.outcome))
        return Month(words.named_month(name, language), tuple(lines), _count(of), _count(filter(is_solved, of)))

    return View(
        name=part.name,
        box=box_of(town, here),
        outline=part.outline,
        hexagons=tuple(_drawn(one, numbers.get(one.cell, 0), done.get(one.cell, 0), one.cell in seen) for one in here),
        months=tuple(month(name) for name in sorted({one.month for one in work.closed}, reverse=True)),
        weeks=tuple(
            Week(words.week(name), _visits((one for one in work.seen if one.week == name), numbers, near))
            for name in sorted({one.week for one in work.seen}, reverse=True)
        ),
        open=tuple(
            sorted(
                ((categories.get(one.category, ""), one.count) for one in work.open),
                key=lambda each: (-each[1], czech_order(each[0])),
            )
        ),
        open_count=sum(one.count for one in work.open),
        oldest=words.named_month(work.oldest, language) if work.oldest else "",
        closed=_count(work.closed),
        solved=_count(filter(is_solved, work.closed)),
    )


def _count(closed: Iterable[ClosedIn]) -> int:
    return sum(one.count for one in closed)


def _visits(seen: Iterable[SeenIn], numbers: Mapping[str, int], near: Mapping[str, str]) -> tuple[Visit, ...]:
    visits = (Visit(numbers[one.cell], near[one.cell], one.days) for one in seen)
    return tuple(sorted(visits, key=lambda one: (-one.days, one.number)))


def _drawn(at: Hexagon, number: int, done: int, is_seen: bool) -> Drawn:
    corners = corners_of(at.points)
    x, y = (round(sum(axis) / len(corners)) for axis in zip(*corners, strict=True))
    size = max(1, (max(x for x, _ in corners) - min(x for x, _ in corners)) // 2)
    return Drawn(number, at.near, at.points, x, y, size, done, is_seen)
