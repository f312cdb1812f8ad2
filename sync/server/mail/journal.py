"""What the relay took, outside the database: a restored backup, or a process that ended too soon, sends none twice.

A line for each mail with what its Message-ID begins with, only ever appended; it names nobody.
"""

import contextlib
import os
from pathlib import Path

NAME = "mailed"


class Journal:
    """The file in the folder of the photos, shared by all processes of the server."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

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
