"""A file that only the station can read: sealed to its public key, written and read as a stream.

The first line names the format. Then comes a fresh content key, sealed by HPKE (RFC 9180: X25519, HKDF-SHA256,
AES-256-GCM), and the content in pieces of 64 KiB under AES-256-GCM; each piece's place and whether it is the last one
are authenticated, so that pieces can be neither cut off, nor left out, nor exchanged.
"""

import io
import secrets
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAGIC = b"okrskar-sealed 1\n"
PIECE = 64 * 1024
KEY_BYTES = 32
_SEALED_KEY = 80
_TAG = 16
_INFO = b"okrskar sealed file"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class NotForUsError(Exception):
    """The file is not sealed, or not to this key."""


class DamagedError(Exception):
    """The file was changed, or cut off."""


def _nonce(place: int, *, last: bool) -> bytes:
    return bytes(7) + place.to_bytes(4, "big") + bytes([last])


class SealedWriter:
    """Takes bytes and writes them sealed to ``public_key`` (raw X25519, 32 bytes). Without ``finish`` it is damaged."""

    def __init__(self, file: BinaryIO, public_key: bytes) -> None:
        key = secrets.token_bytes(KEY_BYTES)
        self._file, self._aead = file, AESGCM(key)
        self._held, self._place = bytearray(), 0
        sealed = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(public_key), _INFO)
        file.write(MAGIC + sealed)

    def write(self, data: bytes) -> int:
        """Take more bytes. Raises OSError."""
        self._held += data
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write what is left and the mark of the end. Raises OSError."""
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._aead.encrypt(_nonce(self._place, last=last), piece, None))
        self._place += 1


class _SealedReader(io.RawIOBase):
    """The content of a sealed file; only its beginning can be sought."""

    def __init__(self, file: BinaryIO, aead: AESGCM, start: int) -> None:
        super().__init__()
        self._file, self._aead, self._start = file, aead, start
        self._rewind()

    def _rewind(self) -> None:
        self._file.seek(self._start)
        self._ahead = self._file.read(PIECE + _TAG)
        self._place, self._left, self._ended = 0, b"", False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("a sealed file is read from its beginning")
        self._rewind()
        return 0

    def readinto(self, buffer: "Buffer") -> int:
        target = memoryview(buffer)
        if not self._left and not self._ended:
            self._left = self._next()
        part = self._left[: len(target)]
        self._left = self._left[len(part) :]
        target[: len(part)] = part
        return len(part)

    def _next(self) -> bytes:
        piece, self._ahead = self._ahead, self._file.read(PIECE + _TAG)
        self._ended = not self._ahead
        try:
            content = self._aead.decrypt(_nonce(self._place, last=self._ended), piece, None)
        except InvalidTag:
            raise DamagedError from None
        self._place += 1
        return content


def open_sealed(file: BinaryIO, private_key: bytes) -> io.BufferedReader:
    """The content of a sealed file, by the station's raw X25519 key. Raises NotForUsError; reading DamagedError."""
    if file.read(len(MAGIC)) != MAGIC:
        raise NotForUsError
    sealed = file.read(_SEALED_KEY)
    try:
        key = _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private_key), _INFO)
    except (InvalidTag, ValueError):
        raise NotForUsError from None
    return io.BufferedReader(_SealedReader(file, AESGCM(key), len(MAGIC) + len(sealed)), PIECE)
