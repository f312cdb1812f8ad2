"""Which deadlines are in force, how one is changed, and whether a clock may be believed that says that one is over."""

from datetime import timedelta
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.ground import meta
from sync.server.ground.documents import parse, render
from sync.server.ground.moments import instant, moment
from sync.server.intake.photos import repository as photos
from sync.server.privacy.deadlines import Chosen, Deadlines, in_force, refused
from sync.server.published import repository
from sync.server.published.domain import DEADLINES
from sync.server.service import Server

_NOT_SEEN: Final = timedelta(days=2)
"""A daily job that was away for longer first looks whether the clock still says so a day later."""
_AGAIN: Final = timedelta(hours=20)
"""A daily job that runs sooner is the same day's run, tried again."""
_BELIEVED: Final = "believed"


def deadlines(connection: Connection) -> Deadlines:
    """Those in force: a public document, so that the residents' pages say the same that the jobs do."""
    return in_force(_chosen(connection))


def choose(connection: Connection, server: Server, name: str, days: int) -> str:
    """Let the days of a deadline be so many from now on; why they can not be, in words, else nothing."""
    why = refused(name, days)
    if why:
        return why
    known = _chosen(connection)
    repository.put(connection, {DEADLINES: render(Chosen({**known.days, name: days}))}, server.now())
    if name == "originals":
        photos.put_off(connection, timedelta(days=days - in_force(known)[name]))
    return ""


def is_believed(connection: Connection, server: Server, job: str) -> bool:
    """Whether a job that forgets for good may go by the clock.

    A clock that jumped ahead would have everything forgotten at once. So the first run after a longer pause, whatever
    was the reason, only notes the time; the next one, a day later, goes by it. One that is tried again sooner, because
    its worker died or somebody asked for it, is told what the run before was told.
    """
    now, noted = server.settings.clock(), meta.read(connection, f"seen {job}")
    seen, _, judged = noted.partition(" ") if noted else ("", "", "")
    passed = now - moment(seen) if seen else None
    if passed is not None and timedelta(0) <= passed < _AGAIN:
        return judged == _BELIEVED
    believed = passed is not None and _AGAIN <= passed <= _NOT_SEEN
    meta.write(connection, f"seen {job}", f"{instant(now)} {_BELIEVED if believed else 'noted'}")
    return believed


def _chosen(connection: Connection) -> Chosen:
    doc = repository.document(connection, DEADLINES)
    return parse(doc, Chosen) if doc is not None else Chosen()
