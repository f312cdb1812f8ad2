"""The bytes of mails as they came, beside the database: files for the server's own eyes, named by their hash."""

import contextlib
import hashlib
import os
import time
from pathlib import Path
from typing import Final

from sync.server.ground.durable import sync_directory

_STRAY_SECONDS: Final = 3_600


class Raws:
    """The folder ``mail`` beside the photos."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "mail"

    def put(self, raw: bytes) -> str:
        """Keep them; the name of the file. It is on the disk when this returns. Raises OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(raw).hexdigest()
        target = self._folder / name
        if target.is_file() and target.stat().st_size == len(raw):
            return name
        draft = self._folder / f".{name}.{os.getpid()}"
        with open(draft, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        sync_directory(self._folder)
        return name

    def get(self, name: str) -> bytes | None:
        """What was kept; None where it is gone."""
        try:
            return (self._folder / name).read_bytes() if name else None
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Forget it."""
        (self._folder / name).unlink(missing_ok=True)

    def strays(self, named: set[str], *, at_once: bool = False) -> list[str]:
        """Files that nothing names, an hour old or older, or of any age ``at_once``. Drafts of an hour ago go: their
        mail is fetched again."""
        found = []
        before = time.time() - _STRAY_SECONDS
        for path in tuple(self._folder.iterdir()) if self._folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                is_old, is_draft = path.stat().st_mtime < before, path.name.startswith(".")
                if path.name in named or not (is_old or (at_once and not is_draft)):
                    continue
                if is_draft:
                    path.unlink()
                else:
                    found.append(path.name)
        return found
