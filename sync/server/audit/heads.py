"""The heads of the audit's chain, noted outside the database: who cuts, empties or replaces the table is found by them.

Lines of text, only ever appended. ``ID HASH`` is an entry that was committed; ``begun ID HASH`` says after which entry
the keyed chain begins; ``restored ID HASH`` that an operator put back a backup which ended with that entry, so that
what was noted after it no longer holds.
"""

import os
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sync.server.ground.durable import sync_directory

NAME = "audit.heads"
GENESIS = "0" * 64
_LINE = re.compile(rb"(?:(begun|restored) )?(\d{1,18}) ([0-9a-f]{64})")
_SYNC_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Head:
    """One entry of the chain by its number and its hash; entry 0 is the beginning."""

    entry: int
    hash: str

    def __str__(self) -> str:
        return f"{self.entry}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Restored:
    """A recorded restore: the backup ended with ``entry``, and entries up to ``lost`` had been noted before."""

    entry: int
    lost: int


@dataclass(slots=True)
class Noted:
    """What the file says as a whole. ``conflict`` is the first entry that was noted with two hashes."""

    begun: Head | None = None
    hashes: dict[int, str] = field(default_factory=dict)
    last: int = 0
    restores: list[Restored] = field(default_factory=list)
    conflict: int | None = None

    def take(self, word: str, head: Head) -> None:
        """One more line."""
        match word:
            case "begun":
                self.begun = self.begun or head
            case "restored":
                self.restores.append(Restored(head.entry, self.last))
                self.hashes = {entry: noted for entry, noted in self.hashes.items() if entry <= head.entry}
                self.last = min(self.last, head.entry)
                self.conflict = None if self.conflict is not None and self.conflict > head.entry else self.conflict
            case _:
                known = self.hashes.setdefault(head.entry, head.hash)
                if known != head.hash:
                    self.conflict = head.entry if self.conflict is None else min(self.conflict, head.entry)
                self.last = max(self.last, head.entry)


class Heads:
    """The file, shared by all processes of the server; each line is one write."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._synced = 0.0
        self._lock = threading.Lock()

    def note(self, *lines: str) -> None:
        """Append lines. They are on the disk at once, or, where they come thick and fast, within the next second's.

        Raises OSError.
        """
        with self._lock:
            self._append(lines)

    def _append(self, lines: tuple[str, ...]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = "".join(f"{line}\n" for line in lines).encode()
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            end = os.fstat(descriptor).st_size
            if end and os.pread(descriptor, 1, end - 1) != b"\n":
                data = b"\n" + data  # the line before was cut off by a crash
            if os.write(descriptor, data) < len(data):
                raise OSError(f"{self.path}: only a part of the line was written")
            if is_new or time.monotonic() - self._synced > _SYNC_SECONDS:
                os.fsync(descriptor)
                self._synced = time.monotonic()
        finally:
            os.close(descriptor)
        if is_new:
            sync_directory(self.path.parent)

    def exists(self) -> bool:
        """Whether anything was ever noted here."""
        return self.path.exists()

    def read(self) -> Noted:
        """All of it. A line that a crash cut off says nothing: the next one covers it."""
        noted = Noted()
        try:
            with self.path.open("rb") as file:
                for line in file:
                    if (found := _LINE.fullmatch(line.rstrip(b"\n"))) is not None:
                        word, entry, hashed = found.groups()
                        noted.take((word or b"").decode(), Head(int(entry), hashed.decode()))
        except FileNotFoundError:
            pass
        return noted


def written(head: Head, word: str = "") -> str:
    """The line of a head."""
    return f"{word} {head.entry} {head.hash}".strip()


def read_head(text: str) -> Head | None:
    """A head as ``str(head)`` prints it; None where the text is none."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-fA-F]{64})", text.strip())
    return None if found is None else Head(int(found[1]), found[2].lower())
