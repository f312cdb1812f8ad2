"""How mail leaves the house: the relay that an operator named. Its password is sealed by a key beside the database."""

import base64
import binascii
import hashlib
import hmac
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Meta
from sqlalchemy.engine import Connection

from sync.server.ground import meta
from sync.server.ground.keyfile import KeyFile
from sync.server.mail.hours import QUIET

_FACT = "mail"
_NONCE = 12
_TOKEN_BYTES = 16


class Security(StrEnum):
    """What protects the line to the relay."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Relay(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where mail is handed over, as whom, and in whose name; ``domain`` is where answers come to.

    ``quiet`` are the hours in which nobody is written to, such as ``21-7``.
    """

    host: Annotated[str, Meta(min_length=1, max_length=253)]
    port: Annotated[int, Meta(ge=1, le=65_535)]
    sender: Annotated[str, Meta(min_length=3, max_length=254)]
    name: Annotated[str, Meta(max_length=200)]
    domain: Annotated[str, Meta(min_length=1, max_length=253)]
    security: Security = Security.STARTTLS
    language: Annotated[str, Meta(pattern="^(cs|en)$")] = "cs"
    user: Annotated[str, Meta(max_length=254)] = ""
    sealed: str = ""
    quiet: Annotated[str, Meta(pattern=QUIET + "|^$")] = ""


def relay(connection: Connection) -> Relay | None:
    """The relay in use; None where no mail goes out."""
    text = meta.read(connection, _FACT)
    return msgspec.json.decode(text, type=Relay) if text else None


def use(connection: Connection, named: Relay | None) -> None:
    """From now on mail leaves by this relay, or not at all."""
    meta.write(connection, _FACT, "" if named is None else msgspec.json.encode(named).decode())


class MailKey:
    """The file ``mail.key``: seals the relay's password, and makes the addresses to which parties answer."""

    def __init__(self, folder: Path) -> None:
        self._file = KeyFile(folder / "mail.key")

    def seal(self, password: str) -> str:
        """What to store of a password. Raises OSError."""
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + AESGCM(self._key()).encrypt(nonce, password.encode(), b"relay")).decode()

    def open(self, sealed: str) -> str | None:
        """The password; None where the key is another one. Raises OSError."""
        if not sealed:
            return ""
        try:
            data = base64.b64decode(sealed, validate=True)
            return AESGCM(self._key()).decrypt(data[:_NONCE], data[_NONCE:], b"relay").decode()
        except (InvalidTag, binascii.Error, ValueError):
            return None

    def token(self, party_id: str) -> str:
        """128 bits that nobody can guess, the same each time: the reply address of this party."""
        return self._made(b"reply " + party_id.encode())

    def name(self, message_id: str) -> str:
        """What a mail's Message-ID begins with: the same from a restored backup, so that a second copy is known."""
        return self._made(b"mail " + message_id.encode())

    def secret(self, what: str, of: str) -> str:
        """128 bits that nobody can guess, the same each time: what a link opens or ends."""
        return self._made(f"{what} {of}".encode())

    def address(self, address: str) -> str:
        """Under what an address that wrote to us is known without being told."""
        return self._made(b"address " + address.encode())

    def _made(self, of: bytes) -> str:
        return hmac.new(self._key(), of, "sha256").digest()[:_TOKEN_BYTES].hex()

    def _key(self) -> bytes:
        return self._file.read() or self._file.make()


def hashed(token: str) -> str:
    """What is stored of a reply address."""
    return hashlib.sha256(b"reply address " + token.encode()).hexdigest()
