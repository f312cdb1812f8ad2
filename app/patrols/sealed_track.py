"""Where a running patrol goes, fix by fix in a file that only the unlocked store can read: sealed to its public key.

A file belongs to one patrol, which its name says. It begins with a magic line; then come records of one size, each
sealed on its own by HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) and bound to the patrol. Whoever writes needs no
secret, so that a locked app can go on; a record that was cut off by a lost battery is left out, all before it stay, and
the next one begins where that one did.
"""

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from app.db.durable import sync_directory
from app.patrols.track import Fix

MAGIC = b"okrskar-track 1\n"
SUFFIX = ".track"
_RECORD = struct.Struct("<dddf")
RECORD_BYTES = 32 + _RECORD.size + 16
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NO_ACCURACY = -1.0


def new_key() -> bytes:
    """A private key, raw, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


def public_of(private_key: bytes) -> bytes:
    """The public half of a private key, raw, 32 bytes."""
    private = X25519PrivateKey.from_private_bytes(private_key)
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def append(folder: Path, patrol_id: str, public_key: bytes, fix: Fix) -> None:
    """Keep a fix that has its time: it is on the disk when this returns. Raises OSError; what came before is safe."""
    if fix.at is None:
        return
    accuracy = _NO_ACCURACY if fix.accuracy is None else fix.accuracy
    plain = _RECORD.pack(fix.at, fix.lat, fix.lon, accuracy)
    record = _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public_key), patrol_id.encode())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{patrol_id}{SUFFIX}").open("ab") as file:
        size = file.tell()
        if size < len(MAGIC):
            file.truncate(0)
            record = MAGIC + record
        elif torn := (size - len(MAGIC)) % RECORD_BYTES:
            file.truncate(size - torn)
        file.write(record)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        sync_directory(folder)


def patrol_of(path: Path) -> str:
    """Whose fixes a file holds."""
    return path.name.removesuffix(SUFFIX)


def read_sealed(path: Path, private_key: bytes) -> list[Fix]:
    """The fixes of a file that can be read, in the order in which they came."""
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        return []
    return list(_fixes(content[len(MAGIC) :], X25519PrivateKey.from_private_bytes(private_key), patrol_of(path)))


def _fixes(content: bytes, key: X25519PrivateKey, patrol_id: str) -> Iterable[Fix]:
    for start in range(0, len(content) - RECORD_BYTES + 1, RECORD_BYTES):
        try:
            plain = _SUITE.decrypt(content[start : start + RECORD_BYTES], key, patrol_id.encode())
        except (InvalidTag, ValueError):
            continue
        at, lat, lon, accuracy = _RECORD.unpack(plain)
        yield Fix(lat, lon, at, None if accuracy < 0 else accuracy)
