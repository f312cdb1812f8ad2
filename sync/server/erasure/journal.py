"""The journal of erasures, outside the database: what was erased must not come back out of an older backup.

One line of JSON an erasure, only ever appended, on the disk before the transaction that erases is committed. It names
ids and hashes, nothing that a person wrote.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sync.server.ground.durable import sync_directory

NAME = "erasures.jsonl"


class Erasure(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one transaction erased: the ids of tips and of all rows that hung on them, the hashes of their photos.

    ``senders`` are parties of tips that stay, of whom it was forgotten who they are; a sender has the tip's own id.
    ``said`` and ``pictured`` are tips that stay, of which it was forgotten up to then who sent them and what was said,
    and which photos they had.
    ``links`` are hashes of links that show nothing any more, whatever had been sent by them.
    ``news`` are readers of news who want no more.
    ``ratings`` are ratings that their raters had forgotten, ``remarks`` those of which only the words beside it.
    ``moved`` are the ids of a tip and of all rows that hung on it, the tip's first, that was made a submission of a
    ``kind`` that is ``about`` these people: it is no tip any more, and nothing of it was lost.
    """

    at: str
    rows: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    pictured: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    kind: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journalled:
    """All that the journal says. A line without its end was never followed by a commit, so it is only counted."""

    erasures: tuple[Erasure, ...]
    unreadable: int


class Journal:
    """The file in the folder of the photos, shared by all processes of the server."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def append(self, erasure: Erasure) -> None:
        """Write one line and wait for the disk. Raises OSError: then nothing may be erased."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        line = msgspec.json.encode(erasure) + b"\n"
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            end = os.fstat(descriptor).st_size
            if end and os.pread(descriptor, 1, end - 1) != b"\n":
                line = b"\n" + line  # the line before was cut off by a crash
            written = os.write(descriptor, line)
            if written < len(line):
                raise OSError(f"{self.path}: only a part of the line was written")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_directory(self.path.parent)

    def read(self) -> Journalled:
        """Everything in it; a journal that is not there is empty."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return Journalled((), 0)
        erasures: list[Erasure] = []
        unreadable = 0
        for line in filter(None, lines):
            try:
                erasures.append(msgspec.json.decode(line, type=Erasure))
            except (msgspec.DecodeError, UnicodeDecodeError):
                unreadable += 1
        return Journalled(tuple(erasures), unreadable)
