"""Addresses of calendars: given out once, revoked, and what each of them answers."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague_day, start_of_day
from app.duty.domain import Span
from app.identifiers import new_id
from sync.server.calendars import repository, words, writing
from sync.server.calendars.domain import Address, of_district, of_officer
from sync.server.districts.repository import all_districts
from sync.server.duty import repository as duty
from sync.server.ground.moments import instant
from sync.server.service import Server

PATH: Final = "/calendars/{secret}.ics"
MOST: Final = 10
"""So many addresses of one officer or district may answer at once."""
_SECRET_BYTES: Final = 16
_BACK, _AHEAD = timedelta(days=31), timedelta(days=92)
"""What is told: a month that was, and three that come."""


@dataclass(frozen=True, slots=True)
class Whose:
    """An officer's or a district's, the other of the two empty, and the language that it speaks."""

    officer_id: str
    district_id: str
    language: str


class Refusal(StrEnum):
    """Why no address was given out."""

    NOBODY = "nobody"
    """There is no officer in use and no district of this id, or both were named."""
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Given:
    """A new address; the path with its secret is known to nobody any more once this is forgotten."""

    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar as it is sent; ``tag`` is the same as long as nothing in it changed."""

    body: bytes
    tag: str


def give(connection: Connection, server: Server, whose: Whose, by: str) -> Given | Refusal:
    """A new address; ``by`` is who made it. The caller says it in the audit."""
    officers = {one for one, _ in duty.officers(connection)}
    districts = {one.id for one in all_districts(connection)}
    officer_id, district_id = whose.officer_id, whose.district_id
    if (officer_id in officers) == (district_id in districts) or (officer_id and district_id):
        return Refusal.NOBODY
    known = repository.standing(connection)
    if sum((one.officer_id, one.district_id) == (officer_id, district_id) for one in known) >= MOST:
        return Refusal.MANY
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    one = Address(new_id(), officer_id, district_id, whose.language, by, server.now())
    repository.insert(connection, one, hashed(secret))
    return Given(one.id, PATH.format(secret=secret))


def hashed(secret: str) -> str:
    """Under what an address is stored: of random bits no more is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def answer(connection: Connection, server: Server, secret: str) -> Written | None:
    """The calendar of this secret; None where there is none, or none any more."""
    address = repository.by_hash(connection, hashed(secret))
    if address is None:
        return None
    now = server.settings.clock()
    today = prague_day(now)
    span = Span(instant(start_of_day(today - _BACK)), instant(start_of_day(today + _AHEAD)))
    calendar = duty.calendar(connection, span.from_at, planned=True, past_people=True)
    people = dict(duty.names(connection))
    districts = {one.id: one.name for one in all_districts(connection)}
    if address.district_id:
        name, shifts = districts[address.district_id], of_district(calendar, address.district_id, span)
    else:
        name, shifts = people[address.officer_id], of_officer(calendar, address.officer_id, districts, span)
    entries = [words.entry(one, people, districts, address) for one in shifts]
    tag = hashlib.sha256(repr((name, address.language, entries)).encode()).hexdigest()[:32]
    return Written(writing.written(words.title(name, address.language), entries, now), tag)
