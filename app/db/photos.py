"""Sealed photos: AES-256-GCM in chunks of 64 KiB, so that a large one is never whole in memory nor plain on the disk.

A file is a header (magic, version, 16 bytes of salt) and chunks. Its key is HKDF-SHA256(data key, salt); the nonce and
the associated data of a chunk hold its index and whether it is the last, so that chunks can not be moved, dropped,
repeated or cut off unnoticed (the STREAM construction, Hoang, Reyhanitabar, Rogaway, Vizár 2015).
The file's name is HMAC-SHA256 of the photo's address, so that a known picture can not be looked for by name.
"""

import contextlib
import errno
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.db.crashpoints import crash_point
from app.db.durable import sync_directory
from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, LockedError, free_bytes

CHUNK = 64 * 1024
MAX_BYTES = 25 * 1024 * 1024
_MAGIC = b"OKRP\x01"
_SALT = 16
_HEADER = len(_MAGIC) + _SALT
_TAG = 16
_SEALED_CHUNK = CHUNK + _TAG
_PART = ".part"


class DamagedPhotoError(Exception):
    """The sealed file was altered, cut or sealed with another key."""


class Sealed(msgspec.Struct, frozen=True):
    """A photo in the vault: the SHA-256 of the original bytes (hex) and their number."""

    sha256: str
    size: int


class _Cipher:
    def __init__(self, key: bytes, header: bytes) -> None:
        salt = header[len(_MAGIC) :]
        self._header = header
        self._aead = AESGCM(HKDF(SHA256(), 32, salt, b"okrskar photo").derive(key))

    def _bound(self, index: int, last: bool) -> tuple[bytes, bytes]:
        place = index.to_bytes(4, "big") + bytes([last])
        return bytes(7) + place, self._header + place

    def seal(self, chunk: bytes, index: int, *, last: bool) -> bytes:
        nonce, bound = self._bound(index, last)
        return self._aead.encrypt(nonce, chunk, bound)

    def open(self, chunk: bytes, index: int, *, last: bool) -> bytes:
        nonce, bound = self._bound(index, last)
        try:
            return self._aead.decrypt(nonce, chunk, bound)
        except InvalidTag as error:
            raise DamagedPhotoError from error


