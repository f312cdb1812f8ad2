"""Finds addresses by typed words, in the basemap that devices are offered; nothing where there is none."""

import threading
from pathlib import Path
from typing import Final

from app.basemap.bundle import Bundle, open_bundle
from app.basemap.search import Found, Street

LIMIT: Final = 5
_FOLDER: Final = "basemap"


class Addresses:
    """The addresses of the newest basemap, opened once."""

    def __init__(self, files: Path) -> None:
        self._folder = files / _FOLDER
        self._lock = threading.Lock()
        self._known: Bundle | None = None
        self._sha256 = ""

    def search(self, sha256: str, text: str) -> tuple[Found, ...]:
        """The best places for the words, in the basemap of this hash."""
        known = self._bundle(sha256)
        return known.search(text, LIMIT) if known is not None else ()

    def streets(self, sha256: str) -> tuple[Street, ...]:
        """All streets of the basemap of this hash."""
        known = self._bundle(sha256)
        return known.streets() if known is not None else ()

    def _bundle(self, sha256: str) -> Bundle | None:
        with self._lock:
            if self._sha256 != sha256:
                opened = open_bundle(self._folder / sha256)
                if not isinstance(opened, Bundle):
                    return None
                self._known, self._sha256 = opened, sha256
            return self._known
