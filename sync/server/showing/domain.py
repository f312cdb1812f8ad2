"""What a shown photo is, and for whom."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LARGEST_SIDE: Final = 1280
"""Pixels of what is shown."""
MOST_BYTES: Final = 3 * 1024 * 1024
"""Of what is shown; the database takes no more."""


class Side(StrEnum):
    """Whether a photo shows the place before the work or after it."""

    BEFORE = "before"
    AFTER = "after"


class Audience(StrEnum):
    """To whom a photo is shown: each is a decision of its own."""

    PARTIES = "parties"
    ALL = "all"


class Trouble(StrEnum):
    """Why something was not done."""

    GONE = "gone"
    CLOSED_TO_ALL = "not_to_be_shown"
    MEANWHILE = "meanwhile"
    DAMAGED = "damaged"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands of a photo. ``mark`` names the picture that was made of it; empty where there is none.

    ``name`` is how residents ask for it, empty where nobody sees it. ``decided_at`` empty: nobody decided yet.
    ``words`` say in Czech, ``words_en`` perhaps in English, what is to be seen, for who does not see it.
    """

    covers: str = ""
    mark: str = ""
    side: Side | None = None
    words: str = ""
    words_en: str = ""
    to_parties: bool = False
    to_all: bool = False
    name: str = ""
    by: str = ""
    decided_at: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether anybody but the desk sees it."""
        return self.to_parties or self.to_all

    def is_shown_to(self, audience: Audience) -> bool:
        """Whether these see it by a decision of their own."""
        return self.to_parties if audience is Audience.PARTIES else self.to_all


UNDECIDED: Final = Decision()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A photo of a tip with what a person needs to decide. ``by_resident``: who sent the tip, or joined it, took it.

    ``may_show``: the tip is closed, and of no private category.
    """

    photo_id: str
    sha256: str
    taken_at: str
    by_resident: bool
    tip_id: str
    number: str
    title: str
    category: str
    closed_at: str
    may_show: bool
    decision: Decision


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo as residents see it. ``pair`` is the same for those of one tip; ``cell`` its hexagon, ``month`` that of
    the closing: all three are empty on a party's own page."""

    name: str
    side: Side
    words: str
    words_en: str
    pair: int = 0
    cell: str = ""
    category: str = ""
    month: str = ""
