"""How released photos are put on a page. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sync.server.residents import words
from sync.server.residents.shown.pages import PICTURE
from sync.server.showing.domain import Seen


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo: where its bytes are, whether it is ``before`` or ``after``, and the words for who does not see it, with
    the language that they are in."""

    address: str
    side: str
    words: str
    language: str


def shown(photos: Iterable[Seen], language: str) -> tuple[Shown, ...]:
    """These photos in the order in which they came, with their words in the reader's language where there are any."""
    return tuple(
        Shown(
            PICTURE.format(name=one.name),
            one.side.value,
            one.words_en if language == "en" and one.words_en else one.words,
            "en" if language == "en" and one.words_en else "cs",
        )
        for one in photos
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done about one tip: what it was about, the month in which it was closed, its hexagon's street."""

    category: str
    month: str
    near: str
    photos: tuple[Shown, ...]


def changed(
    photos: Iterable[Seen], names: Mapping[str, str], near: Mapping[str, str], language: str, most: int
) -> tuple[Changed, ...]:
    """These photos by their tips, of so many tips at most; ``names`` of categories, ``near``: streets of hexagons."""
    found = []
    for _, group in groupby(photos, key=lambda one: one.pair):
        of = tuple(group)
        found.append(
            Changed(
                names.get(of[0].category, ""), words.named_month(of[0].month, language), near.get(of[0].cell, ""),
                shown(of, language),
            )
        )  # fmt: skip
    return tuple(found[:most])
