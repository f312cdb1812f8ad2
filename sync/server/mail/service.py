"""Sends messages as mail: a job each, at least once, under one Message-ID; what became of it is seen on the devices."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message
from sync.server.ground.moments import instant
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind
from sync.server.mail import repository, smtp
from sync.server.mail.letters import Envelope, Said, addressable, letter
from sync.server.mail.relay import MailKey, Relay, hashed, relay, use
from sync.server.messages import repository as messages
from sync.server.messages.delivery import become
from sync.server.messages.repository import SEND, Send
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

SECONDS: Final = 60.0
"""For one try, less than a job's lease: nobody else tries meanwhile."""
TRIES: Final = 24
_FIRST_WAIT: Final = 60
_LONGEST_WAIT: Final = 6 * 3_600


_Waiting = tuple[TipRecord, Message]


@dataclass(frozen=True, slots=True)
class _Ready:
    relay: Relay
    mail: EmailMessage
    back: str
    to: str


def begin(connection: Connection, server: Server, named: Relay) -> None:
    """From now on mail leaves by this relay; what was queued while there was none leaves too."""
    was = relay(connection)
    use(connection, named)
    if was is None:
        now = server.now()
        for one in messages.queued(connection):
            jobs.put(connection, SEND, Send(one.id, one.tip_id), key=f"send {one.id} from {now}", due=now)


def attempt(server: Server, payload: Send) -> None:
    """One try. What comes after it is written by itself: a try that is repeated after a crash has the same id."""
    ready = server.database.durably(lambda c: _prepared(c, server, payload))
    if ready is None:
        return
    password = MailKey(server.settings.files).open(ready.relay.sealed)
    outcome: smtp.Outcome = smtp.Later("relay settings")
    if password is not None:
        outcome = smtp.send(ready.relay, password, ready.mail, back=ready.back, to=ready.to, seconds=SECONDS)
    server.database.durably(lambda c: _note(c, server, payload, outcome))


def _waiting(connection: Connection, payload: Send) -> _Waiting | None:
    found = tips.locked(connection, [payload.tip_id]).get(payload.tip_id)
    message = messages.message_of(connection, payload.message_id)
    if found is None or message is None or message.door is not Door.MAIL or message.delivery is not Delivery.QUEUED:
        return None
    return found, message


def _prepared(connection: Connection, server: Server, payload: Send) -> _Ready | None:
    waiting = _waiting(connection, payload)
    if waiting is None:
        return None
    named = relay(connection)
    if named is None:
        return None
    found, message = waiting
    token = MailKey(server.settings.files).token(message.party_id)
    repository.keep_address(connection, hashed(token), message.tip_id, message.party_id)
    fresh = f"{secrets.token_hex(16)}@{named.domain}"
    mail_id = repository.fixed_mail_id(connection, message.id, message.tip_id, fresh)
    back = f"o-{token}@{named.domain}"
    try:
        to = addressable(repository.address_of(connection, message.party_id))
        envelope = Envelope(named.sender, named.name, to, back, mail_id, named.language)
        return _Ready(named, letter(_said(found, message), envelope), back, to)
    except ValueError:
        _become(connection, server, waiting, Delivery.FAILED, "address")
        return None


def _said(found: TipRecord, message: Message) -> Said:
    assert message.purpose is not None  # noqa: S101 - only what an officer wrote is queued
    closing = found.tip.closing
    outcome = closing.outcome.kind if closing is not None and message.purpose.value == "reply" else None
    return Said(message.purpose, message.text, found.tip.number, found.tip.title, outcome)


def _note(connection: Connection, server: Server, payload: Send, outcome: smtp.Outcome) -> None:
    waiting = _waiting(connection, payload)
    if waiting is None:
        return
    match outcome:
        case smtp.Sent():
            _become(connection, server, waiting, Delivery.SENT)
        case smtp.Later(reason) if payload.tries + 1 < TRIES:
            wait = min(_FIRST_WAIT * 2**payload.tries, _LONGEST_WAIT)
            _again(connection, server, payload, wait, payload.tries + 1)
            _become(connection, server, waiting, Delivery.QUEUED, reason)
        case smtp.Later(reason) | smtp.Never(reason):
            _become(connection, server, waiting, Delivery.FAILED, reason)


def _again(connection: Connection, server: Server, payload: Send, wait: float, tries: int) -> None:
    due = instant(server.settings.clock() + timedelta(seconds=wait))
    job = Send(payload.message_id, payload.tip_id, tries)
    jobs.put(connection, SEND, job, key=f"send {payload.message_id} {tries} {due}", due=due)


def _become(connection: Connection, server: Server, waiting: _Waiting, delivery: Delivery, reason: str = "") -> None:
    found, message = waiting
    changed = msgspec.structs.replace(message, delivery=delivery, reason=reason)
    if changed != message:
        become(connection, server, found, changed)


KINDS: Final = (Kind(SEND, before=attempt, payload=Send),)
