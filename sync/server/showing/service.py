"""A person decides which photos of closed tips are shown: covered first, then to the parties, to everybody, or not.

What is shown are the bytes that the person saw before, made of the re-encoded photo by a child that paints. Each
decision stands by itself, can be taken back at once, and is in the audit.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.engine import Connection

from app.safety.grid import cells_of, name_of
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_to_show
from sync.server.audit import service as audit
from sync.server.photos.covers import Cover, written
from sync.server.photos.previews import ImageFault, Preview, make_preview
from sync.server.ratings.service import SETTINGS
from sync.server.service import Server
from sync.server.showing import repository
from sync.server.showing.domain import (
    LARGEST_SIDE,
    MOST_BYTES,
    UNDECIDED,
    Audience,
    Decision,
    Pictured,
    Side,
    Trouble,
)
from sync.server.tips import repository as tips


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of the picture of a mark; all but ``words_en`` is needed before anybody sees it."""

    side: Side | None
    words: str
    words_en: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a decision, and what was decided last."""

    waiting: Sequence[Pictured]
    decided: Sequence[Pictured]


def queue(server: Server, caller: Caller, limit: int) -> Queue:
    """Both lists of the caller's scopes, each at most so long. Who saw them is in the audit."""

    def work(connection: Connection) -> Queue:
        scopes = _scopes(connection, server, caller)
        found = Queue(repository.waiting(connection, scopes, limit), repository.decided(connection, scopes, limit))
        if found.waiting or found.decided:
            count = len(found.waiting) + len(found.decided)
            audit.record(connection, server.now(), caller, "photo.list", "to_show", found=count)
        return found

    return server.database.durably(work)


def find(server: Server, caller: Caller, photo_id: str) -> Pictured | None:
    """A photo of the caller's scopes."""
    with server.database.read() as connection:
        return repository.found(connection, photo_id, _scopes(connection, server, caller))


def whole(server: Server, caller: Caller, photo_id: str) -> bytes | None:
    """The photo as it is, re-encoded, before anything is covered. Who looked at it is in the audit."""
    one = find(server, caller, photo_id)
    if one is None:
        return None
    server.database.durably(lambda c: audit.record(c, server.now(), caller, "photo.read", one.sha256))
    path = server.photos.preview(one.sha256)
    return path.read_bytes() if path is not None else None


def covered(server: Server, caller: Caller, photo_id: str, mark: str) -> bytes | None:
    """What was made of the photo: the very bytes that residents get."""
    if find(server, caller, photo_id) is None:
        return None
    with server.database.read() as connection:
        return repository.picture(connection, photo_id, mark)


def cover(server: Server, caller: Caller, photo_id: str, covers: Sequence[Cover], said: Said) -> Trouble | None:
    """Make a picture of the photo with these painted over, and keep what was said of it so far. What was shown of the
    photo before is shown no more."""
    one = find(server, caller, photo_id)
    if one is None or not one.may_show:
        return Trouble.GONE if one is None else Trouble.CLOSED_TO_ALL
    path = server.photos.preview(one.sha256)
    if path is None:
        return Trouble.GONE
    made = make_preview(path, LARGEST_SIDE, written(covers))
    if not isinstance(made, Preview) or len(made.jpeg) > MOST_BYTES:
        return Trouble.BUSY if made is ImageFault.TOO_SLOW else Trouble.DAMAGED

    def decided(connection: Connection, known: Pictured) -> Trouble | None:
        if not known.may_show:
            return Trouble.CLOSED_TO_ALL
        fresh = Decision(written(covers), secrets.token_hex(16), said.side, said.words, said.words_en)
        repository.put(connection, known, replace(fresh, by=caller.officer_id), made.jpeg)
        audit.record(connection, server.now(), caller, "photo.cover", photo_id, covers=len(covers))
        return None

    return _changed(server, caller, photo_id, decided)


