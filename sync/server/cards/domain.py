"""What residents are told of their officer and their district, and what the city pledges."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.values import Day, Id, Instant, ShortText

MOST_PRIORITIES: Final = 3
FRESH_DAYS: Final = 92
"""A priority of a district is shown no longer than about three months after it was set."""
DUE_DAYS: Final = 14
"""So many days before a priority is shown no longer, the desk says that it is due."""
MOST_DONE: Final = 12
"""Lines of what was done about one priority."""
PORTRAIT_SIDE: Final = 480
"""Pixels of a portrait's longer side."""
MOST_HOURS_OF_DAY: Final = 3
MOST_PLEDGED_DAYS: Final = 10
FEWEST_ANSWERS: Final = 10
"""Of fewer tips no share is said."""


class Service(StrEnum):
    """How an officer serves a district; a cover goes first."""

    COVER = "cover"
    PRIMARY = "primary"
    BACKUP = "backup"


class Profile(msgspec.Struct, frozen=True):
    """Where else an officer is to be found; ``address`` is one of the web."""

    name: ShortText
    address: Annotated[str, Meta(max_length=300, pattern="^https?://[^\\s<>\"']+$(?!\\n)")]


class OfficeHour(msgspec.Struct, frozen=True, omit_defaults=True):
    """When somebody is to be met on a weekday (1 is Monday), in minutes of the day, and where."""

    weekday: Annotated[int, Meta(ge=1, le=7)]
    start: Annotated[int, Meta(ge=0, le=1_440)]
    end: Annotated[int, Meta(ge=0, le=1_440)]
    place: ShortText = ""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an officer lets residents know. ``note`` is said below the hours."""

    phone: ShortText = ""
    email: ShortText = ""
    hours: Annotated[tuple[OfficeHour, ...], Meta(max_length=7 * MOST_HOURS_OF_DAY)] = ()
    note: ShortText = ""
    profiles: Annotated[tuple[Profile, ...], Meta(max_length=5)] = ()


class Standing(msgspec.Struct, frozen=True):
    """Somebody who serves a district now. ``name`` is empty where they are known by the service number alone;
    ``portrait`` is a picture's id or empty."""

    service: Service
    from_at: str
    to_at: str
    badge: str
    name: str
    portrait: str
    card: Card
    away: bool = False


class Officer(msgspec.Struct, frozen=True):
    """Somebody in service and their card, as who leads knows them. A portrait that is kept may be hidden."""

    id: str
    name: str
    badge: str
    card: Card
    shows_name: bool
    shows_portrait: bool
    keeps_portrait: bool
    has_card: bool


class Done(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was done about a priority, and on which day."""

    day: Day
    text: ShortText
    text_en: ShortText = ""


class Priority(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the officer of a district sees to first since ``at``, when it was set or set anew, and what was done."""

    id: Id
    district_id: ShortText
    text: ShortText
    at: Instant
    done: Annotated[tuple[Done, ...], Meta(max_length=MOST_DONE)] = ()
    text_en: ShortText = ""


class Pledge(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer within so many working days, what follows otherwise by language, and since when that is pledged.

    ``words`` are the whole pledge by language, where the city wrote all of it.
    """

    days: Annotated[int, Meta(ge=1, le=60)]
    since: Instant
    otherwise: dict[str, ShortText] = {}
    words: dict[str, ShortText] = {}


class Kept(msgspec.Struct, frozen=True):
    """How often the pledge was kept: of so many tips whose time was over, between two moments."""

    kept: int
    of: int
    since: Instant
    until: Instant
