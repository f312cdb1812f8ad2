"""Who may read which photo, and which bytes nobody may any more."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.engine import Connection

from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.audit import service as audit
from sync.server.photos import repository
from sync.server.service import Server


@dataclass(frozen=True, slots=True)
class Readable:
    """The sealed original and its preview; each None where its file is missing."""

    original: Path | None
    preview: Path | None
    media_type: str


def open_photo(server: Server, caller: Caller, sha256: str) -> Readable | None:
    """What the caller may read: a photo row in their scopes whose author has sent these bytes. Audited either way."""
    now = server.now()
    with server.database.read() as connection:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        media_type = repository.readable_type(connection, sha256, scopes)
    action = "photo.denied" if media_type is None else "photo.read"
    server.database.durably(lambda c: audit.record(c, now, caller, action, sha256))
    if media_type is None:
        return None
    return Readable(server.photos.original(sha256), server.photos.preview(sha256), media_type)


def forget_expired(server: Server) -> int:
    """Forget uploads that nobody went on with; how many."""
    dropped = server.database.durably(lambda c: repository.forget_expired(c, server.now()))
    for upload_id in dropped:
        server.photos.drop_part(upload_id)
    _drop_stray_parts(server)
    return len(dropped)


def drop_unreferenced(server: Server, named: Collection[str] = ()) -> int:
    """Delete all bytes that no photo shows any more: half files, originals, previews; how many originals.

    ``named`` are hashes whose files may be here though the database does not know of them.
    """
    for upload_id in server.database.durably(repository.forget_unannounced):
        server.photos.drop_part(upload_id)
    with server.database.read() as connection:
        orphans = repository.unshown(connection, named)
    dropped = 0
    for sha256 in orphans:
        dropped += server.database.durably(partial(_drop, server=server, sha256=sha256))
    _drop_stray_parts(server)
    return dropped


def _drop(connection: Connection, server: Server, sha256: str) -> bool:
    """The file goes before the commit, while who seals the same bytes anew has to wait."""
    if not repository.forget_original(connection, sha256, server.now()):
        return False
    return server.photos.erase(sha256)


def _drop_stray_parts(server: Server) -> None:
    """Half files of which a crash left no row."""
    there = server.photos.parts()
    if not there:
        return
    with server.database.read() as connection:
        strays = repository.unknown_uploads(connection, there)
    for upload_id in strays:
        server.photos.drop_part(upload_id)
