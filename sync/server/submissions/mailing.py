"""Answers to what is no tip go out by mail, as messages of tips do: at least once, under one Message-ID, not at night.

What comes back to the address that such a mail gives goes to the submission and nowhere else: it never becomes a tip.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from app.messages.domain import Delivery
from sync.server.intake.seal import hash_of
from sync.server.jobs.domain import Again, Kind
from sync.server.mail import smtp
from sync.server.mail.handing import Ready, hand_over
from sync.server.mail.hours import seconds_of_quiet
from sync.server.mail.incoming.nature import Bounce
from sync.server.mail.letters import Envelope, addressable, submission_answer
from sync.server.mail.relay import MailKey, relay
from sync.server.service import Server
from sync.server.submissions import repository
from sync.server.submissions.domain import MAIL, Answer, Line, Mailed, State, Told, What
from sync.server.submissions.repository import Picture, Record

TRIES: Final = 24
MOST_HEARD: Final = 50
"""Mails of its sender that one takes by itself."""
MOST_PHOTOS: Final = 40
"""Photos of one, above which mails add none."""
_FIRST_WAIT: Final = 60
_LONGEST_WAIT: Final = 6 * 3_600
_SUBMISSION: Final = "submission"
_PAGE: Final = "/sledovat/"
_NAME: Final = re.compile("[0-9a-f]{32}")
_JPEG: Final = "image/jpeg"


def attempt(server: Server, payload: Mailed) -> Again | None:
    """One try; nothing once the relay took it, or nobody knows any more who sent it."""
    ready = server.database.durably(lambda c: _prepared(c, server, payload))
    if ready is None or isinstance(ready, Again):
        return ready
    outcome = hand_over(server, ready)
    return server.database.durably(lambda c: _note(c, payload, outcome))


def at(connection: Connection, server: Server, tokens: Collection[str]) -> str:
    """The submission whose reply address has one of these secrets; empty for none."""
    if not tokens:
        return ""
    key = MailKey(server.settings.files)
    return next((one for one in repository.ids(connection) if key.secret(_SUBMISSION, one) in tokens), "")


def answering(connection: Connection, server: Server, mail_ids: Collection[str]) -> str:
    """The submission of which one of these Message-IDs is an answer's or its acknowledgement's; empty for none."""
    names = {one.partition("@")[0] for one in mail_ids}
    if not any(map(_NAME.fullmatch, names)):
        return ""
    key = MailKey(server.settings.files)
    for submission_id, doc in repository.documents(connection):
        if not names.isdisjoint(_name(key, submission_id, place, one) for place, one in enumerate(doc.answers)):
            return submission_id
    told = repository.mails_made_of(connection)
    return next((submission_id for submission_id, mail in told if receipt_name(key, mail) in names), "")


def receipt_name(key: MailKey, mail_key: str) -> str:
    """What the Message-ID of the mail begins with that says that a mail came: by what is the same of the same mail, for
    its id is another one after a backup."""
    return key.name(f"acknowledgement {mail_key}")


def reply_name(key: MailKey, submission_id: str) -> str:
    """What the address begins with by which its sender answers."""
    return f"o-{key.secret(_SUBMISSION, submission_id)}"


def page_of(connection: Connection, server: Server, submission_id: str) -> str:
    """The address of the page of one that came as a mail; empty where it has none, or its sender ended it."""
    secret = server.seal.link_mailed(submission_id)
    links = {one.hash for one in repository.links(connection, submission_id)}
    is_shown = bool(server.settings.address) and hash_of(secret) in links
    return f"{server.settings.address}{_PAGE}{secret}" if is_shown else ""


def is_theirs(connection: Connection, server: Server, submission_id: str, sender: str) -> bool:
    """Whether the address is its sender's, who answered from it to the secret one before."""
    doc = repository.document(connection, submission_id)
    if doc is None or not sender or sender.lower() != doc.email.strip().lower():
        return False
    return doc.confirmed == MailKey(server.settings.files).address(sender.lower())


def confirm(connection: Connection, server: Server, submission_id: str, sender: str) -> None:
    """From this address somebody answered to the secret one; if it is its sender's, that is sure now."""
    record = repository.locked(connection, submission_id)
    if record is not None and sender and sender.lower() == record.doc.email.strip().lower():
        known = MailKey(server.settings.files).address(sender.lower())
        repository.write(connection, replace(record, doc=msgspec.structs.replace(record.doc, confirmed=known)))


