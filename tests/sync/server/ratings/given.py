"""Ratings as doors hand them over, for the tests of this room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from app.ratings.domain import Answer, Part, RatingChannel, RatingForm
from app.ratings.form import Refused
from app.values import Place
from sync.server.ground.moments import instant
from sync.server.ratings import service
from sync.server.ratings.service import Accepted, Incoming
from sync.server.ratings.tables import rating
from tests.sync.server.station import IN_WEST, Station


def coming(
    browser: str = "",
    place: Place = IN_WEST,
    part: Part = Part.NIGHT,
    answer: Answer = Answer.RATHER_UNSAFE,
    *,
    at: datetime | None = None,
    **fields: Any,
) -> Incoming:
    """One rating; fields of the form and of ``Incoming`` by their names."""
    form = RatingForm(place.lat, place.lon, part, answer, at=None if at is None else instant(at))
    of_form = {name: fields.pop(name) for name in list(fields) if name in RatingForm.__struct_fields__}
    channel = fields.pop("channel", RatingChannel.WEB)
    return Incoming(msgspec.structs.replace(form, **of_form), channel, browser, **fields)


def hand_over(station: Station, *incoming: Incoming) -> list[Accepted | Refused]:
    """Through the door, in one transaction."""
    with station.server.database.write() as connection:
        return service.accept(connection, station.server, incoming)


def crowd(place: Place, count: int, answer: Answer, first: int = 0, **fields: Any) -> Iterable[Incoming]:
    """As many people, one rating each."""
    return [coming(f"person {number}", place, answer=answer, **fields) for number in range(first, first + count)]


def counting(station: Station) -> set[str]:
    """The ids of the ratings that nothing replaced."""
    query = sa.select(rating.c.id).where(rating.c.replaced_by.is_(None))
    return {row.id for row in station.all(query)}
