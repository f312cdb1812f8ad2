"""The outbox as a signed file: JSON lines that a station reads when a device can not get through any more.

The first line says what it is, then one operation a line, then each photo as a line and its bytes as lines of base64,
then the signature (Ed25519 over the SHA-512 of every byte before that line). The ids are those of the outbox, so that
importing it twice, or importing it and syncing later, doubles nothing. On its way the file is sealed to the station
(``sealing.py``): what is described here is what lies inside.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Literal, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.outbox.domain import RecordedOperation

FORMAT = "okrskar-outbox"
VERSION = 1
_SIGNED = b"okrskar-outbox:"
_MAX_LINE = 4 * 1024 * 1024


class Header(msgspec.Struct, frozen=True, tag_field="line", tag="header"):
    """What the file is, from which device and when."""

    format: str
    version: int
    device_id: str
    officer_id: str
    exported_at: str
    incarnation: str = ""


class OperationLine(msgspec.Struct, frozen=True, tag_field="line", tag="operation"):
    """One change, exactly as recorded."""

    operation: RecordedOperation


class PhotoLine(msgspec.Struct, frozen=True, tag_field="line", tag="photo"):
    """A photo begins; its pieces follow."""

    sha256: str
    size: int
    media_type: str


class PieceLine(msgspec.Struct, frozen=True, tag_field="line", tag="piece"):
    """Bytes of the photo begun last, base64."""

    data: str

    def content(self) -> bytes:
        """The bytes themselves. Raises ValueError where they are no base64."""
        return base64.b64decode(self.data, validate=True)


class SignatureLine(msgspec.Struct, frozen=True, tag_field="line", tag="signature"):
    """The end: base64 of 64 bytes."""

    signature: str


Line = Header | OperationLine | PhotoLine | PieceLine | SignatureLine


class Photo(msgspec.Struct, frozen=True):
    """A photo to write: its address, size, type, and where its bytes come from."""

    sha256: str
    size: int
    media_type: str
    pieces: Callable[[], Iterable[bytes]]


class Sink(Protocol):
    """Where the lines go."""

    def write(self, data: bytes, /) -> int: ...


def write(
    file: Sink,
    header: Header,
    operations: Iterable[RecordedOperation],
    photos: Iterable[Photo],
    private_key: bytes,
) -> None:
    """Write the signed file. Raises OSError."""
    digest = hashlib.sha512()

    def put(line: Line) -> None:
        data = msgspec.json.encode(line) + b"\n"
        digest.update(data)
        file.write(data)

    put(header)
    for operation in operations:
        put(OperationLine(operation))
    for photo in photos:
        put(PhotoLine(photo.sha256, photo.size, photo.media_type))
        for piece in photo.pieces():
            put(PieceLine(base64.b64encode(piece).decode()))
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(_SIGNED + digest.digest())
    file.write(msgspec.json.encode(SignatureLine(base64.b64encode(signature).decode())) + b"\n")


class Refusal(msgspec.Struct, frozen=True):
    """The file is not taken: ``not_an_outbox``, ``cut`` (no signature at its end), or ``wrong_signature``."""

    reason: Literal["not_an_outbox", "cut", "wrong_signature"]


def verify(file: BinaryIO, public_key_of: Callable[[str], bytes | None]) -> Header | Refusal:
    """Check the whole file before any of it is used; ``public_key_of`` gives a device's raw key by its id."""
    digest = hashlib.sha512()
    header: Header | None = None
    try:
        for data, line in _lines(file):
            if header is None:
                if not isinstance(line, Header) or (line.format, line.version) != (FORMAT, VERSION):
                    return Refusal("not_an_outbox")
                header = line
            if isinstance(line, SignatureLine):
                key = public_key_of(header.device_id)
                if key is None or file.read(1):
                    return Refusal("wrong_signature")
                signature = base64.b64decode(line.signature)
                Ed25519PublicKey.from_public_bytes(key).verify(signature, _SIGNED + digest.digest())
                return header
            digest.update(data)
    except InvalidSignature:
        return Refusal("wrong_signature")
    except (msgspec.DecodeError, ValueError, RecursionError):
        return Refusal("not_an_outbox" if header is None else "cut")
    return Refusal("not_an_outbox" if header is None else "cut")


def read(file: BinaryIO) -> Iterator[Line]:
    """The lines of a file that ``verify`` took, from its beginning."""
    file.seek(0)
    for _, line in _lines(file):
        yield line


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, Line]]:
    decode: Callable[[bytes], Any] = msgspec.json.Decoder(Line).decode
    while data := file.readline(_MAX_LINE):
        yield data, decode(data)
