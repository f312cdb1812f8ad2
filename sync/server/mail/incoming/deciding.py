"""Decides a mail that is kept: once, and all that follows of it in one transaction.

What a bug of ours or a broken mail keeps from being decided waits for a person, as do all that can not be placed.
"""

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, assert_never

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, SYSTEM
from app.identifiers import id_of
from app.messages.domain import Delivery, Door
from app.outbox.domain import Code, VerdictKind
from app.tips.domain import Channel
from app.tips.operations import TipAssign, TipFile
from app.tips.titles import one_line
from sync.server.audit import service as audit
from sync.server.changes import doors
from sync.server.changes.doors import Change
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import Step, publish
from sync.server.ground.moments import instant
from sync.server.intake.seal import hash_of
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Kind
from sync.server.mail import reaching
from sync.server.mail.incoming import keeping, pictures, placing, repository, submitted, trust
from sync.server.mail.incoming.domain import ACKNOWLEDGE, DECIDE, BoxKind, Mailbox, State, Which
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.pictures import Prepared, noted
from sync.server.mail.incoming.raws import Raws
from sync.server.mail.incoming.reading import Mail, read
from sync.server.mail.incoming.repository import Kept, Whose
from sync.server.mail.relay import MailKey, hashed, relay
from sync.server.mail.repository import address_of
from sync.server.messages.delivery import became
from sync.server.messages.service import Received, receive
from sync.server.news import service as news
from sync.server.service import Server
from sync.server.submissions import mailing
from sync.server.tips import repository as tips

log = logging.getLogger("okrskar.server")
TIPS_OF_ADDRESS: Final = 5
"""So many mails of one address become tips by themselves within a day."""
TIPS_OF_ALL: Final = 200
_TITLE: Final = 80
_ANSWER: Final = re.compile(r"^((re|fw|fwd|odp|aw)\s*:\s*)+", re.IGNORECASE)
_PICTURES_ALONE: Final = "Fotografie"
"""What a mail without a word says, where it brings pictures."""
_NOBODY: Final = Mailbox("", "-", 1, "-")
"""Stands for a mailbox that was removed since."""


def decide(server: Server, which: Which) -> None:
    """The job: what becomes of one mail."""
    with server.database.read() as connection:
        kept = repository.get(connection, which.id)
    if kept is None or kept.state is not State.WAITING:
        return
    raw = Raws(server.settings.files).get(kept.raw)
    mail = None if raw is None else readable(raw)
    ready = None if mail is None else pictures.prepare(mail) if _may_attach(mail) else Prepared(mail)
    server.database.durably(lambda c: _decide(c, server, which.id, ready))


def _may_attach(mail: Mail) -> bool:
    """Whether it may become a tip's without a person, so that its pictures are worth the work."""
    has_secret = mail.nature is Nature.MANY and bool(placing.tokens_of(mail))
    return (mail.nature is Nature.PERSON or has_secret) and not mail.odd


def readable(raw: bytes) -> Mail | None:
    """The mail; None where no reader of ours can do it."""
    try:
        return read(raw)
    except Exception as error:  # noqa: BLE001 - whatever a stranger's bytes do to a reader, the mail is kept
        log.error("a mail can not be read: %s", type(error).__name__)  # noqa: TRY400 - the text may quote it
        return None


def _decide(connection: Connection, server: Server, mail_id: str, ready: Prepared | None) -> None:
    kept = repository.locked(connection, mail_id)
    if kept is None or kept.state is not State.WAITING:
        return
    if ready is None:
        repository.settle(connection, kept.id, State.CHECK, None, reason="unreadable")
        return
    mail = replace(ready.mail, odd=ready.mail.odd or kept.reason == "cut")
    box = repository.box_of(connection, kept.mailbox) or _NOBODY
    tokens, numbers = placing.tokens_of(mail), placing.numbers_of(mail)
    other = mailing.at(connection, server, tokens)
    if other:  # where fewer people read it, whoever else it went to
        submitted.answered(connection, server, kept, replace(ready, mail=mail), other)
        return
    owners = repository.parties_at(connection, [hashed(token) for token in tokens])
    secret = owners[0] if len(owners) == 1 else None
    mail = replace(mail, odd=mail.odd or len(owners) > 1)
    certain = secret or repository.hinted(connection, (), mail.answers, mail.sender)
    hinted = certain or next(iter(owners), None) or repository.hinted(connection, numbers, (), mail.sender)
    sender = hash_of_address(server, mail.sender)
    repository.settle(connection, kept.id, State.WAITING, None, sender=sender)
    in_line = trust.is_in_line(mail.results, box.authserv, mail.sender)
    named = submitted.named(connection, server, mail, numbers) if certain is None else ""
    if named:
        submitted.suggested(connection, server, kept, replace(ready, mail=mail), named, in_line=in_line)
        return
    known = placing.Known(
        box=box.kind,
        secret=secret is not None,
        gone=bool(tokens) and secret is None,
        hinted=hinted is not None,
        theirs=in_line and hinted is not None and _is_theirs(mail, hinted, sender),
        forged=trust.has_failed(mail.results, box.authserv),
        flood=_is_flood(connection, server, sender),
    )
    case = _Case(server, kept, replace(ready, mail=mail), box, hinted, certain is not None, in_line)
    publish(connection, _placed(connection, case, placing.place(mail, known)), server.now())


