"""The key to which devices seal what they export: made once, kept beside the photos, backed up with them."""

import errno
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.server.ground.durable import sync_directory

_KEY_BYTES = 32


class StationKey:
    """The file ``station.key`` (raw X25519). Without it no export that was sealed before can be read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "station.key"

    def private(self) -> bytes:
        """The private key, made at first. Raises OSError, also where the file is damaged."""
        try:
            key = self.path.read_bytes()
        except FileNotFoundError:
            key = self._made()
        if len(key) != _KEY_BYTES:
            raise OSError(errno.EINVAL, "damaged: put it back from a backup", str(self.path))
        return key

    def public(self) -> bytes:
        """What devices are told. Raises OSError."""
        return X25519PrivateKey.from_private_bytes(self.private()).public_key().public_bytes_raw()

    def _made(self) -> bytes:
        """Make the key whole or not at all; where another process was quicker, theirs counts."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        with open(part, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(X25519PrivateKey.generate().private_bytes_raw())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, self.path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
        sync_directory(self.path.parent)
        return self.path.read_bytes()
