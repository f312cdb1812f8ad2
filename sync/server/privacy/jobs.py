"""The jobs that forget who sent closed tips, what was said, their photos, their words, and what was no tip, each in its
time."""

from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.erasure.conversations import forget_conversations, forget_pictures, forget_texts
from sync.server.erasure.service import scrub
from sync.server.jobs.domain import Kind, Nothing
from sync.server.mail.incoming.erasing import drop_erased
from sync.server.photos.service import drop_unreferenced
from sync.server.privacy.service import deadlines, is_believed
from sync.server.service import Server
from sync.server.submissions.service import forget as forget_done

BATCH: Final = 100
_DAY: Final = 24 * 3600
_Forget = Callable[[Connection, Server, str, int], int]


def conversations(server: Server) -> int:
    """Forget what is over its deadline of contacts and messages, in short transactions; of how many tips."""
    count = _each(server, "conversations", forget_conversations)
    drop_erased(server)
    scrub(server)
    return count


def pictures(server: Server) -> int:
    """Forget the photos of tips that are over their deadline; of how many tips."""
    count = _each(server, "photos", forget_pictures)
    drop_unreferenced(server)
    scrub(server)
    return count


def texts(server: Server) -> int:
    """Forget the words of tips that are over their deadline; of how many tips."""
    count = _each(server, "texts", forget_texts)
    scrub(server)
    return count


def submissions(server: Server) -> int:
    """Forget whole submissions that were done long ago; of how many."""
    count = _each(server, "submissions", _forget_submissions)
    drop_erased(server)
    scrub(server)
    return count


def _submissions(server: Server, _payload: Nothing) -> None:
    """The job of submissions, where the clock may be believed."""
    if server.database.durably(partial(is_believed, server=server, job="forget_submissions")):
        submissions(server)


def _forget_submissions(connection: Connection, _server: Server, before: str, limit: int) -> int:
    return forget_done(connection, before, limit)


def _conversations(server: Server, _payload: Nothing) -> None:
    """The job of contacts and messages, where the clock may be believed."""
    if server.database.durably(partial(is_believed, server=server, job="forget_conversations")):
        conversations(server)


def _pictures(server: Server, _payload: Nothing) -> None:
    """The job of photos, where the clock may be believed."""
    if server.database.durably(partial(is_believed, server=server, job="forget_photos_of_tips")):
        pictures(server)


def _texts(server: Server, _payload: Nothing) -> None:
    """The job of the words of tips, where the clock may be believed."""
    if server.database.durably(partial(is_believed, server=server, job="forget_texts")):
        texts(server)


def _each(server: Server, name: str, forget: _Forget) -> int:
    total = 0
    while True:
        count = server.database.durably(partial(_batch, server=server, name=name, forget=forget))
        total += count
        if count < BATCH:
            return total


def _batch(connection: Connection, server: Server, name: str, forget: _Forget) -> int:
    before = deadlines(connection).before(name, server.settings.clock())
    return forget(connection, server, before, BATCH)


PERIODIC: Final = (
    Kind("forget_conversations", before=_conversations, every=_DAY),
    Kind("forget_photos_of_tips", before=_pictures, every=_DAY),
    Kind("forget_texts", before=_texts, every=_DAY),
    Kind("forget_submissions", before=_submissions, every=_DAY),
)