@dataclass(frozen=True, slots=True)
class _Case:
    """``is_certain``: whose it is was told by what only who had a mail of ours knows."""

    server: Server
    kept: Kept
    ready: Prepared
    box: Mailbox
    whose: Whose | None
    is_certain: bool
    in_line: bool

    @property
    def mail(self) -> Mail:
        return self.ready.mail


def _placed(connection: Connection, case: _Case, placement: placing.Placement) -> list[Step]:
    server, kept, mail, whose = case.server, case.kept, case.mail, case.whose
    match placement:
        case placing.Attach():
            assert whose is not None  # noqa: S101 - only to who is known anything is attached
            if mail.sender and mail.sender.lower() == address_of(connection, whose.party_id).lower():
                repository.confirm(connection, whose.party_id, hash_of_address(server, mail.sender))
            return attach(connection, server, kept, case.ready, whose)
        case placing.Return():
            for secret in placing.ends_of(mail):
                news.leave(connection, server, hash_of(secret))
            return _return(connection, case)
        case placing.File():
            steps = _filed(connection, case)
            _acknowledge(connection, case)
            return steps
        case placing.Check(reason, answer):
            _check(connection, case, reason)
            if answer:
                _acknowledge(connection, case)
        case placing.Ignore(reason):
            repository.settle(connection, kept.id, State.IGNORED, server.now(), reason=reason)
        case _:
            assert_never(placement)
    return []


def _filed(connection: Connection, case: _Case) -> list[Step]:
    """A tip, or what is none where all that comes by its mailbox is that."""
    server, kept, kind = case.server, case.kept, case.box.submission
    if kind is None:
        return file(connection, server, kept, case.ready, case.box)
    if submitted.file(connection, server, kept, case.ready, kind=kind, about="", by="") is not None:
        _check(connection, case, "nobody")
    return []


def _check(connection: Connection, case: _Case, reason: str) -> None:
    whose = case.whose
    tip_id, party_id = (whose.tip_id, whose.party_id or None) if whose is not None else (None, None)
    repository.settle(connection, case.kept.id, State.CHECK, None, reason=reason, tip_id=tip_id, party_id=party_id)


def attach(connection: Connection, server: Server, kept: Kept, ready: Prepared, whose: Whose) -> list[Step]:
    """Take it as what the party says; what the caller has to publish. What the rules refuse waits for a person."""
    mail = ready.mail
    text = noted(mail.said or one_line(mail.subject) or _PICTURES_ALONE, ready)
    taken = receive(connection, server, whose.party_id, text, Door.MAIL, key=id_of(f"mail {kept.key}"))
    if isinstance(taken, Received) or taken.code is Code.ALREADY_EXISTS:
        repository.settle(
            connection, kept.id, State.ATTACHED, server.now(), reason="", tip_id=whose.tip_id, party_id=whose.party_id
        )
        steps = list(taken.steps)
        if isinstance(taken, Received):
            steps += pictures.add(connection, server, whose.tip_id, ready.photos)
        if mail.sender and mail.sender.lower() == address_of(connection, whose.party_id).lower():
            steps += reaching.found(connection, server, whose.tip_id, whose.party_id)
        return steps
    repository.settle(connection, kept.id, State.CHECK, None, reason=taken.code.value, tip_id=whose.tip_id)
    return list(taken.steps)


