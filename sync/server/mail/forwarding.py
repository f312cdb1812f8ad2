"""What a body is told of the tip that is forwarded to it: never who sent it, unless an officer decided so."""

from typing import Final

from sqlalchemy.engine import Connection

from app.calendar import prague
from app.messages.domain import Message, Party, PartyKind, Purpose
from sync.server.districts import repository as districts
from sync.server.ground.moments import moment
from sync.server.mail import repository
from sync.server.mail.letters import Said
from sync.server.tips.repository import TipRecord

_METRES: Final = 5
"""Digits of a degree: about a metre."""


def said_of(connection: Connection, found: TipRecord, message: Message) -> Said:
    """What a message to a party says."""
    assert message.purpose is not None  # noqa: S101 - only what an officer wrote is queued
    tip, closing = found.tip, found.tip.closing
    outcome = closing.outcome.kind if closing is not None and message.purpose is Purpose.REPLY else None
    to_body = _is_body(tip.parties, message.party_id)
    if message.purpose is not Purpose.FORWARD:
        return Said(message.purpose, message.text, tip.number, tip.title, outcome, to_body)
    until = _day(tip.answer_due) if tip.answer_due is not None and _waits_on(found, message) else ""
    facts = tuple((key, value) for key, value in _facts(connection, found, message) if value.strip())
    return Said(message.purpose, message.text, tip.number, tip.title, None, to_body, facts, until)


def _facts(connection: Connection, found: TipRecord, message: Message) -> list[tuple[str, str]]:
    tip = found.tip
    place = tip.place
    where = ""
    if place is not None:
        where = ", ".join(filter(None, (place.address, f"{place.lat:.{_METRES}f} {place.lon:.{_METRES}f}")))
    facts = [
        ("fact_title", tip.title),
        ("fact_category", districts.category_name(connection, tip.category)),
        ("fact_place", where),
        ("fact_created", _day(tip.created_at)),
    ]
    contact = repository.contact_of(connection, tip.id) if message.with_contact else None
    if contact is not None:
        facts += [("fact_name", contact.name), ("fact_phone", contact.phone), ("fact_email", contact.email)]
    return [*facts, ("fact_text", tip.text)]


def _is_body(parties: tuple[Party, ...], party_id: str) -> bool:
    return any(one.id == party_id and one.kind is PartyKind.BODY for one in parties)


def _waits_on(found: TipRecord, message: Message) -> bool:
    return any(one.id == message.party_id and one.name == found.tip.waiting_body for one in found.tip.parties)


def _day(at: str) -> str:
    here = prague(moment(at))
    return f"{here.day}. {here.month}. {here.year}"
