"""The words that every feature uses: ids, instants, bounded texts, places."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

MAX_INT = 2**63 - 1
"""The largest whole number that a database of ours holds."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing that the force records happened before."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Nothing that the force plans lies behind it."""

# "(?!\n)": a pattern's "$" would let a line end follow
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$(?!\n)"

Id = Annotated[str, Meta(min_length=36, max_length=36, pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Meta(min_length=64, max_length=64, pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[str, Meta(max_length=32, pattern=_INSTANT)]
"""A moment in UTC, ISO 8601 with a trailing Z. Its form alone: ``app.instants`` knows whether it can be."""
Day = Annotated[str, Meta(min_length=10, max_length=10, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)")]
"""A day of the city's calendar, ISO 8601. Its form alone: ``parse_day`` knows whether it can be."""
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""How many of something, as a sentence can say it: the forms of a language are chosen by 32 bits."""
ShortText = Annotated[str, Meta(max_length=200)]
LongText = Annotated[str, Meta(max_length=10_000)]
Latitude = Annotated[float, Meta(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Meta(ge=-180.0, le=180.0)]
PictureSize = Annotated[int, Meta(ge=1, le=25 * 1024 * 1024)]
"""Bytes of a photo's original."""
PictureType = Annotated[str, Meta(max_length=10, pattern=r"^image/(jpeg|png|webp|heic)$(?!\n)")]

_form = re.compile(_INSTANT).search


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point in WGS 84 degrees; ``accuracy`` in metres where a receiver measured it."""

    lat: Latitude
    lon: Longitude
    address: ShortText = ""
    accuracy: Annotated[float, Meta(ge=0.0, le=100_000.0)] | None = None


def parse_instant(text: str) -> datetime | None:
    """The moment of an ``Instant`` text; None for another form and for what the calendar does not have.

    So are the years 1 and 9999: other systems write "never" with them, and a zone can push them off the calendar.
    """
    if _form(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if MINYEAR < moment.year < MAXYEAR else None


def believable(text: str) -> datetime | None:
    """``parse_instant``, and None also for a moment outside ``EARLIEST`` … ``LATEST``."""
    moment = parse_instant(text)
    return moment if moment is not None and EARLIEST <= moment < LATEST else None


def parse_day(text: str) -> date | None:
    """The day of a ``Day`` text; None for one that the calendar does not have or nobody would plan."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST.date() <= day < LATEST.date() and text == day.isoformat() else None
