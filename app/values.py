"""The words that every feature uses: ids, instants, bounded texts, places."""

from typing import Annotated

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(min_length=36, max_length=36, pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[str, Meta(max_length=32, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$")]
"""A moment in UTC, ISO 8601 with a trailing Z."""
ShortText = Annotated[str, Meta(max_length=200)]
LongText = Annotated[str, Meta(max_length=10_000)]
Latitude = Annotated[float, Meta(ge=-90.0, le=90.0)]
Longitude = Annotated[float, Meta(ge=-180.0, le=180.0)]


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A point in WGS 84 degrees; ``accuracy`` in metres where a receiver measured it."""

    lat: Latitude
    lon: Longitude
    address: ShortText = ""
    accuracy: Annotated[float, Meta(ge=0.0, le=100_000.0)] | None = None
