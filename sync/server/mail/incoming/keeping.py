"""Keeps a mail as it came, before anything is made of it: its bytes on the disk first, then its row and its job."""

from functools import partial
from typing import Final

from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.ground.crashpoints import crash_point
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Nothing
from sync.server.mail.incoming import repository
from sync.server.mail.incoming.domain import DECIDE, State, Which
from sync.server.mail.incoming.erasing import drop_erased
from sync.server.mail.incoming.raws import Raws
from sync.server.mail.incoming.reading import key_of
from sync.server.mail.incoming.repository import Kept
from sync.server.privacy.service import deadlines, is_believed
from sync.server.service import Server

FORGET: Final = "forget_mail"


def keep(server: Server, mailbox: str, raw: bytes, *, cut: bool = False) -> bool:
    """Keep a mail, once however often it is seen; False where it was here before. Raises OSError.

    When this returns it is on the disk: the mailbox may let it go. ``cut``: only its beginning was fetched.
    """
    name = Raws(server.settings.files).put(raw)
    crash_point("mail.kept")
    fresh = Kept(
        new_id(), key_of(raw), mailbox, name, State.WAITING, "cut" if cut else "", server.now(), "", None, None
    )

    def work(connection: Connection) -> bool:
        if not repository.add(connection, fresh):
            return False
        jobs.put(connection, DECIDE, Which(fresh.id), key=f"mail {fresh.id}", due=fresh.at)
        return True

    return server.database.durably(work)


def forget_by_the_clock(server: Server, _payload: Nothing) -> None:
    """The job: forget the bytes of mails decided long ago, and what nobody decided in a long time, where the clock may
    be believed."""
    if server.database.durably(partial(is_believed, server=server, job=FORGET)):
        server.database.durably(partial(_forget, server=server))
    take_up(server)


def forget(server: Server, _payload: Nothing) -> None:
    """The same, whatever the clock says."""
    server.database.durably(partial(_forget, server=server))
    take_up(server)


def take_up(server: Server, *, at_once: bool = False) -> None:
    """Keep the files that nothing names, unless their mail is known: a process ended before it could write the row, or
    the database is an older one that was brought back. Of the last hour they are left to who may be at it just now,
    where it is not asked for ``at_once``. What was erased is dropped before."""
    drop_erased(server)
    raws = Raws(server.settings.files)
    with server.database.read() as connection:
        named = repository.names(connection)
    for name in raws.strays(named, at_once=at_once):
        raw = raws.get(name)
        if raw is None or not keep(server, "", raw):
            raws.drop(name)


def _forget(connection: Connection, server: Server) -> None:
    now, known = server.settings.clock(), deadlines(connection)
    repository.forget_decided(connection, known.before("mails", now))
    repository.forget_undecided(connection, known.before("undecided", now))
