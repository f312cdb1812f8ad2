"""A mail that belongs to what is no tip: it goes there and nowhere else."""

from sqlalchemy.engine import Connection

from app.tips.titles import one_line
from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import State
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.pictures import Prepared, noted
from sync.server.mail.incoming.repository import Kept
from sync.server.service import Server
from sync.server.submissions import mailing

_NOTHING_SAID = "(bez textu)"


def answered(connection: Connection, server: Server, kept: Kept, ready: Prepared, submission_id: str) -> None:
    """It came to the address that an answer to a submission gave."""
    mail, now = ready.mail, server.now()
    if mail.bounce is not None:
        if mail.bounce.failed:
            mailing.returned(connection, submission_id, mail.bounce.code)
        state = State.RETURNED if mail.bounce.failed else State.IGNORED
        repository.settle(connection, kept.id, state, now, reason="" if mail.bounce.failed else "delayed")
    elif mail.nature is Nature.AUTOMATIC:
        repository.settle(connection, kept.id, State.IGNORED, now, reason="automatic")
    elif mail.odd:
        repository.settle(connection, kept.id, State.CHECK, None, reason="odd")
    else:
        said = mail.said or one_line(mail.subject) or _NOTHING_SAID
        mailing.hear(connection, server, submission_id, noted(said, ready), ready.photos)
        repository.settle(connection, kept.id, State.ATTACHED, now, reason="")
