"""What was typed of a sheet, a line a place: ``7 d2 t4 c1 p1 p5``. Pure.

The number of the place first, then in any order: ``d`` with the answer by day, ``t`` (or ``n``) with the one after
dark, ``c`` (or ``h``) with how often, ``p`` (or ``w``) with a cause; each as it is numbered on the sheet.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.ratings.domain import MOST_TAGS, Answer, Frequency, Part, Tag

MOST_TYPED: Final = 10_000
_TOKEN: Final = re.compile(r"([dtnchpw])([1-9])")
_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_ANSWERS: Final = tuple(Answer)
_OFTEN: Final = tuple(Frequency)
_CAUSES: Final = tuple(Tag)
_PARTS: Final = {"d": Part.DAY, "t": Part.NIGHT, "n": Part.NIGHT}


class Fault(StrEnum):
    """Why a line can not be taken."""

    PLACE = "place"
    AGAIN = "again"
    ODD = "odd"
    TWICE = "twice"
    NO_ANSWER = "no_answer"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Row:
    """What a sheet says of one place."""

    number: int
    answers: tuple[tuple[Part, Answer], ...]
    frequency: Frequency | None
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line, counted from 1, that can not be taken; ``at`` is the word it lies with."""

    line: int
    fault: Fault
    at: str


def read(text: str, places: int) -> list[Row] | list[Flaw]:
    """The rows of a sheet with so many places, or every line that can not be taken. Empty lines are passed by."""
    rows: list[Row] = []
    flaws: list[Flaw] = []
    for line, typed in enumerate(text.splitlines(), 1):
        words = typed.casefold().replace(",", " ").split()
        if not words:
            continue
        found = _row(words, places)
        if isinstance(found, Row) and any(one.number == found.number for one in rows):
            flaws.append(Flaw(line, Fault.AGAIN, words[0]))
        elif isinstance(found, Row):
            rows.append(found)
        else:
            flaws.append(Flaw(line, *found))
    return flaws or rows


def _row(words: list[str], places: int) -> Row | tuple[Fault, str]:
    first, *others = words
    number = int(first) if _NUMBER.fullmatch(first) and first.isascii() else 0
    if not 1 <= number <= places:
        return Fault.PLACE, first
    answers: dict[Part, Answer] = {}
    often: Frequency | None = None
    causes: list[Tag] = []
    for word in others:
        token = _TOKEN.fullmatch(word)
        sign, figure = (token[1], int(token[2])) if token else ("", 0)
        if sign in _PARTS and figure <= len(_ANSWERS):
            if _PARTS[sign] in answers:
                return Fault.TWICE, word
            answers[_PARTS[sign]] = _ANSWERS[figure - 1]
        elif sign in ("c", "h") and figure <= len(_OFTEN):
            if often is not None:
                return Fault.TWICE, word
            often = _OFTEN[figure - 1]
        elif sign in ("p", "w") and figure <= len(_CAUSES):
            causes.append(_CAUSES[figure - 1])
        else:
            return Fault.ODD, word
    if not answers:
        return Fault.NO_ANSWER, first
    if len(set(causes)) > MOST_TAGS:
        return Fault.MANY, first
    return Row(number, tuple(answers.items()), often, tuple(dict.fromkeys(causes)))
