"""Files on their way: photos to send and to fetch, and the basemap."""

import contextlib
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from app.db.crashpoints import crash_point
from app.db.outcomes import StoreFull
from app.db.photos import PhotoVault, PhotoWriter
from app.db.store import DiskFullError, Store
from app.districts.domain import Basemap
from app.drafts import repository as drafts
from app.reading import readable

_TO_SEND = """
SELECT json_extract(CAST(payload AS TEXT), '$.sha256') AS sha256,
       json_extract(CAST(payload AS TEXT), '$.size') AS size,
       json_extract(CAST(payload AS TEXT), '$.media_type') AS media_type, min(seq) AS seq
FROM outbox
WHERE kind IN ('tip.photo', 'patrol.photo') AND {answered}
  AND json_extract(CAST(payload AS TEXT), '$.sha256') NOT IN (SELECT sha256 FROM file_sent)
GROUP BY 1, 2, 3 ORDER BY seq
"""
_ACCEPTED = "verdict IN ('applied', 'merged')"
_LIVING = "(verdict IS NULL OR verdict IN ('applied', 'merged'))"
_LOOKED_THROUGH = 2_000
_ADDRESS = re.compile("[0-9a-f]{64}")


class FileToMove(msgspec.Struct, frozen=True):
    """A photo by its address, with its size in bytes and its type."""

    sha256: str
    size: int
    media_type: str


def unsent_photos(connection: Connection, *, accepted: bool) -> list[FileToMove]:
    """Photos of this device that the server does not hold: those whose note it has, or all."""
    query = _TO_SEND.format(answered=_ACCEPTED if accepted else _LIVING)
    return [FileToMove(row.sha256, row.size, row.media_type) for row in connection.exec_driver_sql(query)]


def _is_address(row: Any) -> bool:
    """Whether the row of a photo says where its bytes are: one that does not is no reason to stop for the others."""
    return _ADDRESS.fullmatch(row.sha256) is not None and isinstance(row.media_type, str)


def _delete(paths: Iterable[Path]) -> None:
    """Delete what can be deleted; what is still held open goes another time."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


class Files:
    """What the files part of a round asks and tells."""

    def __init__(self, store: Store, vault: PhotoVault, basemaps: Path) -> None:
        self._store, self._vault, self._basemaps = store, vault, basemaps

    def to_send(self) -> tuple[FileToMove, ...]:
        """Photos whose operation the server has taken: operations first, photos after."""
        with self._store.read() as connection:
            files = unsent_photos(connection, accepted=True)
        return tuple(file for file in files if self._vault.has(file.sha256))

    def read(self, sha256: str, offset: int, length: int) -> bytes:
        """A piece of the original bytes."""
        return self._vault.read_range(sha256, offset, length)

    def sent(self, sha256: str, at: str) -> StoreFull | None:
        """The server holds the photo, whole."""
        try:
            with self._store.write() as connection:
                connection.exec_driver_sql("INSERT OR IGNORE INTO file_sent (sha256, at) VALUES (?, ?)", (sha256, at))
                crash_point("files.sent.before_commit")
        except DiskFullError as full:
            return full.outcome
        crash_point("files.sent.after_commit")
        return None

    def wanted(self, limit: int = 20) -> tuple[FileToMove, ...]:
        """Photos that the server has and this device shows but does not hold, newest first."""
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT sha256, size, json_extract(CAST(doc AS TEXT), '$.media_type') AS media_type FROM photo"
                " ORDER BY at DESC LIMIT ?",
                (_LOOKED_THROUGH,),
            )
            photos = {row.sha256: FileToMove(row.sha256, row.size, row.media_type) for row in rows if _is_address(row)}
        missing = (photo for photo in photos.values() if not self._vault.has(photo.sha256))
        return tuple(photo for photo, _ in zip(missing, range(limit), strict=False))

    def receive(self, sha256: str) -> PhotoWriter:
        """Where to write the bytes of a wanted photo; ``finish`` keeps only the right ones."""
        return self._vault.writer(sha256)

    def received(self) -> None:
        """Say that photos arrived: the screens may show them."""
        self._store.changed()

    def sweep(self) -> int:
        """Delete sealed photos that nothing on this device refers to any more."""
        with self._store.read() as connection:
            shown = {row.sha256 for row in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM photo")}
            unsent = {file.sha256 for file in unsent_photos(connection, accepted=False)}
            drafted = drafts.photos(connection)
        return self._vault.sweep(frozenset(shown | unsent | drafted))

    def basemap_wanted(self) -> Basemap | None:
        """The basemap that the server offers and this device has not got, or has no longer whole."""
        offered = self._offered()
        return None if offered is None or self._is_whole(offered) else offered

    def basemaps(self) -> tuple[Path, ...]:
        """The basemaps that are here in the order in which to try them: the offered one, then the newest."""
        offered = self._offered()
        first = self._basemap(offered.sha256) if offered is not None and self._is_whole(offered) else None
        here = sorted(self._files("*.pmtiles"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return tuple(sorted(here, key=lambda path: path != first))

    def basemap_proven(self, good: Path) -> None:
        """Delete the basemaps that this one, which was opened and found good, has superseded. The offered one stays:
        a refused one would only come again.
        """
        here = self._files("*.pmtiles")  # before the offer is read: what came for a later one is not among them
        offered = self._offered()
        kept = {good} if offered is None else {good, self._basemap(offered.sha256)}
        _delete(path for path in here if path not in kept)

    def basemap_part(self, sha256: str) -> Path:
        """The file to append the basemap's bytes to; its length says where to go on. Half files of others go."""
        self._basemaps.mkdir(parents=True, exist_ok=True)
        part = self._basemaps / f"{sha256}.part"
        _delete(path for path in self._files("*.part") if path != part)
        return part

    def basemap_received(self, sha256: str) -> bool:
        """Take the finished file into use if it is the one offered; a wrong one is deleted."""
        part = self.basemap_part(sha256)
        with part.open("rb") as file:
            right = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        if not right:
            part.unlink()
            return False
        part.replace(self._basemap(sha256))
        self._store.changed()
        return True

    def _is_whole(self, offered: Basemap) -> bool:
        path = self._basemap(offered.sha256)
        return path.is_file() and path.stat().st_size == offered.size

    def _files(self, pattern: str) -> list[Path]:
        return list(self._basemaps.glob(pattern))

    def _basemap(self, sha256: str) -> Path:
        return self._basemaps / f"{sha256}.pmtiles"

    def _offered(self) -> Basemap | None:
        with self._store.read() as connection:
            rows = connection.exec_driver_sql("SELECT doc FROM basemap")
            offers = readable(rows, Basemap)
        return max(offers, key=lambda offer: offer.built_at, default=None)