class PhotoWriter:
    """Takes the bytes of one photo piece by piece and seals them; visible in the vault only once finished."""

    def __init__(self, part: Path, key: bytes, name_of: Callable[[str], Path], expected: str | None) -> None:
        self._name_of, self._expected = name_of, expected
        self._path = part
        header = _MAGIC + secrets.token_bytes(_SALT)
        self._cipher = _Cipher(key, header)
        self._buffer = bytearray()
        self._index = 0
        self._size = 0
        self._digest = hashlib.sha256()
        self._file: BinaryIO = self._path.open("xb")
        self._put(header)

    def _put(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.abort()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(StoreFull(free_bytes(self._path))) from error
        raise error

    def write(self, data: bytes) -> None:
        """Take more bytes. Raises DiskFullError, and ValueError beyond 25 MB; nothing is left behind then."""
        self._size += len(data)
        if self._size > MAX_BYTES:
            self.abort()
            raise ValueError("a photo has at most 25 MB")
        self._digest.update(data)
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._put(self._cipher.seal(bytes(self._buffer[:CHUNK]), self._index, last=False))
            del self._buffer[:CHUNK]
            self._index += 1

    def finish(self) -> Sealed | None:
        """Make the photo durable under its address; None, and nothing kept, where the bytes are not those expected."""
        sha256 = self._digest.hexdigest()
        if self._size == 0 or (self._expected is not None and not hmac.compare_digest(sha256, self._expected)):
            self.abort()
            return None
        self._put(self._cipher.seal(bytes(self._buffer), self._index, last=True))
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            crash_point("photos.seal.before_rename")
            self._path.replace(self._name_of(sha256))
            sync_directory(self._path.parent)
        except OSError as error:
            self._fail(error)
        crash_point("photos.seal.after_rename")
        return Sealed(sha256, self._size)

    def abort(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(OSError):
            self._file.close()
        self._path.unlink(missing_ok=True)


class PhotoVault:
    """The sealed photos of one device, found by the SHA-256 of their original bytes."""

    def __init__(self, directory: Path, data_key: bytes) -> None:
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._key = HKDF(SHA256(), 32, None, b"okrskar photo vault").derive(data_key)
        self._naming = HKDF(SHA256(), 32, None, b"okrskar photo names").derive(data_key)
        self._young: set[str] = set()

    def forget(self) -> None:
        """Drop the keys: every later call raises LockedError."""
        self._key = self._naming = b""

    def _name(self, sha256: str) -> str:
        if not self._naming:
            raise LockedError
        return hmac.digest(self._naming, bytes.fromhex(sha256), "sha256").hex()

    def path(self, sha256: str) -> Path:
        """Where the sealed photo of that address lies or would lie."""
        return self.directory / self._name(sha256)

    def has(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def writer(self, expected: str | None = None) -> PhotoWriter:
        """Begin a photo; with ``expected`` only bytes of that address are kept."""
        if not self._key:
            raise LockedError
        part = self.directory / f"{secrets.token_hex(16)}{_PART}"
        self._young.add(part.name)
        return PhotoWriter(part, self._key, self._taken if expected is None else self.path, expected)

    def _taken(self, sha256: str) -> Path:
        path = self.path(sha256)
        self._young.add(path.name)
        return path

    def seal(self, content: bytes | Path) -> Sealed | None:
        """Seal a photo from memory or from a file, durably. None for an empty one. Raises DiskFullError, ValueError."""
        writer = self.writer()
        try:
            if isinstance(content, bytes):
                writer.write(content)
            else:
                with content.open("rb") as source:
                    while piece := source.read(CHUNK):
                        writer.write(piece)
        except BaseException:
            writer.abort()
            raise
        return writer.finish()

    def chunks(self, sha256: str, start: int = 0) -> Iterator[bytes]:
        """The original bytes, from chunk ``start`` on. Raises FileNotFoundError, DamagedPhotoError."""
        path = self.path(sha256)
        with path.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) != _HEADER or not header.startswith(_MAGIC):
                raise DamagedPhotoError
            cipher = _Cipher(self._key, header)
            count = -(-(path.stat().st_size - _HEADER) // _SEALED_CHUNK)
            if count < 1:
                raise DamagedPhotoError
            file.seek(_HEADER + start * _SEALED_CHUNK)
            for index in range(start, count):
                yield cipher.open(file.read(_SEALED_CHUNK), index, last=index == count - 1)

    def read(self, sha256: str) -> bytes:
        """All the original bytes. Raises FileNotFoundError, DamagedPhotoError (also where it is another photo)."""
        content = b"".join(self.chunks(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedPhotoError
        return content

    def read_range(self, sha256: str, offset: int, length: int) -> bytes:
        """Some of the original bytes, for an upload that goes on where it stopped."""
        first, skip = divmod(offset, CHUNK)
        got = bytearray()
        for chunk in self.chunks(sha256, first):
            got += chunk
            if len(got) >= skip + length:
                break
        return bytes(got[skip : skip + length])

    def discard(self, sha256: str) -> None:
        """Delete a sealed photo, if it is there."""
        self.path(sha256).unlink(missing_ok=True)

    def sweep(self, keep: Iterator[str] | frozenset[str]) -> int:
        """Delete every file that is not the photo of an address to keep, half-written ones too; returns how many.

        What was taken here, or begun, since this vault was opened stays: its record may be on its way to the disk.
        """
        names = {self._name(sha256) for sha256 in keep} | self._young
        removed = 0
        for path in self.directory.iterdir():
            if path.name not in names:
                path.unlink(missing_ok=True)
                removed += 1
        return removed
