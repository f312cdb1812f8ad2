"""Photos arriving in pieces (a subset of tus 1.0), sealed when the whole hashes to its address and is a picture."""

import errno
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from app.photos.domain import Photo
from sync.protocol.messages import CHUNK
from sync.server import schema
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.audit import service as audit
from sync.server.ground.crashpoints import crash_point
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant
from sync.server.http.refusals import Refusal, not_found, too_large
from sync.server.photos.previews import ImageFault, Preview, make_preview, sniffed
from sync.server.service import Server

MAX_PHOTO = 25 * 1024 * 1024
MAX_PIECE = 4 * CHUNK
_SNIFFED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a photo the server has; ``received == size`` means sealed."""

    received: int
    size: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a whole upload was announced as."""

    sha256: str
    size: int
    media_type: str


def begin(server: Server, caller: Caller, sha256: str, size: int) -> Progress:
    """Announce the bytes of a photo whose operation was applied before. Refused: unknown, too large, over quota."""
    if not 0 < size <= MAX_PHOTO:
        raise too_large(f"A photo has at most {MAX_PHOTO // 1024**2} MB.")

    def work(connection: Connection) -> Progress:
        announced = _announced(connection, caller, sha256)
        if announced is None or announced.size != size:
            raise not_found()
        known = _progress(connection, caller, sha256)
        if known is not None:
            return known
        if _stored(connection, caller) + size > server.settings.photo_quota_bytes:
            raise Refusal(403, "quota", "This device has sent more photos than it may.")
        expires = instant(server.settings.clock() + timedelta(seconds=server.settings.upload_seconds))
        connection.execute(
            sa.insert(schema.upload).values(
                id=new_id(),
                sha256=sha256,
                size=size,
                received=0,
                media_type=announced.media_type,
                device_id=caller.device_id,
                expires_at=expires,
            )
        )
        return Progress(0, size)

    return _whole_means_sealed(server, caller, sha256, server.database.durably(work))


def progress(server: Server, caller: Caller, sha256: str) -> Progress:
    """How much there is; not found where nothing was begun."""
    with server.database.read() as connection:
        known = _progress(connection, caller, sha256)
        if known is None or _announced(connection, caller, sha256) is None:
            raise not_found()
    return _whole_means_sealed(server, caller, sha256, known)


def receive(server: Server, caller: Caller, sha256: str, offset: int, data: bytes) -> Progress:
    """Take the next piece; the last one seals the photo. Refused: another offset, wrong hash, no picture."""

    def work(connection: Connection) -> Progress:
        upload = schema.upload
        query = sa.select(upload).where(upload.c.sha256 == sha256, upload.c.device_id == caller.device_id)
        row = connection.execute(for_update(query)).first()
        if row is None:
            known = _progress(connection, caller, sha256)
            if known is None or _announced(connection, caller, sha256) is None:
                raise not_found()
            raise wrong_offset(known.received)
        if offset != row.received:
            raise wrong_offset(row.received)
        if offset + len(data) > row.size:
            raise too_large("This is more than was announced.")
        _write(server, row.id, offset, data)
        crash_point("upload.after_write")
        connection.execute(sa.update(upload).where(upload.c.id == row.id).values(received=offset + len(data)))
        return Progress(offset + len(data), row.size)

    return _whole_means_sealed(server, caller, sha256, server.database.durably(work))


def wrong_offset(received: int) -> Refusal:
    """The device has to go on from where the server is."""
    return Refusal(409, "wrong_offset", "The photo goes on at another place.", headers={"upload-offset": str(received)})


def _whole_means_sealed(server: Server, caller: Caller, sha256: str, reached: Progress) -> Progress:
    """Nothing is told to be whole before it is sealed, also where a process ended between the two."""
    if reached.received < reached.size:
        return reached
    upload = schema.upload.c
    query = sa.select(upload.id, upload.media_type).where(upload.sha256 == sha256, upload.device_id == caller.device_id)
    with server.database.read() as connection:
        row = connection.execute(query).first()
    if row is not None:
        _seal(server, caller, row.id, Arrived(sha256, reached.size, row.media_type))
    return reached


