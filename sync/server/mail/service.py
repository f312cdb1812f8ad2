"""Sends messages as mail: a job each, at least once, under one Message-ID; what became of it is seen on the devices."""

from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message, Purpose
from sync.server.feed.publish import publish
from sync.server.jobs.domain import Again, Kind
from sync.server.mail import reaching, repository, smtp
from sync.server.mail.forwarding import said_of
from sync.server.mail.handing import Ready, hand_over
from sync.server.mail.hours import seconds_of_quiet
from sync.server.mail.letters import Envelope, addressable, letter
from sync.server.mail.relay import MailKey, Relay, hashed, relay, use
from sync.server.messages import repository as messages
from sync.server.messages.delivery import became
from sync.server.messages.planning import SEND, Send, send_now
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

TRIES: Final = 24
_FIRST_WAIT: Final = 60
_LONGEST_WAIT: Final = 6 * 3_600


_Waiting = tuple[TipRecord, Message]


def begin(connection: Connection, server: Server, named: Relay) -> None:
    """From now on mail leaves by this relay; what is queued leaves at once, whatever the one before said."""
    use(connection, named)
    send_now(connection, messages.queued(connection), server.now())


def attempt(server: Server, payload: Send) -> Again | None:
    """One try, repeated after a crash under the same id, unless the journal knows that the relay took it."""
    ready = server.database.durably(lambda c: _prepared(c, server, payload))
    if ready is None or isinstance(ready, Again):
        return ready
    outcome = hand_over(server, ready)
    return server.database.durably(lambda c: _note(c, server, payload, outcome))


def _waiting(connection: Connection, payload: Send) -> _Waiting | None:
    found = tips.locked(connection, [payload.tip_id]).get(payload.tip_id)
    message = messages.message_of(connection, payload.message_id)
    if found is None or message is None or message.door is not Door.MAIL or message.delivery is not Delivery.QUEUED:
        return None
    return found, message


def _prepared(connection: Connection, server: Server, payload: Send) -> Ready | Again | None:
    waiting = _waiting(connection, payload)
    if waiting is None:
        return None
    named = relay(connection)
    if named is None:
        return None
    found, message = waiting
    if _is_outdated(found, message) or _has_left(found, message):
        _become(connection, server, waiting, Delivery.CANCELLED)
        return None
    if repository.is_switched_off(connection, message.party_id):
        _become(connection, server, waiting, Delivery.FAILED, "address")
        return None
    quiet = seconds_of_quiet(named.quiet, server.settings.clock())
    if quiet:
        return Again(min(quiet, _LONGEST_WAIT), payload)
    key = MailKey(server.settings.files)
    token = key.token(message.party_id)
    repository.keep_address(connection, hashed(token), message.tip_id, message.party_id)
    name = key.name(message.id)
    mail_id = repository.fixed_mail_id(connection, message.id, message.tip_id, f"{name}@{named.domain}")
    back = f"o-{token}@{named.domain}"
    try:
        to = addressable(repository.address_of(connection, message.party_id))
        envelope = Envelope(named.sender, named.name, to, back, mail_id, named.language)
        return Ready(named, letter(said_of(connection, found, message), envelope), back, to)
    except ValueError:
        _become(connection, server, waiting, Delivery.FAILED, "address", lost=True)
        return None


def _is_outdated(found: TipRecord, message: Message) -> bool:
    """Whether it is the reply of a closing that was undone before it could leave."""
    closing = found.tip.closing
    return message.purpose is Purpose.REPLY and (closing is None or closing.at != message.at)


def _has_left(found: TipRecord, message: Message) -> bool:
    """Whether it is to somebody who wants nothing written to them any more."""
    return any(one.left for one in found.tip.parties if one.id == message.party_id)


def _note(connection: Connection, server: Server, payload: Send, outcome: smtp.Outcome) -> Again | None:
    waiting = _waiting(connection, payload)
    if waiting is None:
        return None
    match outcome:
        case smtp.Sent():
            _become(connection, server, waiting, Delivery.SENT)
        case smtp.Later(reason) if payload.tries + 1 < TRIES:
            _become(connection, server, waiting, Delivery.QUEUED, reason)
            wait = min(_FIRST_WAIT * 2**payload.tries, _LONGEST_WAIT)
            return Again(wait, msgspec.structs.replace(payload, tries=payload.tries + 1))
        case smtp.Later(reason) | smtp.Never(reason):
            is_gone = isinstance(outcome, smtp.Never) and outcome.of_address
            _become(connection, server, waiting, Delivery.FAILED, reason, lost=is_gone)
    return None


def _become(
    connection: Connection,
    server: Server,
    waiting: _Waiting,
    delivery: Delivery,
    reason: str = "",
    *,
    lost: bool = False,
) -> None:
    found, message = waiting
    changed = msgspec.structs.replace(message, delivery=delivery, reason=reason)
    if changed == message:
        return
    steps = became(connection, found, changed)
    if lost:
        steps += reaching.lost(connection, server, message.tip_id, message.party_id)
    publish(connection, steps, server.now())


KINDS: Final = (Kind(SEND, before=attempt, payload=Send, within=_LONGEST_WAIT),)
