"""What stands for a respondent: a keyed hash of the secret that their browser keeps, by a key that changes each year.

The key of a year lies beside the database and not in it. It goes in the second year after: from then on nobody, the
office included, can tell which of that year's ratings a browser sent.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from app.calendar import prague_day
from sync.server.ground.keyfile import KeyFile

FOLDER: Final = "ratings"
_NAME: Final = re.compile(r"([0-9]{4})\.key")


class Pseudonyms:
    """The keys of the years, in a folder of their own."""

    def __init__(self, files: Path) -> None:
        self._folder = files / FOLDER
        self._keys: dict[int, bytes | None] = {}

    def of(self, secret: str, at: datetime) -> tuple[int, ...]:
        """The respondent in the year (Prague's) of ``at``, 63 bits, then in the years beside it that have a key.

        The year after has one where the clock was moved back over New Year. Raises OSError.
        """
        year = prague_day(at).year
        if self._keys.get(year) is None:
            self._keys = {
                year: self._file(year).read() or self._file(year).make(),
                year - 1: self._file(year - 1).read(),
                year + 1: self._file(year + 1).read(),
            }
        return tuple(_respondent(key, secret) for key in self._keys.values() if key is not None)

    def forget(self, at: datetime) -> int:
        """Delete the keys of the years before the last one; how many. Raises OSError."""
        last = prague_day(at).year - 1
        old = [path for path in self._folder.glob("*.key") if (y := _NAME.fullmatch(path.name)) and int(y[1]) < last]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _file(self, year: int) -> KeyFile:
        return KeyFile(self._folder / f"{year:04d}.key")


def nobody() -> int:
    """A respondent that no other rating has: of a sheet of paper, or of a device that many use."""
    return secrets.randbits(63)


def _respondent(key: bytes, secret: str) -> int:
    digest = hmac.digest(key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") >> 1
