"""Where the bytes of photos are: parts while they arrive, originals sealed under their hash, previews beside them."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Protocol

from sync.server.ground.durable import sync_directory


class PhotoStore(Protocol):
    """The port: a directory today, an S3-like store behind the same verbs."""

    def write_part(self, upload_id: str, offset: int, data: bytes) -> None:
        """Put bytes at an offset, durably; whatever was beyond is cut off. OSError where there is no room."""

    def part_hash(self, upload_id: str) -> str:
        """The SHA-256 of what has arrived."""

    def part_path(self, upload_id: str) -> Path:
        """A file with what has arrived, for reading."""

    def drop_part(self, upload_id: str) -> None:
        """Forget what has arrived."""

    def parts(self) -> tuple[str, ...]:
        """The uploads of which there are bytes."""

    def seal(self, upload_id: str, sha256: str, preview: bytes) -> None:
        """Keep what has arrived as the original of this hash, for good, and its preview; the part stays."""

    def original(self, sha256: str) -> Path | None:
        """A file with the sealed bytes, or None."""

    def preview(self, sha256: str) -> Path | None:
        """A file with the preview, or None."""

    def erase(self, sha256: str) -> bool:
        """Delete original and preview; whether there was any."""


class DirectoryStore:
    """A directory that all processes of the server share."""

    def __init__(self, root: Path) -> None:
        self._parts = root / "uploads"
        self._originals = root / "originals"
        self._previews = root / "previews"

    def write_part(self, upload_id: str, offset: int, data: bytes) -> None:
        _folder(self._parts)
        descriptor = os.open(self.part_path(upload_id), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, offset)
            view = memoryview(data)
            while view:
                written = os.pwrite(descriptor, view, offset)
                offset, view = offset + written, view[written:]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def part_hash(self, upload_id: str) -> str:
        with self.part_path(upload_id).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def part_path(self, upload_id: str) -> Path:
        return self._parts / upload_id

    def drop_part(self, upload_id: str) -> None:
        self.part_path(upload_id).unlink(missing_ok=True)

    def parts(self) -> tuple[str, ...]:
        return tuple(path.name for path in self._parts.glob("*"))

    def seal(self, upload_id: str, sha256: str, preview: bytes) -> None:
        shown = self._previews / sha256[:2] / sha256
        if not shown.is_file():
            _folder(shown.parent)
            fresh = shown.with_suffix(f".{upload_id}")
            fresh.touch(0o600)
            fresh.write_bytes(preview)
            fresh.replace(shown)
        target = self._originals / sha256[:2] / sha256
        if not target.is_file():
            _folder(target.parent)
            _link(self.part_path(upload_id), target)
            target.chmod(0o400)
            sync_directory(target.parent)

    def original(self, sha256: str) -> Path | None:
        return _existing(self._originals / sha256[:2] / sha256)

    def preview(self, sha256: str) -> Path | None:
        return _existing(self._previews / sha256[:2] / sha256)

    def erase(self, sha256: str) -> bool:
        found = [path for kind in (self._originals, self._previews) for path in (kind / sha256[:2]).glob(f"{sha256}*")]
        for path in found:
            path.unlink(missing_ok=True)
        return bool(found)


def _folder(path: Path) -> None:
    """Folders for the server's own eyes only."""
    for one in (*reversed(path.parents), path):
        if not one.is_dir():
            one.mkdir(mode=0o700, exist_ok=True)


def _link(part: Path, target: Path) -> None:
    """The same bytes under a second name; a copy where the file system knows no such thing."""
    try:
        os.link(part, target)
    except OSError:
        fresh = target.with_suffix(".part")
        with part.open("rb") as source, fresh.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        fresh.replace(target)


def _existing(path: Path) -> Path | None:
    return path if path.is_file() else None