def file(connection: Connection, server: Server, kept: Kept, ready: Prepared, box: Mailbox) -> list[Step]:
    """Make it a new tip; as ``attach``."""
    mail = ready.mail
    text = noted(mail.said, ready)
    subject = one_line(_ANSWER.sub("", mail.subject)) or one_line(text) or _PICTURES_ALONE
    operation = TipFile(
        title=subject if len(subject) <= _TITLE else f"{subject[: _TITLE - 1].rstrip()}…",
        category=box.category,
        text=text,
        contact_name=mail.name,
        contact_email=mail.sender,
    )
    tip_id = id_of(f"tip of mail {kept.key}")
    door = doors.Door(RESIDENT, Channel.EMAIL)
    decisions = carry_out(connection, server, [Change(door, tip_id, operation, told={"mail": kept.id})])
    if decisions[0].verdict.verdict is not VerdictKind.APPLIED:
        code = decisions[0].verdict.code or Code.INVALID
        repository.settle(connection, kept.id, State.CHECK, None, reason=code.value)
        return []
    repository.settle(connection, kept.id, State.FILED, server.now(), reason="", tip_id=tip_id, party_id=tip_id)
    audit.append(connection, server.now(), RESIDENT.id, "tip.file", tip_id)
    steps = steps_of(decisions)
    made = decisions[0].effects.tip
    if made is not None and box.kind is BoxKind.OFFICER and box.officer_id:
        given = Change(doors.Door(SYSTEM), tip_id, TipAssign(holder_id=box.officer_id), base=made.tip.version)
        steps += steps_of(carry_out(connection, server, [given]))
    return [*steps, *pictures.add(connection, server, tip_id, ready.photos)]


def _return(connection: Connection, case: _Case) -> list[Step]:
    """The officer sees that it did not arrive, and where the address is to blame, that there is no way by it.

    Anybody can write such a mail with the number of a tip: then a person has to look.
    """
    server, kept, mail, whose = case.server, case.kept, case.mail, case.whose
    assert mail.bounce is not None  # noqa: S101 - nothing else is placed so
    message = repository.returned(connection, mail.bounce.mail_id, whose if case.is_certain else None)
    found = tips.locked(connection, [message.tip_id]).get(message.tip_id) if message is not None else None
    if message is None or found is None:
        if whose is not None and not case.is_certain:
            _check(connection, case, "suggested")
            return []
        repository.settle(connection, kept.id, State.IGNORED, server.now(), reason="bounce")
        return []
    repository.settle(
        connection, kept.id, State.RETURNED, server.now(), tip_id=message.tip_id, party_id=message.party_id
    )
    if message.delivery not in (Delivery.SENT, Delivery.QUEUED):
        return []
    reason = mail.bounce.code or "bounce"
    steps = became(connection, found, msgspec.structs.replace(message, delivery=Delivery.FAILED, reason=reason))
    if reaching.is_of_address(mail.bounce.code):
        steps += reaching.lost(connection, server, message.tip_id, message.party_id)
    return steps


def _acknowledge(connection: Connection, case: _Case) -> None:
    """Have the sender told that it came: once a day, and nobody whose name was only used."""
    server, sender = case.server, case.mail.sender
    if _may_be_told(connection, sender, case.box, in_line=case.in_line):
        once = hashlib.sha256(f"{hash_of_address(server, sender)} {server.now()[:10]}".encode()).hexdigest()
        jobs.put(connection, ACKNOWLEDGE, Which(case.kept.id), key=f"acknowledge {once}", due=server.now())


def tell_its_page(connection: Connection, server: Server, kept: Kept, mail: Mail) -> None:
    """A person made it a submission: its sender is told its number and its page, whatever they were told that day."""
    box = repository.box_of(connection, kept.mailbox) or _NOBODY
    if _may_be_told(connection, mail.sender, box, in_line=trust.is_in_line(mail.results, box.authserv, mail.sender)):
        jobs.put(connection, ACKNOWLEDGE, Which(kept.id), key=f"acknowledge submission {kept.id}", due=server.now())


def _may_be_told(connection: Connection, sender: str, box: Mailbox, *, in_line: bool) -> bool:
    ours = relay(connection)
    if ours is None or not sender or (box.authserv and not in_line):
        return False
    return sender.lower() != ours.sender.lower()


def _is_theirs(mail: Mail, whose: Whose, sender: str) -> bool:
    """Whether the sender's address is the party's, and was shown to be."""
    same = bool(mail.sender) and mail.sender.lower() == whose.address.lower()
    return same and bool(whose.confirmed) and whose.confirmed == sender


def _is_flood(connection: Connection, server: Server, sender: str) -> bool:
    since = instant(server.settings.clock() - timedelta(days=1))
    of_sender, of_all = repository.filed_since(connection, sender, since)
    return of_sender >= TIPS_OF_ADDRESS or of_all >= TIPS_OF_ALL


def hash_of_address(server: Server, address: str) -> str:
    """Under what an address is known without being told; nothing for none."""
    return MailKey(server.settings.files).address(address.lower()) if address else ""


KINDS: Final = (
    Kind(DECIDE, before=decide, payload=Which, within=0),
    Kind(keeping.FORGET, before=keeping.forget_by_the_clock, every=3_600),
)
