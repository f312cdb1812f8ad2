"""Takes photos in from a form, looked at first by a child process that can do nothing else."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Final

from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from sync.server.ground.moments import instant
from sync.server.intake.photos import repository
from sync.server.intake.photos.domain import MOST_PHOTOS, Fresh, Held, Trouble
from sync.server.intake.repository import alone
from sync.server.intake.seal import Form, form_hash
from sync.server.intake.tables import MOST_BYTES
from sync.server.photos.previews import ImageFault, Preview, make_preview, sniffed
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_SNIFFED_BYTES: Final = 32
_MARK_DIGITS: Final = 16
_AT_ONCE = BoundedSemaphore(4)
"""So many photos are looked at, or wait for it, in one process: a flood of photos takes no more of its threads."""
_FAULTS: Final = {
    ImageFault.TOO_MANY_PIXELS: Trouble.TOO_MANY_PIXELS,
    ImageFault.DAMAGED: Trouble.DAMAGED,
    ImageFault.TOO_SLOW: Trouble.BUSY,
}


def held(server: Server, bag: Form) -> tuple[Held, ...]:
    """The photos that are kept for a form's bag."""
    with server.database.read() as connection:
        return repository.held(connection, form_hash(bag))


def shown(server: Server, bag: str, photo_id: str) -> bytes | None:
    """A photo of the bag of this hash as a JPEG, upright and without EXIF."""
    with server.database.read() as connection:
        return repository.shown(connection, bag, photo_id)


def put(server: Server, bag: Form, data: bytes, address: str) -> Trouble | None:
    """Keep a photo for the form of this bag, or say why not.

    One that is kept already is kept once: a browser sends a photo as soon as it is chosen, and again with the form when
    that was pressed before the answer came.
    """
    if len(data) > MOST_BYTES:
        return Trouble.TOO_LARGE
    if sniffed(data[:_SNIFFED_BYTES]) is None:
        return Trouble.NO_PICTURE
    if _is_kept(held(server, bag), bag, data):
        return None
    refused = _refused(server, bag, len(data), address)
    if refused is not None:
        return refused
    looked = _looked_at(data)
    if isinstance(looked, Trouble):
        return looked
    fresh = _fresh(server, bag, address, data, looked)

    def work(connection: Connection) -> Trouble | None:
        alone(connection)
        kept = repository.held(connection, fresh.bag)
        if _is_kept(kept, bag, data):
            return None
        if len(kept) >= MOST_PHOTOS:
            return Trouble.TOO_MANY
        repository.keep(connection, fresh)
        return None

    return _written(server, work)


def take_out(server: Server, bag: Form, photo_id: str, address: str) -> Trouble | None:
    """The photo does not go along, or why it still does."""
    fresh = _fresh(server, bag, address)

    def work(connection: Connection) -> None:
        if photo_id in {one.id for one in repository.held(connection, fresh.bag)}:
            repository.take_out(connection, photo_id, fresh)

    return _written(server, work)


def _written(server: Server, work: Callable[[Connection], Trouble | None]) -> Trouble | None:
    try:
        return server.database.durably(work)
    except OperationalError as error:
        log.critical("nothing of a photo can be taken down: %s", type(error).__name__)
        return Trouble.NOT_NOW


def _refused(server: Server, bag: Form, size: int, address: str) -> Trouble | None:
    """Asked before the picture costs anything."""
    since = instant(server.settings.clock() - timedelta(hours=1))
    with server.database.read() as connection:
        known = repository.held(connection, form_hash(bag))
        amounts = repository.amounts(connection, server.seal.address(address), since)
    if len(known) >= MOST_PHOTOS:
        return Trouble.TOO_MANY
    if amounts.of_address + size > server.settings.photos_of_address_hour:
        return Trouble.TOO_MUCH
    return Trouble.TOO_MUCH if amounts.in_all + size > server.settings.photos_of_residents else None


def _looked_at(data: bytes) -> Preview | Trouble:
    if not _AT_ONCE.acquire(blocking=False):
        return Trouble.BUSY
    try:
        looked = make_preview(data)
    finally:
        _AT_ONCE.release()
    return looked if isinstance(looked, Preview) else _FAULTS[looked]


def _mark(bag: Form, data: bytes) -> str:
    """What a photo's id begins with in this bag: the same for the same bytes."""
    return hashlib.sha256(form_hash(bag).encode() + data).hexdigest()[:_MARK_DIGITS]


def _is_kept(kept: Sequence[Held], bag: Form, data: bytes) -> bool:
    return any(one.id.startswith(_mark(bag, data)) for one in kept)


def _fresh(server: Server, bag: Form, address: str, data: bytes = b"", looked: Preview | None = None) -> Fresh:
    return Fresh(
        id=_mark(bag, data) + secrets.token_hex(8),
        bag=form_hash(bag),
        data=data,
        shown=looked.jpeg if looked is not None else b"",
        media_type=sniffed(data[:_SNIFFED_BYTES]) or "",
        place=looked.place if looked is not None else None,
        at=server.now(),
        address=server.seal.address(address),
    )
