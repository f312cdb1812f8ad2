"""Codes of an authenticator (RFC 6238) beside a password: six digits for 30 seconds, each good once.

The secrets lie in the database encrypted; the key lies in the folder of files, so that a copy of the database alone
tells no code.
"""

import base64
import binascii
import hmac
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy.engine import Connection

from sync.server.accounts import repository
from sync.server.ground.keyfile import KeyFile

log = logging.getLogger("okrskar.server")
SECONDS = 30
_DIGITS = 6
_SECRET_BYTES = 20
_NONCE_BYTES = 12
_DECOY = bytes(_SECRET_BYTES)


class Vault:
    """The key file ``totp.key``, and what is sealed with it for one account."""

    def __init__(self, folder: Path) -> None:
        self.key = KeyFile(folder / "totp.key")

    def seal(self, officer_id: str, secret: bytes) -> str:
        """What to store. Makes the key at first. Raises OSError, also where the key is damaged."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.key.read() or self.key.make()).encrypt(nonce, secret, officer_id.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, officer_id: str, stored: str) -> bytes | None:
        """The secret; None where the key is missing or another one, which is logged."""
        try:
            data, key = base64.b64decode(stored, validate=True), self.key.read()
            if key is not None:
                return AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], officer_id.encode())
        except (InvalidTag, binascii.Error, ValueError, OSError):
            pass
        log.error("a second factor can not be read: %s is missing, damaged or another one", self.key.path.name)
        return None


def new_secret() -> bytes:
    """160 random bits, as RFC 4226 recommends."""
    return os.urandom(_SECRET_BYTES)


def typed(secret: bytes) -> str:
    """The secret as people type it into an authenticator that has no camera."""
    return base64.b32encode(secret).decode()


def address(secret: bytes, login: str) -> str:
    """The ``otpauth:`` address that an authenticator takes."""
    return _totp(secret).get_provisioning_uri(login, "Okrskář")


def step_of(secret: bytes | None, code: str, at: datetime) -> int | None:
    """The step of time whose code this is: the present one, the one before or the one after; None if none."""
    totp = _totp(secret or _DECOY)
    given = "".join(code.split()).encode()
    found = None
    for shift in (-1, 0, 1):
        moment = at + timedelta(seconds=shift * SECONDS)
        if hmac.compare_digest(totp.generate(int(moment.timestamp())), given) and secret is not None:
            found = int(moment.timestamp()) // SECONDS
    return found


def use(connection: Connection, officer_id: str, step: int) -> bool:
    """Use a code up. False if this one, or a later one, was used already: of two at the same time one wins."""
    return repository.use_step(connection, officer_id, step)


def install(connection: Connection, officer_id: str, sealed: str, step: int, now: str) -> None:
    """Ask this account for codes from now on; ``step`` is that of the code that confirmed it, which is used up.

    Its sessions end.
    """
    end(connection, officer_id)
    row = {"officer_id": officer_id, "secret": sealed, "last_step": step, "since": now}
    repository.insert_factor(connection, row)


def end(connection: Connection, officer_id: str) -> bool:
    """Ask this account for no codes any more, and end its sessions. False if it was asked for none."""
    repository.end_sessions(connection, officer_id)
    return repository.delete_factor(connection, officer_id)


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, _DIGITS, SHA1(), SECONDS)  # noqa: S303 - what authenticators know; an HMAC, no signature
