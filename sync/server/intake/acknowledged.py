"""What residents were told is there, outside the database: a restored backup can be asked what it lacks.

A line for each with its number, what it is and when it came, in a file for each month; it names nobody and says nothing
of what was written. Files of earlier months go.
"""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.ground.moments import instant
from sync.server.intake import repository
from sync.server.intake.domain import Kind

KEPT_DAYS: Final = 28
"""For less long than rows that were decided: what came since and is not in the database was lost, or erased."""
_NAME: Final = "acknowledged-"
_KINDS: Final = frozenset({Kind.TIP, Kind.ANSWER, Kind.SATISFACTION, Kind.RATING, Kind.NEWS})


@dataclass(frozen=True, slots=True)
class Line:
    """What was taken down: its number, what it is, when."""

    number: str
    kind: str
    at: str


class Acknowledged:
    """The files in the folder of the process that takes down what residents send."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, number: str, kind: Kind, at: str) -> None:
        """Write one down and wait for the disk. Where that can not be it is taken down all the same.

        Each begins a line of its own, so that one of which a full disk took only a part spoils no other.
        """
        if kind not in _KINDS:
            return
        path = self._folder / f"{_NAME}{at[:7]}"
        with contextlib.suppress(OSError):
            is_first = not path.exists()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(descriptor, f"\n{number} {kind.value} {at}".encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if is_first:
                self._forget()

    def lines(self) -> list[Line]:
        """All that stand there, the oldest first. Raises OSError, also where there is no such folder."""
        lines = []
        for path in self._files():
            for words in path.read_text(encoding="utf-8", errors="replace").splitlines():
                match words.split(" "):
                    case [number, kind, at]:
                        lines.append(Line(number, kind, at))
        return sorted(lines, key=lambda line: (line.at, line.number))

    def _forget(self) -> None:
        """Keep the three newest months that there are: a clock that ran ahead for a while makes one of its own."""
        for path in self._files()[:-3]:
            path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if path.name.startswith(_NAME))


def missing(connection: Connection, folder: Path, now: datetime) -> list[Line]:
    """What was acknowledged within ``KEPT_DAYS`` and is not in the database. Raises OSError as ``lines``."""
    since = instant(now - timedelta(days=KEPT_DAYS))
    lines = [line for line in Acknowledged(folder).lines() if line.at >= since]
    return [line for line in lines if repository.found(connection, line.number) is None]
