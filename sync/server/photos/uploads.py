"""Photos arriving in pieces (a subset of tus 1.0), sealed when the whole hashes to its address and is a picture.

Naming a hash grants nothing: whoever has a photo row with it sends every byte, also of an original that is here
already, and is told nothing of that one before. Only then does their row show the original to others.
"""

import errno
from datetime import timedelta

from sqlalchemy.engine import Connection

from sync.protocol.messages import CHUNK
from sync.server.accounts.callers import Caller
from sync.server.ground.crashpoints import crash_point
from sync.server.ground.moments import instant
from sync.server.photos import repository
from sync.server.photos.outcomes import Denied, Progress, Reason
from sync.server.photos.previews import ImageFault, Preview, make_preview, sniffed
from sync.server.photos.repository import Upload
from sync.server.service import Server

MAX_PHOTO = 25 * 1024 * 1024
MAX_PIECE = 4 * CHUNK
_SNIFFED_BYTES = 32
_UNKNOWN = Denied(Reason.UNKNOWN)


def begin(server: Server, caller: Caller, sha256: str, size: int) -> Progress | Denied:
    """Announce the bytes of a photo whose operation was applied before."""
    if not 0 < size <= MAX_PHOTO:
        return Denied(Reason.TOO_LARGE)
    outdated: list[str] = []

    def work(connection: Connection) -> Progress | Denied:
        outdated.clear()
        if size not in repository.announced_sizes(connection, caller.officer_id, sha256, lock=True):
            return _UNKNOWN
        if repository.possessed_size(connection, caller.officer_id, sha256) == size:
            return Progress(size, size)
        known = repository.running(connection, caller.device_id, sha256, lock=True)
        if known is not None and known.size == size:
            return Progress(known.received, known.size)
        if known is not None:
            repository.end(connection, known.id)
            outdated.append(known.id)
        if repository.stored_bytes(connection, caller.device_id) + size > server.settings.photo_quota_bytes:
            return Denied(Reason.QUOTA)
        repository.begin(connection, caller.device_id, sha256, size, _expires(server))
        return Progress(0, size)

    reached = server.database.durably(work)
    for upload_id in outdated:
        server.photos.drop_part(upload_id)
    return _whole_means_sealed(server, caller, sha256, reached)


def progress(server: Server, caller: Caller, sha256: str) -> Progress | Denied:
    """How much there is of what this device sends, or this person has sent; unknown where nothing was begun."""
    return _whole_means_sealed(server, caller, sha256, _again(server, caller, sha256))


def receive(server: Server, caller: Caller, sha256: str, offset: int, data: bytes) -> Progress | Denied:
    """Take the next piece; the last one seals the photo."""

    def work(connection: Connection) -> Progress | Denied:
        announced = repository.announced_sizes(connection, caller.officer_id, sha256, lock=True)
        row = repository.running(connection, caller.device_id, sha256, lock=True)
        if row is None or row.size not in announced:
            known = _known(connection, caller, sha256)
            return known if isinstance(known, Denied) else Denied(Reason.WRONG_OFFSET, known.received)
        if offset != row.received:
            return Denied(Reason.WRONG_OFFSET, row.received)
        if offset + len(data) > row.size:
            return Denied(Reason.MORE_THAN_ANNOUNCED)
        if not _written(server, row.id, offset, data):
            return Denied(Reason.FULL)
        crash_point("upload.after_write")
        repository.advance(connection, row.id, offset + len(data), _expires(server))
        return Progress(offset + len(data), row.size)

    return _whole_means_sealed(server, caller, sha256, server.database.durably(work))


def _known(connection: Connection, caller: Caller, sha256: str) -> Progress | Denied:
    size = repository.possessed_size(connection, caller.officer_id, sha256)
    if size is not None:
        return Progress(size, size)
    row = repository.running(connection, caller.device_id, sha256)
    if row is None or row.size not in repository.announced_sizes(connection, caller.officer_id, sha256):
        return _UNKNOWN
    return Progress(row.received, row.size)


def _whole_means_sealed(server: Server, caller: Caller, sha256: str, reached: Progress | Denied) -> Progress | Denied:
    """Nothing is told to be whole before it is sealed, also where a process ended between the two."""
    if isinstance(reached, Denied) or reached.received < reached.size:
        return reached
    with server.database.read() as connection:
        row = repository.running(connection, caller.device_id, sha256)
    if row is not None and row.received == row.size:
        return _seal(server, caller, row, sha256)
    return _again(server, caller, sha256)


def _again(server: Server, caller: Caller, sha256: str) -> Progress | Denied:
    """What stands now: another request of the same device, or an erasure, may have come between."""
    with server.database.read() as connection:
        return _known(connection, caller, sha256)


def _seal(server: Server, caller: Caller, row: Upload, sha256: str) -> Progress | Denied:
    try:
        found = _examined(server, row.id, sha256)
    except FileNotFoundError:
        return _again(server, caller, sha256)
    if isinstance(found, Denied) and found.reason is Reason.BUSY:
        return found  # all of it is here, and is looked at when the device asks again
    if isinstance(found, Denied):
        server.database.durably(lambda c: repository.end(c, row.id))
        server.photos.drop_part(row.id)
        return found
    media_type, preview = found
    crash_point("upload.before_seal")

    def work(connection: Connection) -> Progress | Denied:
        announced = repository.announced_sizes(connection, caller.officer_id, sha256, lock=True)
        still = repository.running(connection, caller.device_id, sha256, lock=True)
        if still is None or still.id != row.id or row.size not in announced:
            return _known(connection, caller, sha256)
        now = server.now()
        repository.keep(connection, sha256, row.size, media_type, now)
        server.photos.seal(row.id, sha256, preview)
        crash_point("upload.after_seal")
        repository.prove(connection, caller.officer_id, sha256, device_id=caller.device_id, size=row.size, at=now)
        repository.end(connection, row.id)
        return Progress(row.size, row.size)

    reached = server.database.durably(work)
    server.photos.drop_part(row.id)
    return reached


def _examined(server: Server, upload_id: str, sha256: str) -> tuple[str, bytes] | Denied:
    """The media type by the bytes, and the preview. Raises FileNotFoundError."""
    if server.photos.part_hash(upload_id) != sha256:
        return Denied(Reason.WRONG_HASH)
    path = server.photos.part_path(upload_id)
    with path.open("rb") as file:
        media_type = sniffed(file.read(_SNIFFED_BYTES))
    if media_type is None:
        return Denied(Reason.NO_PICTURE)
    match make_preview(path):
        case Preview(jpeg):
            return media_type, jpeg
        case ImageFault.TOO_MANY_PIXELS:
            return Denied(Reason.TOO_MANY_PIXELS)
        case ImageFault.DAMAGED:
            return Denied(Reason.DAMAGED)
        case ImageFault.TOO_SLOW:
            return Denied(Reason.BUSY)


def _written(server: Server, upload_id: str, offset: int, data: bytes) -> bool:
    try:
        server.photos.write_part(upload_id, offset, data)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return False
        raise
    return True


def _expires(server: Server) -> str:
    return instant(server.settings.clock() + timedelta(seconds=server.settings.upload_seconds))
