"""When and where residents can meet their officer, and to what they are invited, in words."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.cards.domain import Card, OfficeHour
from sync.server.cards.hours import span
from sync.server.events import repository as events
from sync.server.events.domain import Event, Said, said
from sync.server.residents import words

_MOST_EVENTS: Final = 6


@dataclass(frozen=True, slots=True)
class Met:
    """When somebody can be met: ``weekday`` 0 is Monday."""

    weekday: int
    span: str
    place: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event in words."""

    event: Event
    said: Said
    span: str


def met(card: Card) -> tuple[Met, ...]:
    """The office hours of a card through the week."""
    return tuple(Met(one.weekday - 1, span(one), one.place) for one in sorted(card.hours, key=_order))


def invitations(connection: Connection, district_id: str, now: str, language: str) -> tuple[Invitation, ...]:
    """What is to come in a district or in the whole city, the next first."""
    coming = events.coming(connection, district_id, now, _MOST_EVENTS)
    return tuple(Invitation(one, said(one, language), words.from_to(one.from_at, one.to_at)) for one in coming)


def _order(one: OfficeHour) -> tuple[int, int]:
    return one.weekday, one.start