def show(server: Server, caller: Caller, photo_id: str, audience: Audience, said: Said) -> Trouble | None:
    """From now on the picture that was seen is shown to them, with these words."""

    def decided(connection: Connection, known: Pictured) -> Trouble | None:
        before, now = known.decision, server.now()
        if not known.may_show:
            return Trouble.CLOSED_TO_ALL
        if not before.mark or before.mark != said.mark or said.side is None or not said.words:
            return Trouble.MEANWHILE
        decision = replace(
            before, side=said.side, words=said.words, words_en=said.words_en, by=caller.officer_id, decided_at=now,
            name=before.name or secrets.token_hex(16),
            to_parties=before.to_parties or audience is Audience.PARTIES,
            to_all=before.to_all or audience is Audience.ALL,
        )  # fmt: skip
        repository.decide(connection, photo_id, decision, _cell_of(connection, known.tip_id))
        told = {"to": audience.value, "side": said.side.value, "tip": known.tip_id}
        audit.record(connection, now, caller, "photo.show", photo_id, **told)
        return None

    return _changed(server, caller, photo_id, decided)


def withdraw(server: Server, caller: Caller, photo_id: str, audience: Audience) -> Trouble | None:
    """They see it no more, from this moment; where nobody does, it waits for a decision again."""

    def decided(connection: Connection, known: Pictured) -> Trouble | None:
        before = known.decision
        if not before.is_shown_to(audience):
            return Trouble.MEANWHILE
        left = replace(
            before, to_parties=before.to_parties and audience is not Audience.PARTIES,
            to_all=before.to_all and audience is not Audience.ALL, by=caller.officer_id,
        )  # fmt: skip
        if left.is_shown:
            left = replace(left, name=secrets.token_hex(16), decided_at=server.now())
            repository.decide(connection, photo_id, left, _cell_of(connection, known.tip_id))
        else:
            repository.decide(connection, photo_id, replace(left, name="", decided_at=""), "")
        audit.record(connection, server.now(), caller, "photo.withdraw", photo_id, to=audience.value, tip=known.tip_id)
        return None

    return _changed(server, caller, photo_id, decided)


def keep_back(server: Server, caller: Caller, photo_id: str) -> Trouble | None:
    """It is shown to nobody, and waits no more."""

    def decided(connection: Connection, known: Pictured) -> Trouble | None:
        if known.decision.is_shown:
            return Trouble.MEANWHILE
        decision = replace(UNDECIDED, by=caller.officer_id, decided_at=server.now())
        repository.put(connection, known, decision, None)
        audit.record(connection, server.now(), caller, "photo.keep_back", photo_id, tip=known.tip_id)
        return None

    return _changed(server, caller, photo_id, decided)


def wait_again(server: Server, caller: Caller, photo_id: str) -> Trouble | None:
    """What was kept back waits for a decision again."""

    def decided(connection: Connection, known: Pictured) -> Trouble | None:
        if not known.decision.decided_at or known.decision.is_shown:
            return Trouble.MEANWHILE
        repository.forget(connection, [photo_id])
        audit.record(connection, server.now(), caller, "photo.wait_again", photo_id, tip=known.tip_id)
        return None

    return _changed(server, caller, photo_id, decided)


def _changed(
    server: Server, caller: Caller, photo_id: str, decided: Callable[[Connection, Pictured], Trouble | None]
) -> Trouble | None:
    """What was decided of a photo that is still there and in the caller's scopes; its row is locked meanwhile."""

    def work(connection: Connection) -> Trouble | None:
        known = repository.found(connection, photo_id, _scopes(connection, server, caller), lock=True)
        return Trouble.GONE if known is None else decided(connection, known)

    return server.database.durably(work)


def _scopes(connection: Connection, server: Server, caller: Caller) -> frozenset[str]:
    return scopes_to_show(connection, caller.officer_id, caller.role, server.now())


def _cell_of(connection: Connection, tip_id: str) -> str:
    """The hexagon in which a tip lies: no place is told that is any finer. Empty where it has none."""
    tip = tips.stored(connection, tip_id)
    if tip is None or tip.place is None:
        return ""
    place = tip.place
    return name_of(int(cells_of(np.array([place.lat]), np.array([place.lon]), SETTINGS.resolution)[0]))
