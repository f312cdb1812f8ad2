"""A mail that belongs to what is no tip: it goes there and nowhere else."""

import secrets
from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT
from app.identifiers import new_id
from app.tips.domain import Channel
from app.tips.titles import one_line
from sync.server.audit import service as audit
from sync.server.intake.seal import Form
from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import State
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.pictures import Prepared, noted
from sync.server.mail.incoming.reading import MOST_TEXT
from sync.server.mail.incoming.repository import Kept
from sync.server.service import Server
from sync.server.submissions import entering, mailing
from sync.server.submissions.domain import Submission, SubmissionKind
from sync.server.submissions.entering import New
from sync.server.submissions.service import Trouble

_NONCE: Final = 16
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
    number = server.seal.number_of(Form(secrets.token_bytes(_NONCE), 0))
    new = New(new_id(), number, kind, doc, by, about, ready.photos)
    amiss = entering.enter(connection, server, new)
    if amiss is None:
        audit.append(connection, server.now(), by or RESIDENT.id, "submission.file", new.id, kind=kind.value)
        repository.settle(connection, kept.id, State.SUBMITTED, server.now(), reason="", tip_id=None, party_id=None)
    return amiss


def answered(connection: Connection, server: Server, kept: Kept, ready: Prepared, submission_id: str) -> None:
    """It came to the address that an answer to a submission gave."""
    mail, now = ready.mail, server.now()
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
        said = mail.said or one_line(mail.subject) or _NOTHING_SAID
        told = noted(said, ready)
        if mailing.hear(connection, server, submission_id, told, ready.photos, mail_id=kept.id):
            repository.settle(connection, kept.id, State.ATTACHED, now, reason="")
        else:
            repository.settle(connection, kept.id, State.CHECK, None, reason="flood")
