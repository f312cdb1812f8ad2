"""Keys that lie beside the database and not in it, so that a copy of the database alone is worth less."""

import errno
import os
import secrets
from pathlib import Path

from sync.server.ground.durable import sync_directory

KEY_BYTES = 32


class KeyFile:
    """One file of 32 random bytes that nobody but the server's user may read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> bytes | None:
        """The key; None where there is no file. Raises OSError, also where the file is damaged."""
        try:
            key = self.path.read_bytes()
        except FileNotFoundError:
            return None
        if len(key) != KEY_BYTES:
            raise OSError(errno.EINVAL, "damaged: put it back from a backup", str(self.path))
        return key

    def make(self) -> bytes:
        """A new key, on the disk when this returns; of two processes that make one at the same time both get the same.

        Raises OSError.
        """
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{self.path.name}.{secrets.token_hex(6)}"
        key = os.urandom(KEY_BYTES)
        with open(draft, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self.path)
        except FileExistsError:
            key = self.read() or key
        finally:
            draft.unlink()
        sync_directory(folder)
        return key
