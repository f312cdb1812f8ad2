"""Forgets ratings, or the words beside one, for whoever has the code. What is public of a month stays as it is."""

from collections.abc import Collection
from functools import partial

from sqlalchemy.engine import Connection

from sync.server.audit import service as audit
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.erasure.journal import Erasure
from sync.server.ground import meta
from sync.server.intake import repository as intake
from sync.server.ratings import repository as ratings
from sync.server.remarks import repository as remarks
from sync.server.service import Server

_BATCH = 500


def forget_rating(connection: Connection, server: Server, code: str, actor: str) -> None:
    """Forget the rating with this hash of its code, decided or not, with the earlier ones that it replaced.

    The next surface is made without it. The journal has it before the commit. Raises OSError: then nothing may be
    forgotten.
    """
    rating_id = ratings.id_of_code(connection, code)
    ids = ratings.with_replaced(connection, rating_id) if rating_id is not None else []
    links = sorted({code, *ratings.codes_of(connection, ids)})
    server.erasures.append(Erasure(server.now(), links=tuple(links), ratings=tuple(ids)))
    for link in links:
        intake.forget_link(connection, link, server.now())
    _drop(connection, server, ids, actor)
    meta.write(connection, UNSCRUBBED, "yes")


def forget_remark(connection: Connection, server: Server, code: str, actor: str) -> None:
    """The same for what was written beside that rating; the rating goes on counting."""
    rating_id = ratings.id_of_code(connection, code)
    if rating_id is None:
        return
    server.erasures.append(Erasure(server.now(), remarks=(rating_id,)))
    _unsay(connection, server, [rating_id], actor)


def forget_ratings_again(server: Server, ids: Collection[str], remarked: Collection[str]) -> int:
    """Forget once more what the journal says was forgotten of ratings, where a backup brought it back; of how many."""
    count = 0
    for some, work in ((sorted(ids), _drop_again), (sorted(remarked), _unsay_again)):
        for start in range(0, len(some), _BATCH):
            count += server.database.durably(partial(work, server=server, ids=some[start : start + _BATCH]))
    return count


def _drop_again(connection: Connection, *, server: Server, ids: Collection[str]) -> int:
    return _drop(connection, server, sorted(ratings.known(connection, sorted(ids))), "journal")


def _unsay_again(connection: Connection, *, server: Server, ids: Collection[str]) -> int:
    return _unsay(connection, server, remarks.present(connection, ids), "journal")


def _drop(connection: Connection, server: Server, ids: list[str], actor: str) -> int:
    remarks.forget_of(connection, ids)
    ratings.forget(connection, ids)
    _noted(connection, server, ids, actor, "rating.erase")
    return len(ids)


def _unsay(connection: Connection, server: Server, ids: list[str], actor: str) -> int:
    remarks.forget_of(connection, ids)
    _noted(connection, server, ids, actor, "remark.erase")
    return len(ids)


def _noted(connection: Connection, server: Server, ids: list[str], actor: str, what: str) -> None:
    for one in ids:
        audit.append(connection, server.now(), actor, what, one)
    if ids:
        meta.write(connection, UNSCRUBBED, "yes")
