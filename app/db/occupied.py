"""One running app a store: a second start is told so, before it reads, seals or sends anything."""

import os
from pathlib import Path
from typing import Self

from app.held_files import hold

LOCK_FILE = "okrskar.lock"


class Occupied:
    """Holds the store of a directory for this process until ``leave``, or its end, however that comes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def enter(cls, directory: Path) -> Self | None:
        """Take the store; None where another one has it. Raises OSError where no file can be made there."""
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(directory / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            hold(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def leave(self) -> None:
        """Let it go; harmless to repeat."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_occupied(directory: Path) -> bool:
    """Whether an app runs on this store now."""
    if not (directory / LOCK_FILE).exists():
        return False
    held = Occupied.enter(directory)
    if held is None:
        return True
    held.leave()
    return False
