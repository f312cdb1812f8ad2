"""Residents who rate, for the tests of this room."""

from urllib.parse import quote

import sqlalchemy as sa

from app.values import Place
from sync.server.ratings.codes import digest_of
from sync.server.ratings.tables import rating
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import IN_WEST, HttpAnswer, Station

FOUR_TAPS = {"part": "night", "answer": "rather_unsafe", "frequency": "daily"}
"""With the button that sends: three choices and a tap on it."""


def spot(place: Place = IN_WEST, label: str = "Palackého 12") -> str:
    return f"{place.lat:.6f},{place.lon:.6f}|{label}"


def open_form(visitor: Visitor, place: Place = IN_WEST) -> HttpAnswer:
    """The page of questions about a place, read as slowly as a person reads."""
    answer = visitor.get(f"/hodnotit/jak?spot={quote(spot(place))}")
    visitor.station.clock.forward(seconds=8)
    return answer


def rate(visitor: Visitor, place: Place = IN_WEST, **fields: str) -> str:
    """A whole rating; its code."""
    open_form(visitor, place)
    answer = visitor.post("/hodnotit/odeslat", FOUR_TAPS | fields)
    assert answer.status == 303, answer.body.decode()
    return newest_code(visitor)


def newest_code(visitor: Visitor) -> str:
    return visitor.cookies["__Host-rated"].partition(".")[0]


def of_code(station: Station, code: str) -> list[object]:
    """The ratings of a code, as they are stored."""
    return list(station.all(sa.select(rating).where(rating.c.code == digest_of(code))))


def ratings(station: Station) -> list[sa.Row[tuple[object, ...]]]:
    return list(station.all(sa.select(rating).order_by(rating.c.at, rating.c.id)))
