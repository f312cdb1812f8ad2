"""The change that a person makes about ratings: they collect one, at a door or at an event."""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from app.accounts.domain import Outsider, Role
from app.ratings.domain import MOST_TAGS, AgeBand, Answer, Frequency, Part, Remark, Sex, Tag
from app.values import Latitude, Longitude

COLLECTORS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN})


class RatingCollect(msgspec.Struct, frozen=True, omit_defaults=True):
    """Collect what one person says of a place (target = an id made for that person, of whom nothing else is kept)."""

    KIND: ClassVar[str] = "rating.collect"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = COLLECTORS
    ADDITIVE: ClassVar[bool] = True

    lat: Latitude
    lon: Longitude
    part: Part
    answer: Answer
    frequency: Frequency | None = None
    tags: Annotated[tuple[Tag, ...], Meta(max_length=MOST_TAGS)] = ()
    age: AgeBand | None = None
    sex: Sex | None = None
    remark: Remark = ""


RatingOperation = RatingCollect
OPERATIONS: tuple[type[RatingOperation], ...] = (RatingCollect,)
UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
