"""Whether mail reaches a party: where one came back the address is marked until mail comes from it or there is another.

The mark is a change of the tip like any other, so the officer sees it before a word is written.
"""

from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import SYSTEM
from app.messages.domain import Party, PartyKind, Way
from app.tips.operations import TipReach
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import Step
from sync.server.intake import repository as intake
from sync.server.mail import repository
from sync.server.messages import repository as messages
from sync.server.service import Server
from sync.server.tips import repository as tips

_NOT_OF_ADDRESS: Final = ("5.1.7", "5.1.8")
_OF_ADDRESS: Final = ("", "5.0.0", "5.2.0", "5.2.1", "5.4.4")
"""No code, and what servers say that know no better (Exim does) or find no mailbox or no server (RFC 3463)."""


def is_of_address(code: str) -> bool:
    """Whether a mail that failed for good with this code says something of the address, not of us or of the mail."""
    return code in _OF_ADDRESS or (code.startswith("5.1.") and code not in _NOT_OF_ADDRESS)


def lost(connection: Connection, server: Server, tip_id: str, party_id: str) -> list[Step]:
    """Mark that the party's address takes no mail; what the caller has to publish."""
    party = _party(connection, tip_id, party_id)
    if party is None or party.way is not Way.MAIL:
        return []
    return _mark(connection, server, tip_id, TipReach(party_id, _left(connection, party)))


def found(connection: Connection, server: Server, tip_id: str, party_id: str) -> list[Step]:
    """Take the mark away, where there is one: mail came from there, or there is another address."""
    party = _party(connection, tip_id, party_id)
    if party is None or not party.returned or party.left:
        return []
    return _mark(connection, server, tip_id, TipReach(party_id, Way.MAIL))


def moved(connection: Connection, server: Server, body_id: str) -> list[Step]:
    """A body has another address: nothing is known against that one, wherever the body is a party."""
    places = messages.parties_of_body(connection, body_id)
    tips.locked(connection, sorted({tip_id for tip_id, _ in places}))
    return [step for place in places for step in found(connection, server, *place)]


def _left(connection: Connection, party: Party) -> Way:
    if party.kind is PartyKind.BODY:
        return Way.NONE
    known = repository.contact_of(connection, party.id)
    if known is not None and known.phone.strip():
        return Way.CALL
    return Way.PAGE if intake.links_of(connection, party.id) else Way.NONE


def _mark(connection: Connection, server: Server, tip_id: str, operation: TipReach) -> list[Step]:
    return list(steps_of(carry_out(connection, server, [Change(Door(SYSTEM), tip_id, operation)])))


def _party(connection: Connection, tip_id: str, party_id: str) -> Party | None:
    record = tips.locked(connection, [tip_id]).get(tip_id)
    parties = record.tip.parties if record is not None else ()
    return next((one for one in parties if one.id == party_id), None)
