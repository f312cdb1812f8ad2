"""What the relay took, outside the database: a restored backup, or a process that ended too soon, sends none twice.

A line for each mail with what its Message-ID begins with, only ever appended; it names nobody.
"""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.held_files import hold

NAME = "mailed"
_HANDS = "mailing"


class Journal:
    """The file in the folder of the photos, shared by all processes of the server."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    @contextmanager
    def in_hand(self, name: str) -> Iterator[bool]:
        """Whether this mail is now in the hands of whoever asks, and of nobody else until the end.

        A lease ends by the clock, and a clock can jump while a relay is waited for; this ends with the process at the
        latest. Where no file can be made, whoever asks goes on: better twice than never.
        """
        hands = self._path.with_name(_HANDS)
        try:
            hands.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(hands / name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            yield True
            return
        is_first = _is_first(descriptor, hands / name)
        try:
            yield is_first
        finally:
            if is_first:
                with contextlib.suppress(OSError):
                    (hands / name).unlink()
            os.close(descriptor)

    def __contains__(self, name: str) -> bool:
        try:
            return name.encode() in self._path.read_bytes()
        except OSError:
            return False

    def add(self, name: str) -> None:
        """Write one down and wait for the disk. Where that can not be the mail is gone all the same."""
        with contextlib.suppress(OSError):
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(descriptor, name.encode() + b"\n")
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _is_first(descriptor: int, path: Path) -> bool:
    """Whether nobody else has the file, and it is still the one that others would ask for."""
    try:
        hold(descriptor)
        return os.fstat(descriptor).st_ino == path.stat().st_ino
    except OSError:
        return False
