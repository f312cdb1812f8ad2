"""What a calendar of duty holds: who serves a district when, and when somebody is away; nothing of any tip. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.duty.domain import Calendar, DutyKind, Span
from app.duty.holding import serving, stretches

LANGUAGES: Final = ("cs", "en")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that was given out, without its secret: of an officer or of a district, in a language."""

    id: str
    officer_id: str
    district_id: str
    language: str
    made_by: str
    made_at: str


class Matter(StrEnum):
    """What an entry says."""

    HOLDS = "holds"
    STANDS_IN = "stands_in"
    AWAY = "away"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Shift:
    """One entry. ``key`` is the same for the same entry at each asking; ``instead_of``: for whom somebody stands in."""

    key: str
    matter: Matter
    span: Span
    officer_id: str = ""
    district_id: str = ""
    instead_of: tuple[str, ...] = ()


def of_officer(calendar: Calendar, officer_id: str, districts: Mapping[str, str], span: Span) -> tuple[Shift, ...]:
    """What one officer holds in a span, and when they are away, by time. Why they are away nobody is told."""
    held = (one for district_id in districts for one in _shifts(calendar, district_id, span))
    away = (
        Shift(f"away {one.id}", Matter.AWAY, one.span.within(span), officer_id)
        for one in calendar.absences
        if one.officer_id == officer_id and one.span.meets(span)
    )
    mine = (one for one in held if one.officer_id == officer_id)
    return tuple(sorted((*mine, *away), key=lambda one: (one.span, one.key)))


def of_district(calendar: Calendar, district_id: str, span: Span) -> tuple[Shift, ...]:
    """Who holds a district in a span, by time."""
    return tuple(_shifts(calendar, district_id, span))


def _shifts(calendar: Calendar, district_id: str, span: Span) -> Iterator[Shift]:
    for one in stretches(calendar, district_id, span):
        if one.holder is None:
            yield Shift(f"nobody {district_id} {one.span.from_at}", Matter.NOBODY, one.span, "", district_id)
            continue
        there = one.holder
        matter = Matter.HOLDS if there.kind is DutyKind.PRIMARY else Matter.STANDS_IN
        primaries = (it.officer_id for it in serving(calendar, district_id, one.span.from_at) if it.kind is _PRIMARY)
        instead_of = tuple(it for it in primaries if it != there.officer_id) if matter is Matter.STANDS_IN else ()
        begins = max(one.span.from_at, there.span.from_at)
        key = f"{matter.value} {district_id} {there.officer_id} {begins}"
        yield Shift(key, matter, one.span, there.officer_id, district_id, instead_of)


_PRIMARY: Final = DutyKind.PRIMARY
