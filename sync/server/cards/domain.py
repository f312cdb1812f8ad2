"""What residents are told of their officer and their district, and what the city pledges."""

from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.values import Id, Instant, ShortText

MOST_PRIORITIES: Final = 3
FRESH_DAYS: Final = 92
"""A priority of a district is shown no longer than about three months after it was set."""


class Service(StrEnum):
    """How an officer serves a district; a cover goes first."""

    COVER = "cover"
    PRIMARY = "primary"
    BACKUP = "backup"


class Profile(msgspec.Struct, frozen=True):
    """Where else an officer is to be found; ``address`` begins with https://."""

    name: ShortText
    address: Annotated[str, Meta(max_length=300, pattern="^https://[^\\s<>\"']+$")]


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an officer lets residents know. ``hours`` are lines such as ``Po 14–16, škola Písečná``."""

    phone: ShortText = ""
    email: ShortText = ""
    hours: Annotated[tuple[ShortText, ...], Meta(max_length=14)] = ()
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


class Priority(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the officer of a district sees to first, and what was done about it."""

    id: Id
    district_id: ShortText
    text: ShortText
    at: Instant
    done: ShortText = ""


class Pledge(msgspec.Struct, frozen=True):
    """An answer within so many working days, in the city's own words for each language, and since when."""

    days: Annotated[int, Meta(ge=1, le=60)]
    words: dict[str, ShortText]
    since: Instant


class Kept(msgspec.Struct, frozen=True):
    """How often the pledge was kept: of so many tips whose time was over, between two moments."""

    kept: int
    of: int
    since: Instant
    until: Instant