def _seal(server: Server, caller: Caller, upload_id: str, arrived: Arrived) -> None:
    if server.photos.original(arrived.sha256) is None:
        _examine_and_keep(server, upload_id, arrived)
    else:
        server.photos.drop_part(upload_id)
    now = server.now()

    def work(connection: Connection) -> None:
        connection.execute(_KEEP, {"sha256": arrived.sha256, "size": arrived.size, "media_type": arrived.media_type,
                                   "device": caller.device_id, "at": now})  # fmt: skip
        connection.execute(sa.delete(schema.upload).where(schema.upload.c.id == upload_id))

    server.database.durably(work)


def _examine_and_keep(server: Server, upload_id: str, arrived: Arrived) -> None:
    fault, preview = _examined(server, upload_id, arrived.sha256, arrived.media_type)
    if fault is not None:
        server.database.durably(lambda c: c.execute(sa.delete(schema.upload).where(schema.upload.c.id == upload_id)))
        server.photos.drop_part(upload_id)
        raise fault
    crash_point("upload.before_seal")
    server.photos.seal(upload_id, arrived.sha256, preview)
    crash_point("upload.after_seal")


def _examined(server: Server, upload_id: str, sha256: str, media_type: str) -> tuple[Refusal | None, bytes | None]:
    if server.photos.part_hash(upload_id) != sha256:
        return Refusal(422, "wrong_hash", "The photo arrived damaged. It has to be sent again."), None
    path = server.photos.part_path(upload_id)
    with path.open("rb") as file:
        found = sniffed(file.read(_SNIFFED_BYTES))
    if found is None or found != media_type:
        return Refusal(415, "not_an_image", "This file is not the picture that it says it is."), None
    if found == "image/heic":
        return None, None
    match make_preview(path):
        case Preview(jpeg):
            return None, jpeg
        case ImageFault.TOO_MANY_PIXELS:
            message = "The picture has more than 50 million pixels, or pretends to be small and is not."
        case ImageFault.DAMAGED | ImageFault.TOO_SLOW:
            message = "The picture can not be opened: it is damaged."
    return Refusal(422, "bad_image", message), None


def _write(server: Server, upload_id: str, offset: int, data: bytes) -> None:
    try:
        server.photos.write_part(upload_id, offset, data)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refusal(507, "full", "The server has no room for photos at the moment. Nothing is lost.") from None
        raise


def _announced(connection: Connection, caller: Caller, sha256: str) -> Photo | None:
    query = sa.select(schema.photo.c.doc).where(schema.photo.c.sha256 == sha256)
    photos = [parse(doc, Photo) for doc in connection.execute(query).scalars()]
    return next((photo for photo in photos if photo.by == caller.officer_id), None)


def _progress(connection: Connection, caller: Caller, sha256: str) -> Progress | None:
    original, upload = schema.original.c, schema.upload.c
    size = connection.execute(sa.select(original.size).where(original.sha256 == sha256)).scalar()
    if size is not None:
        return Progress(size, size)
    query = sa.select(upload.received, upload.size)
    row = connection.execute(query.where(upload.sha256 == sha256, upload.device_id == caller.device_id)).first()
    return None if row is None else Progress(row.received, row.size)


def _stored(connection: Connection, caller: Caller) -> int:
    totals = [
        connection.execute(
            sa.select(sa.func.coalesce(sa.func.sum(table.c.size), 0)).where(table.c.device_id == caller.device_id)
        ).scalar_one()
        for table in (schema.original, schema.upload)
    ]
    return int(sum(totals))


def may_see(server: Server, caller: Caller, sha256: str) -> bool:
    """Whether a photo with these bytes is in the caller's scopes or their own; audited when it is read."""
    now = server.now()
    photo = schema.photo.c
    with server.database.read() as connection:
        scopes = sorted(scopes_of(connection, caller.officer_id, caller.role, now))
        roots = sa.select(photo.root_id).where(photo.sha256 == sha256)
        seen = any(
            connection.execute(sa.select(table.c.id).where(table.c.id.in_(roots), table.c.scope.in_(scopes))).first()
            for table in (schema.tip, schema.patrol_note)
        )
        own = _announced(connection, caller, sha256) is not None
    allowed = bool(seen) or own
    action = "photo.read" if allowed else "photo.denied"
    server.database.durably(lambda c: audit.record(c, now, caller, action, sha256))
    return allowed


_KEEP = sa.text(
    "INSERT INTO original (sha256, size, media_type, device_id, sealed_at) "
    "VALUES (:sha256, :size, :media_type, :device, :at) ON CONFLICT (sha256) DO NOTHING"
)
