"""How many wrong tries were made: counted where whoever holds the disk can not count back.

With a key store the number stands in the same entry as the half of the key, so that deleting it or putting an older one
in its place costs the half as well. Without one there is only a file; a file that is missing or reads oddly means that
somebody was at it, and counts as all tries used up.
"""

from pathlib import Path
from typing import Protocol

from app.db.durable import replace_file
from app.db.keystore import KeyStore

ATTEMPTS = 10
HALF_BYTES = 32


class Tries(Protocol):
    """A count that outlives the process. Each method may raise KeyStoreError or OSError."""

    def made(self) -> int:
        """So many tries were made since the last right one; ``ATTEMPTS`` where that can not be told."""

    def set(self, number: int) -> None:
        """Keep the number, durably."""


class StoredTries:
    """Behind the half in the key store: 32 bytes and one more."""

    def __init__(self, key_store: KeyStore, name: str) -> None:
        self._key_store, self._name = key_store, name

    def half(self) -> bytes | None:
        """The half of the key, None where there is none, or none that is whole."""
        entry = self._key_store.get(self._name)
        return entry[:HALF_BYTES] if entry is not None and len(entry) == HALF_BYTES + 1 else None

    def keep(self, half: bytes) -> bool:
        """Begin with this half and no try made; whether the key store really has it then."""
        entry = half + b"\x00"
        self._key_store.set(self._name, entry)
        return self._key_store.get(self._name) == entry

    def made(self) -> int:
        entry = self._key_store.get(self._name)
        if entry is None or len(entry) != HALF_BYTES + 1:
            return ATTEMPTS
        return min(entry[HALF_BYTES], ATTEMPTS)

    def set(self, number: int) -> None:
        half = self.half()
        if half is not None:
            self._key_store.set(self._name, half + bytes([number]))


class FileTries:
    """A small file beside the key."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def made(self) -> int:
        try:
            text = self._path.read_bytes()
        except OSError:
            return ATTEMPTS
        return min(int(text), ATTEMPTS) if text.isdigit() and len(text) <= 2 else ATTEMPTS

    def set(self, number: int) -> None:
        replace_file(self._path, str(number).encode())
