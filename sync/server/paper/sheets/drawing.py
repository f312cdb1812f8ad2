"""What is printed of sheets: the district with its hexagons and their numbers, and the table. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from sync.server.paper.sheets.domain import Printed, Sheet, SheetPaper, SheetPlace
from sync.server.paper.sheets.words import ANSWERS, CAUSES, HEADS, HOW, OFTEN, WORDS
from sync.server.paper.words import WORDS as PAPER
from sync.server.paper.words import printable
from sync.server.published.domain import corners_of

_NUMBER: Final = re.compile(r"-?\d+")
_EDGE: Final = 6
"""Units of the town's picture around the hexagons."""


def paper_of(sheets: Sequence[Sheet], district: str, outline: str) -> SheetPaper:
    """All copies of one print; ``outline`` is the district's as the public map draws it. Raises IndexError for none."""
    first = sheets[0]
    words, language = WORDS[first.language], first.language
    box = _box(first.places, outline)
    return SheetPaper(
        lang=language,
        title=words["document"].format(district=district),
        heading=words["heading"],
        district=printable(words["district"].format(district=district)),
        how=HOW[language],
        code_label=words["code"],
        codes=tuple(f"{one.code[:4]} {one.code[4:]}" for one in sheets),
        map=_drawn(first.places, outline, box),
        map_alt=words["map"].format(district=district),
        ratio=box[3] / box[2],
        hexagon=_width(first.places) / box[2],
        places=tuple(_printed(number, one, box, words["place"]) for number, one in enumerate(first.places, 1)),
        heads=HEADS[language],
        answers=ANSWERS[language],
        often=OFTEN[language],
        causes=CAUSES[language],
        day=words["day"],
        night=words["night"],
        emergency=PAPER[language]["emergency"],
    )


def _width(places: Sequence[SheetPlace]) -> int:
    """The width of the narrowest hexagon."""
    each = [[x for x, _ in corners_of(one.points)] for one in places]
    return min(max(xs) - min(xs) for xs in each)


def _box(places: Sequence[SheetPlace], outline: str) -> tuple[int, int, int, int]:
    """West, north, width and height of all hexagons and the outline, with an edge."""
    numbers = [int(one) for one in _NUMBER.findall(outline)]
    border = list(zip(numbers[::2], numbers[1::2], strict=False))
    xs, ys = zip(*border, *(corner for one in places for corner in corners_of(one.points)), strict=True)
    west, north = min(xs) - _EDGE, min(ys) - _EDGE
    return west, north, max(xs) - west + _EDGE, max(ys) - north + _EDGE


def _drawn(places: Sequence[SheetPlace], outline: str, box: tuple[int, int, int, int]) -> str:
    hexagons = "".join(
        f'<polygon points="{one.points}" fill="#fff" stroke="#777" stroke-width="0.6"/>' for one in places
    )
    border = f'<path d="{outline}" fill="none" stroke="#000" stroke-width="1.6"/>' if outline else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, box))}" width="{box[2]}" '
        f'height="{box[3]}">{hexagons}{border}</svg>'
    )


def _printed(number: int, place: SheetPlace, box: tuple[int, int, int, int], nowhere: str) -> Printed:
    corners = corners_of(place.points)
    x, y = (sum(axis) / len(corners) for axis in zip(*corners, strict=True))
    return Printed(number, printable(place.name or nowhere), (x - box[0]) / box[2], (y - box[1]) / box[3])
