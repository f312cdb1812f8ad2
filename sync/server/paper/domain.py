"""What a printed paper holds, as the templates in ``resources/paper`` read it. Everything in it is said already."""

from enum import StrEnum
from typing import Final

import msgspec

MOST_AT: Final = 80
"""Letters of a house, an entrance or a place."""
LANGUAGES: Final = ("cs", "en")


class Form(StrEnum):
    """A card of A6, four on a sheet of A4, for the hand; or a poster of A4 for a door or a board."""

    CARD = "card"
    POSTER = "poster"


class Code(msgspec.Struct, frozen=True):
    """A QR code: ``svg`` draws it without a margin, ``side`` is how long its side is in print, in millimetres."""

    svg: str
    side: float
    alt: str


class Solved(msgspec.Struct, frozen=True):
    """So many tips of a category that were solved in a month around a place: nothing finer is public."""

    what: str
    when: str
    near: str


class ClassPaper(msgspec.Struct, frozen=True):
    """A sheet for a class of a school, with the code by which its pupils rate."""

    lang: str
    title: str
    heading: str
    name: str
    how: tuple[str, ...]
    code: Code
    address: str
    until: str
    emergency: str


class OfficerPaper(msgspec.Struct, frozen=True):
    """A card or a poster of who serves a district. ``portrait`` is a JPEG, byte by byte; empty for none."""

    form: str
    lang: str
    title: str
    heading: str
    place: str
    district: str
    who: str
    number: str
    phone_label: str
    phone: str
    hours_label: str
    hours: tuple[str, ...]
    invite: str
    address: str
    code: Code
    solved_label: str
    solved: tuple[Solved, ...]
    emergency: str
    portrait: tuple[int, ...] = ()
    portrait_alt: str = ""
