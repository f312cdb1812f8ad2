"""What a person at the desk does with a mail that could not be placed; every reading of one is in the audit."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from sqlalchemy.engine import Connection

from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.feed.publish import Step, publish
from sync.server.mail.incoming import repository, triage
from sync.server.mail.incoming.raws import Raws
from sync.server.mail.incoming.repository import Seen
from sync.server.mail.incoming.triage import Waiting
from sync.server.service import Server
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import SubmissionKind
from sync.server.submissions.service import reader_of


class Aside(StrEnum):
    """Why a mail is put aside."""

    JUNK = "junk"
    NOT_OURS = "not_ours"
    DONE = "done"


class _NotDoneError(Exception):
    """Takes back what was begun: the mail waits no more, there is no such tip, or its rules refuse it."""


def waiting(server: Server, caller: Caller, limit: int) -> Sequence[Waiting]:
    """Mails that wait for a person, the oldest first."""
    with server.database.read() as connection:
        found = triage.waiting(connection, server, limit, _seen(connection, server, caller))
    if found:
        server.database.durably(lambda c: audit.record(c, server.now(), caller, "mail.list", found=len(found)))
    return found


def read(server: Server, caller: Caller, mail_id: str) -> Waiting | None:
    """One that waits."""
    with server.database.read() as connection:
        found = triage.one(connection, server, mail_id, _seen(connection, server, caller))
    if found is not None:
        server.database.durably(lambda c: audit.record(c, server.now(), caller, "mail.read", mail_id))
    return found


def raw(server: Server, caller: Caller, mail_id: str) -> bytes | None:
    """Its bytes as they came. The entry of the audit is written before anything is given out."""
    with server.database.read() as connection:
        kept = repository.get(connection, mail_id)
        kept = kept if kept is not None and _seen(connection, server, caller).may(kept) else None
    found = Raws(server.settings.files).get(kept.raw) if kept is not None else None
    if found is not None:
        server.database.durably(lambda c: audit.record(c, server.now(), caller, "mail.raw", mail_id))
    return found


def give(server: Server, caller: Caller, mail_id: str, number: str) -> bool:
    """It is what a party of the tip of this number says. False where that can not be, and nothing was done."""
    mail = triage.ready(server, mail_id)
    return _done(server, caller, "mail.give", mail_id, lambda c: triage.give(c, server, mail_id, mail, number))


def make_tip(server: Server, caller: Caller, mail_id: str) -> bool:
    """It is a new tip. As ``give``."""
    mail = triage.ready(server, mail_id)
    return _done(server, caller, "mail.file", mail_id, lambda c: triage.make_tip(c, server, mail_id, mail))


def make_submission(server: Server, caller: Caller, mail_id: str, kind: SubmissionKind, about: str) -> bool:
    """It is no tip; whom it is about, where that is known, never reads it. As ``give``."""
    mail = triage.ready(server, mail_id)

    def work(connection: Connection) -> list[Step] | None:
        by = caller.officer_id
        return triage.make_submission(connection, server, mail_id, mail, kind=kind, about=about, by=by)

    return _done(server, caller, "mail.submission", mail_id, work, kind=kind.value)


def let_pass(server: Server, caller: Caller, mail_id: str) -> bool:
    """Its sender wrote this about the submission that it may belong to. As ``give``."""
    mail = triage.ready(server, mail_id)
    return _done(server, caller, "mail.pass", mail_id, lambda c: triage.let_pass(c, server, mail_id, mail))


def apart(server: Server, caller: Caller, mail_id: str) -> bool:
    """It is not of that submission, so others may place it. As ``give``."""
    return _done(
        server, caller, "mail.apart", mail_id, lambda c: [] if triage.apart(c, server, mail_id) else None
    )  # fmt: skip


def put_aside(server: Server, caller: Caller, mail_id: str, why: Aside) -> bool:
    """It becomes nothing. As ``give``."""
    return _done(
        server, caller, "mail.refuse", mail_id,
        lambda c: [] if triage.refuse(c, server, mail_id, why.value) else None, why=why.value,
    )  # fmt: skip


def take_back(server: Server, caller: Caller, mail_id: str) -> bool:
    """What was put aside waits again, as long as its bytes are kept. As ``give``."""
    return _done(
        server, caller, "mail.reopen", mail_id, lambda c: [] if triage.reopen(c, server, mail_id) else None
    )  # fmt: skip


def _seen(connection: Connection, server: Server, caller: Caller) -> Seen:
    return submissions.mails_seen(connection, reader_of(caller), triage.stuck(server))


def _done(
    server: Server,
    caller: Caller,
    action: str,
    mail_id: str,
    do: Callable[[Connection], list[Step] | None],
    **detail: str,
) -> bool:
    def work(connection: Connection) -> None:
        kept = repository.get(connection, mail_id)
        if kept is None or not _seen(connection, server, caller).may(kept):
            raise _NotDoneError
        steps = do(connection)
        if steps is None:
            raise _NotDoneError
        audit.record(connection, server.now(), caller, action, mail_id, **detail)
        publish(connection, steps, server.now())

    try:
        server.database.durably(work)
    except _NotDoneError:
        return False
    return True
