"""A rating (hodnocení bezpečí): how safe a resident feels at a place, by day or after dark; and what cells it makes."""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from app.values import Count, Day, Id, Instant, Latitude, Longitude, ShortText

MOST_TAGS = 2
MOST_REMARK = 500
Remark = Annotated[str, Meta(max_length=MOST_REMARK)]
"""What the rater writes; it never feeds a number, and nobody sees it before a moderator."""
Share = Annotated[float, Meta(ge=0.0, le=1.0)]


class Answer(StrEnum):
    """How safe one feels here."""

    VERY_SAFE = "very_safe"
    RATHER_SAFE = "rather_safe"
    RATHER_UNSAFE = "rather_unsafe"
    VERY_UNSAFE = "very_unsafe"

    @property
    def unsafe(self) -> bool:
        """Whether it is one of the two that a surface counts as unsafe."""
        return self in (Answer.RATHER_UNSAFE, Answer.VERY_UNSAFE)


class Part(StrEnum):
    """The part of the day that a rating speaks of; a rating has to say it."""

    DAY = "day"
    NIGHT = "night"


class Slice(StrEnum):
    """What a cell speaks of: a part of the day, or both together."""

    DAY = "day"
    NIGHT = "night"
    POOLED = "pooled"


class Frequency(StrEnum):
    """How often the rater is here."""

    DAILY = "daily"
    WEEKLY = "weekly"
    SOMETIMES = "sometimes"
    RARELY = "rarely"


class Tag(StrEnum):
    """A cause: of the surroundings or of behaviour, never of who people are."""

    LIGHTING = "lighting"
    LITTER = "litter"
    NOISE = "noise"
    DRINKING_OR_DRUGS = "drinking_or_drugs"
    TRAFFIC = "traffic"
    DERELICT = "derelict"
    EMPTINESS = "emptiness"
    OTHER = "other"


class AgeBand(StrEnum):
    """How old the rater is, in years."""

    UNDER_15 = "under_15"
    FROM_15 = "15_24"
    FROM_25 = "25_44"
    FROM_45 = "45_64"
    FROM_65 = "65_over"


class Sex(StrEnum):
    """As the rater says."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class RatingChannel(StrEnum):
    """The way by which a rating came; always kept and shown."""

    WEB = "web"
    QR = "qr"
    PAPER = "paper"
    OFFICER = "officer"
    SCHOOL_CLASS = "school_class"
    IMPORT = "import"


class RatingForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one rating says, whatever door it comes through; ``form.read`` makes it. ``at``: when, if the door knows.

    ``lat`` and ``lon`` are WGS 84 degrees.
    """

    lat: Latitude
    lon: Longitude
    part: Part
    answer: Answer
    frequency: Frequency | None = None
    tags: Annotated[tuple[Tag, ...], Meta(max_length=MOST_TAGS)] = ()
    age: AgeBand | None = None
    sex: Sex | None = None
    remark: Remark = ""
    at: Instant | None = None


class CellClass(StrEnum):
    """What is said of a cell."""

    WORSE = "worse"
    BETTER = "better"
    CAN_NOT_TELL = "can_not_tell"
    NOT_ENOUGH = "not_enough"


class Trend(StrEnum):
    """What is said of a cell's change over half a year."""

    SAFER = "safer"
    LESS_SAFE = "less_safe"
    CAN_NOT_TELL = "can_not_tell"
    NOT_ENOUGH = "not_enough"


class Instead(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown, with a badge, where a cell has too few answers of its own: of a wider group, or of both parts.

    ``source`` is pooled, parent, parent pooled, district or district pooled; ``group`` its cell or district.
    """

    source: ShortText
    group: ShortText
    n: Count
    low: Share
    high: Share
    name: CellClass


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cell (H3, resolution 9) of one slice as devices hold it: a row of the kind ``cell``.

    ``n``: distinct respondents. ``k``: their weight in fresh ratings, to halves. ``low`` … ``high``: the 90 % interval
    of the share of unsafe answers, ``share`` its middle, and ``bound`` its lower 10 % bound, by which lists rank; to
    hundredths, None where the answers are too few. ``tags``: the causes named most by those who feel unsafe, each by
    three people or more.
    """

    id: ShortText
    cell: ShortText
    part: Slice
    n: Count
    k: float
    name: CellClass
    low: Share | None = None
    high: Share | None = None
    bound: Share | None = None
    tags: tuple[Tag, ...] = ()
    trend: Trend = Trend.NOT_ENOUGH
    instead: Instead | None = None
    share: Share | None = None


class SurfaceState(msgspec.Struct, frozen=True):
    """Of what the cells were made last: a row of the kind ``surface``, of which there is one.

    ``as_of``: the city's day of whose answers the newest are; ``ratings``: how many count.
    """

    id: ShortText
    as_of: Day
    ratings: Count


SURFACE_ID = "surface"


def cell_id(cell: str, part: Slice) -> str:
    """The id of the row of a cell in a slice."""
    return f"{cell}-{part.value}"


class SeenRating(msgspec.Struct, frozen=True):
    """A rating as its rater is shown it again: never the point."""

    id: Id
    cell: ShortText
    part: Part
    answer: Answer
    at: Instant


class ReleasedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the public map: of a cell, a parent cell within a district, a district, or the city (``level``).

    ``n``: respondents, rounded down to fives. ``low`` … ``high``: the interval of the share of unsafe answers, outward
    to twentieths.
    """

    level: ShortText
    n: int
    name: CellClass
    low: Share
    high: Share
    cell: ShortText = ""
    district: ShortText = ""


class Release(msgspec.Struct, frozen=True):
    """The public map of one month (such as 2026-03), of both parts of the day together. It never changes."""

    month: ShortText
    made_at: Instant
    lines: tuple[ReleasedLine, ...]
