"""What a person covers of a picture: boxes and strokes of a brush, in parts of its width and height. Pure.

What is sent is read into these, or is nothing; the child that paints gets it in our own words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final

from sync.server.photos.preview_process import BOX, PARTS, STROKE

MOST_LETTERS: Final = 20_000
"""Of all covers of a picture as they are written: a command line takes no more everywhere."""
MOST: Final = 200
GRID: Final = 8
"""So many fields a side has the grid of who covers without a script."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; ``left`` and ``width`` in parts of the picture's width, the others of its height."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a brush through points (x, y); ``radius`` in parts of the picture's width."""

    radius: int
    points: tuple[tuple[int, int], ...]


Cover = Box | Stroke


def read(text: str) -> tuple[Cover, ...] | None:
    """The covers that a text says; None where it says anything else, or too much."""
    if not text:
        return ()
    shapes = text.split(";")
    if len(text) > MOST_LETTERS or len(shapes) > MOST:
        return None
    found = [_cover(shape) for shape in shapes]
    whole = tuple(one for one in found if one is not None)
    return whole if len(whole) == len(found) and len(written(whole)) <= MOST_LETTERS else None


def written(covers: Iterable[Cover]) -> str:
    """As the child and a form read it."""
    return ";".join(_written(one) for one in covers)


def of_grid(fields: Iterable[int]) -> tuple[Box, ...]:
    """A box for each field of the grid, counted by rows from 0."""
    step = PARTS // GRID
    return tuple(Box(one % GRID * step, one // GRID * step, step, step) for one in sorted(set(fields)))


def _cover(shape: str) -> Cover | None:
    kind, *numbers = shape.split(",")
    if not all(one.isascii() and one.isdecimal() and len(one) < 6 for one in numbers):
        return None
    told = [int(one) for one in numbers]
    if any(one > PARTS for one in told):
        return None
    if kind == BOX and len(told) == 4:
        box = Box(*told)
        return box if box.left + box.width <= PARTS and box.top + box.height <= PARTS else None
    if kind == STROKE and len(told) >= 3 and len(told) % 2:
        return Stroke(told[0], tuple(zip(told[1::2], told[2::2], strict=True)))
    return None


def _written(cover: Cover) -> str:
    match cover:
        case Box(left, top, width, height):
            return f"{BOX},{left},{top},{width},{height}"
        case Stroke(radius, points):
            return ",".join([STROKE, str(radius), *map(str, chain.from_iterable(points))])