def hear(
    connection: Connection, server: Server, submission_id: str, text: str, photos: Sequence[bytes], *, mail_id: str,
    by_itself: bool = True,
) -> bool:  # fmt: skip
    """Take what its sender writes; one that was done waits for its reader again. False where so much was written that a
    person has to look, who lets it pass: whoever knows the secret address could write for ever."""
    record = repository.locked(connection, submission_id)
    if record is None or (by_itself and len(record.doc.heard) >= MOST_HEARD):
        return False
    now = server.now()
    doc = msgspec.structs.replace(
        record.doc,
        heard=(*record.doc.heard, Told(now, text)),
        lines=(*record.doc.lines, Line(now, What.HEARD)),
        mails=(*record.doc.mails, mail_id),
    )
    again = replace(record, doc=doc, state=State.OPEN, closed_at="", version=record.version + 1)
    repository.write(connection, again)
    room = max(0, MOST_PHOTOS - len(repository.picture_ids(connection, record.id)))
    repository.add_pictures(connection, record.id, [Picture(new_id(), _JPEG, one, one) for one in photos[:room]])
    return True


def returned(connection: Connection, server: Server, submission_id: str, bounce: Bounce) -> None:
    """An answer came back, the one of that Message-ID, else the last that went out: its reader sees that."""
    record = repository.locked(connection, submission_id)
    if record is None:
        return
    key, answers = MailKey(server.settings.files), record.doc.answers
    named = {_name(key, record.id, place, one): place for place, one in enumerate(answers)}
    sent = (place for place in reversed(range(len(answers))) if answers[place].delivery is Delivery.SENT)
    place = named.get(bounce.mail_id.partition("@")[0], next(sent, None))
    if place is not None and answers[place].delivery in (Delivery.SENT, Delivery.QUEUED):
        _become(connection, record, place, Delivery.FAILED, bounce.code or "bounce")


def _name(key: MailKey, submission_id: str, place: int, answer: Answer) -> str:
    """What the Message-ID begins with: of this answer alone, though a restored backup has another in its place."""
    return key.name(f"answer {submission_id} {place} {answer.at}")


def _waiting(connection: Connection, payload: Mailed) -> tuple[Record, Answer] | None:
    record = repository.locked(connection, payload.id)
    if record is None or payload.place >= len(record.doc.answers):
        return None
    one = record.doc.answers[payload.place]
    return (record, one) if one.delivery is Delivery.QUEUED else None


def _prepared(connection: Connection, server: Server, payload: Mailed) -> Ready | Again | None:
    waiting, named = _waiting(connection, payload), relay(connection)
    if waiting is None:
        return None
    if named is None:
        return Again(_LONGEST_WAIT, payload)
    record, one = waiting
    if not record.doc.email:
        _become(connection, record, payload.place, Delivery.CANCELLED)
        return None
    quiet = seconds_of_quiet(named.quiet, server.settings.clock())
    if quiet:
        return Again(min(quiet, _LONGEST_WAIT), payload)
    key = MailKey(server.settings.files)
    spoken = next((link.language for link in repository.links(connection, record.id) if link.own), named.language)
    mail_id = f"{_name(key, record.id, payload.place, one)}@{named.domain}"
    back = f"{reply_name(key, record.id)}@{named.domain}"
    to = addressable(record.doc.email)
    envelope = Envelope(named.sender, named.name, to, back, mail_id, spoken)
    page = page_of(connection, server, record.id)
    return Ready(named, submission_answer(envelope, record.number, one.text, page), back, to)


def _note(connection: Connection, payload: Mailed, outcome: smtp.Outcome) -> Again | None:
    waiting = _waiting(connection, payload)
    if waiting is None:
        return None
    match outcome:
        case smtp.Sent():
            _become(connection, waiting[0], payload.place, Delivery.SENT)
        case smtp.Later(reason) if payload.tries + 1 < TRIES:
            _become(connection, waiting[0], payload.place, Delivery.QUEUED, reason)
            wait = min(_FIRST_WAIT * 2**payload.tries, _LONGEST_WAIT)
            return Again(wait, msgspec.structs.replace(payload, tries=payload.tries + 1))
        case smtp.Later(reason) | smtp.Never(reason):
            _become(connection, waiting[0], payload.place, Delivery.FAILED, reason)
    return None


def _become(connection: Connection, record: Record, place: int, delivery: Delivery, reason: str = "") -> None:
    answers = list(record.doc.answers)
    answers[place] = msgspec.structs.replace(answers[place], delivery=delivery, reason=reason)
    doc = msgspec.structs.replace(record.doc, answers=tuple(answers))
    repository.write(connection, replace(record, doc=doc))


KINDS: Final = (Kind(MAIL, before=attempt, payload=Mailed, within=_LONGEST_WAIT),)
