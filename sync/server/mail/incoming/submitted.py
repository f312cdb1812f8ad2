"""A mail that belongs to what is no tip: it goes there and nowhere else."""

import hashlib
from collections.abc import Sequence
from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT
from app.identifiers import id_of
from app.tips.domain import Channel
from app.tips.titles import one_line
from sync.server.audit import service as audit
from sync.server.intake.seal import Form, hash_of
from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import State
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.pictures import Prepared, noted
from sync.server.mail.incoming.reading import MOST_TEXT, Mail
from sync.server.mail.incoming.repository import Kept
from sync.server.mail.relay import relay
from sync.server.service import Server
from sync.server.submissions import entering, mailing
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import Submission, SubmissionKind
from sync.server.submissions.entering import New
from sync.server.submissions.repository import Link
from sync.server.submissions.service import Trouble

_NONCE: Final = 16
_LANGUAGE: Final = "cs"
_NOTHING_SAID: Final = "(bez textu)"


def file(
    connection: Connection, server: Server, kept: Kept, ready: Prepared, *, kind: SubmissionKind, about: str, by: str
) -> Trouble | None:
    """It is no tip and never was one; else why that can not be, and nothing is written."""
    mail = ready.mail
    said = "\n".join(part for part in (one_line(mail.subject), mail.said) if part) or _NOTHING_SAID
    doc = Submission(
        noted(said[:MOST_TEXT], ready), Channel.EMAIL.value, name=mail.name, email=mail.sender, mails=(kept.id,)
    )
    submission_id = id_of(f"submission of mail {kept.key}")  # of the same mail the same, though a backup came between
    number = server.seal.number_of(Form(hashlib.sha256(submission_id.encode()).digest()[:_NONCE], 0))
    spoken = relay(connection)
    link = hash_of(server.seal.link_mailed(submission_id))
    links = [Link(link, number, spoken.language if spoken is not None else _LANGUAGE, server.now())]
    new = New(submission_id, number, kind, doc, by, about, ready.photos, links)
    amiss = entering.enter(connection, server, new)
    if amiss is None:
        audit.append(connection, server.now(), by or RESIDENT.id, "submission.file", new.id, kind=kind.value)
        of = {"tip_id": None, "party_id": None, "submission_id": new.id}
        repository.settle(connection, kept.id, State.SUBMITTED, server.now(), reason="", **of)
    return amiss


def named(connection: Connection, server: Server, mail: Mail, numbers: Sequence[str]) -> str:
    """The submission that a mail answers by its headers, or names in its subject; empty for none. Anybody can write
    either: it is a suggestion. What a program sent is none."""
    if mail.bounce is not None or mail.nature is Nature.AUTOMATIC:
        return ""
    return mailing.answering(connection, server, mail.answers) or submissions.numbered(connection, numbers)


def suggested(
    connection: Connection, server: Server, kept: Kept, ready: Prepared, submission_id: str, *, in_line: bool
) -> None:
    """It waits for who may read that submission, unless its sender is the submission's beyond doubt."""
    mail = ready.mail
    is_theirs = in_line and mailing.is_theirs(connection, server, submission_id, mail.sender)
    if mail.odd or not is_theirs or not (mail.said or mail.pictures):
        reason = "odd" if mail.odd else "suggested"
        repository.settle(connection, kept.id, State.CHECK, None, reason=reason, submission_id=submission_id)
    else:
        _hear(connection, server, kept, ready, submission_id)


def answered(connection: Connection, server: Server, kept: Kept, ready: Prepared, submission_id: str) -> None:
    """It came to the address that an answer to a submission gave."""
    mail, now = ready.mail, server.now()
    repository.settle(connection, kept.id, State.WAITING, None, submission_id=submission_id)
    if mail.bounce is not None:
        if mail.bounce.failed:
            mailing.returned(connection, server, submission_id, mail.bounce)
        state = State.RETURNED if mail.bounce.failed else State.IGNORED
        repository.settle(connection, kept.id, state, now, reason="" if mail.bounce.failed else "delayed")
    elif mail.nature is Nature.AUTOMATIC:
        repository.settle(connection, kept.id, State.IGNORED, now, reason="automatic")
    elif mail.odd:
        repository.settle(connection, kept.id, State.CHECK, None, reason="odd")
    else:
        mailing.confirm(connection, server, submission_id, mail.sender)
        _hear(connection, server, kept, ready, submission_id)


def let_pass(connection: Connection, server: Server, kept: Kept, ready: Prepared) -> bool:
    """A person who may read the submission says that its sender wrote this. False where it is none's any more."""
    if kept.submission_id is None:
        return False
    return _hear(connection, server, kept, ready, kept.submission_id, by_itself=False)


def _hear(
    connection: Connection, server: Server, kept: Kept, ready: Prepared, submission_id: str, *, by_itself: bool = True
) -> bool:
    mail = ready.mail
    told = noted(mail.said or one_line(mail.subject) or _NOTHING_SAID, ready)
    is_heard = mailing.hear(connection, server, submission_id, told, ready.photos, mail_id=kept.id, by_itself=by_itself)
    of = {"submission_id": submission_id}
    if is_heard:
        repository.settle(connection, kept.id, State.ATTACHED, server.now(), reason="", **of)
    elif by_itself:
        repository.settle(connection, kept.id, State.CHECK, None, reason="flood", **of)
    return is_heard
