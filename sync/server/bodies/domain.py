"""A body as the server knows it."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.districts.domain import Body

DAYS: Final = 14
"""Within so many days a body is asked to answer, where nothing else is said of it."""


class KnownBody(msgspec.Struct, frozen=True):
    """A body, its address, within how many days it is asked to answer, and when it ended."""

    body: Body
    email: Annotated[str, Meta(min_length=3, max_length=254)]
    days: Annotated[int, Meta(ge=1, le=365)] = DAYS
    ended_at: str | None = None
