"""What a person does with a mail that could not be placed: give it to a tip, make it one, or leave it out for now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.erasure.repository import by_number
from sync.server.feed.publish import Step
from sync.server.ground.moments import instant
from sync.server.mail.incoming import deciding, pictures, repository, submitted
from sync.server.mail.incoming.domain import OPEN, Mailbox, State
from sync.server.mail.incoming.pictures import Prepared
from sync.server.mail.incoming.raws import Raws
from sync.server.mail.incoming.reading import Mail
from sync.server.mail.incoming.repository import Kept, Seen, Whose
from sync.server.service import Server
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import SubmissionKind

_STUCK: Final = timedelta(hours=1)


def stuck(server: Server) -> str:
    """What came before this moment and no job has decided is shown to a person."""
    return instant(server.settings.clock() - _STUCK)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that waits, and what it says; None where it can not be read. ``number``: of the tip, or of the submission,
    that it may belong to."""

    kept: Kept
    mail: Mail | None
    number: str


def waiting(connection: Connection, server: Server, limit: int, seen: Seen) -> list[Waiting]:
    """What waits for a person, the oldest first, of what they may see."""
    return [_waiting(connection, server, one) for one in repository.open_ones(connection, limit, seen)]


def one(connection: Connection, server: Server, mail_id: str, seen: Seen) -> Waiting | None:
    """A mail that waits; None where none of this id does that they may see."""
    kept = repository.get(connection, mail_id)
    return _waiting(connection, server, kept) if kept is not None and kept.state in OPEN and seen.may(kept) else None


def _waiting(connection: Connection, server: Server, kept: Kept) -> Waiting:
    if kept.submission_id is not None:
        number = submissions.number_of(connection, kept.submission_id)
    else:
        number = repository.number_of(connection, kept.tip_id) if kept.tip_id else ""
    return Waiting(kept, _mail(server, kept), number)


def ready(server: Server, mail_id: str) -> Prepared | None:
    """The mail with its pictures encoded anew, read before what is done with it is begun; None where none can."""
    with server.database.read() as connection:
        kept = repository.get(connection, mail_id)
    mail = _mail(server, kept) if kept is not None and kept.state in OPEN else None
    return pictures.prepare(mail) if mail is not None else None


def give(
    connection: Connection, server: Server, mail_id: str, mail: Prepared | None, number: str, *, body_id: str = ""
) -> list[Step] | None:
    """It is what a party of this tip says: the body that is named, else the one that is known by its address or by what
    it answers, else the resident who sent the tip.

    What the caller has to publish last; None: there is no such mail that waits, no such tip or party, or its rules
    refuse it, and the caller takes all back.
    """
    kept = _open(connection, mail_id)
    tip_id = by_number(connection, [number]).get(number)
    if kept is None or mail is None or tip_id is None:
        return None
    if body_id:
        party_id = repository.body_party(connection, tip_id, body_id)
    else:
        known = kept.party_id if kept.tip_id == tip_id else None
        party_id = known or repository.party_writing(connection, tip_id, mail.mail.sender)
    if party_id is None:
        return None
    steps = deciding.attach(connection, server, kept, mail, Whose(tip_id, party_id))
    return steps if _is_decided(connection, mail_id) else None


def make_tip(connection: Connection, server: Server, mail_id: str, mail: Prepared | None) -> list[Step] | None:
    """It is a new tip. As ``give``."""
    kept = _open(connection, mail_id)
    if kept is None or mail is None:
        return None
    box = repository.box_of(connection, kept.mailbox) or Mailbox(kept.mailbox, "-", 1, "-")
    steps = deciding.file(connection, server, kept, mail, box)
    return steps if _is_decided(connection, mail_id) else None


def make_submission(
    connection: Connection,
    server: Server,
    mail_id: str,
    mail: Prepared | None,
    *,
    kind: SubmissionKind,
    about: str,
    by: str,
) -> list[Step] | None:
    """It is no tip. As ``give``; None as well where nobody would be left to read it."""
    kept = _open(connection, mail_id)
    if kept is None or mail is None:
        return None
    amiss = submitted.file(connection, server, kept, mail, kind=kind, about=about, by=by)
    if amiss is None:
        deciding.tell_its_page(connection, server, kept, mail.mail)
    return [] if amiss is None else None


def let_pass(connection: Connection, server: Server, mail_id: str, mail: Prepared | None) -> list[Step] | None:
    """Its sender wrote this about the submission that it may belong to. As ``give``."""
    kept = repository.locked(connection, mail_id)
    if kept is None or kept.state not in OPEN or mail is None:
        return None
    return [] if submitted.let_pass(connection, server, kept, mail) else None


def apart(connection: Connection, _server: Server, mail_id: str) -> bool:
    """It is not of that submission, so it waits with all others. False where it could be of none."""
    kept = repository.locked(connection, mail_id)
    if kept is None or kept.state not in OPEN or kept.submission_id is None:
        return False
    repository.settle(connection, mail_id, State.CHECK, None, reason="apart", submission_id=None)
    return True


def refuse(connection: Connection, server: Server, mail_id: str, why: str = "") -> bool:
    """It is nothing; its bytes are kept for a while all the same. False where none of this id waits."""
    kept = repository.locked(connection, mail_id)
    if kept is None or kept.state not in OPEN:
        return False
    repository.settle(connection, mail_id, State.REFUSED, server.now(), reason=why, tip_id=None, party_id=None)
    return True


def reopen(connection: Connection, server: Server, mail_id: str) -> bool:
    """What was refused waits for a person again. False where it was not, or its bytes are gone."""
    kept = repository.locked(connection, mail_id)
    if kept is None or kept.state is not State.REFUSED or Raws(server.settings.files).get(kept.raw) is None:
        return False
    repository.settle(connection, mail_id, State.CHECK, None, reason="reopened")
    return True


def _is_decided(connection: Connection, mail_id: str) -> bool:
    """Whether it waits for nobody any more. A tip that is on no device any more has nothing to publish."""
    kept = repository.get(connection, mail_id)
    return kept is not None and kept.state not in OPEN


def _open(connection: Connection, mail_id: str) -> Kept | None:
    """One that waits and may become anything: what may belong to a submission becomes no tip, and no other one."""
    kept = repository.locked(connection, mail_id)
    return kept if kept is not None and kept.state in OPEN and kept.submission_id is None else None


def _mail(server: Server, kept: Kept) -> Mail | None:
    raw = Raws(server.settings.files).get(kept.raw)
    return None if raw is None else deciding.readable(raw)
