"""How released photos are put on a page. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

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
