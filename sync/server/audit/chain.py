"""What makes an entry of the audit one that only this server could have written."""

import errno
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from pathlib import Path

from sync.server.audit.heads import GENESIS, Head, Heads, written
from sync.server.ground.keyfile import KeyFile

log = logging.getLogger("okrskar.server")
KEY_NAME = "audit.key"
_PLAIN = ("id", "at", "actor", "action", "target", "detail", "previous")
_KEYED = (*_PLAIN, "address")


class Chain:
    """The key ``audit.key`` and the noted heads, both in the folder of files."""

    def __init__(self, folder: Path) -> None:
        self.heads = Heads(folder)
        self._file = KeyFile(folder / KEY_NAME)
        self._key: bytes | None = None

    def key(self) -> bytes:
        """The key. Made where nothing was ever noted; where something was, a missing key is an error, not a new key.

        Raises OSError.
        """
        if self._key is None:
            self._key = self._file.read()
        if self._key is None:
            if self.heads.exists():
                why = "the audit's key is missing: put it back from a backup"
                raise OSError(errno.ENOENT, why, str(self._file.path))
            self._key = self._file.make()
        return self._key

    def is_missing(self) -> bool:
        """Whether there is no key, though entries were noted with one."""
        return self._file.read() is None

    def sign(self, row: Mapping[str, object]) -> str:
        """The hash of an entry: HMAC-SHA-256 with the key over all its values and the hash before. Raises OSError."""
        return hmac.new(self.key(), _content(row, _KEYED), hashlib.sha256).hexdigest()

    def begin_new(self) -> None:
        """Before the first entry of all is committed: note that the keyed chain begins with it. Raises OSError."""
        self.key()
        if not self.heads.exists():
            self.heads.note(written(Head(0, GENESIS), "begun"))

    def blind(self, text: str) -> str:
        """A text that an audit may hold in place of one that a person typed: equal for equal ones, and no way back."""
        return hmac.new(self.key(), b"blind:" + text.encode(), hashlib.sha256).hexdigest()[:16]

    def note(self, head: Head) -> None:
        """Note a committed entry. What can not be noted is logged: the next one that can covers it."""
        try:
            self.heads.note(written(head))
        except OSError as error:
            log.critical("the audit's head can not be noted outside the database: %s", error.strerror or "")


def plain_hash(row: Mapping[str, object]) -> str:
    """The hash of an entry that was written before the chain had a key."""
    return hashlib.sha256(_content(row, _PLAIN)).hexdigest()


def _content(row: Mapping[str, object], names: tuple[str, ...]) -> bytes:
    return json.dumps([row[name] for name in names], ensure_ascii=False).encode()
