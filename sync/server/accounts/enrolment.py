"""Devices: enrolment by a one-time code, and tokens for who can sign with the device's key."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.protocol.messages import ChallengeResponse, EnrolRequest, EnrolResponse, TokenRequest, TokenResponse
from sync.protocol.paths import TOKEN_MESSAGE
from sync.server.accounts import repository
from sync.server.accounts.callers import secret_hash
from sync.server.accounts.sessions import issue_token
from sync.server.accounts.tries import TooMany, count_within, network_of
from sync.server.ground.moments import instant
from sync.server.service import Server

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class NotEnrolled(StrEnum):
    """Why a device was not enrolled."""

    BAD_KEY = "bad_key"
    BAD_CODE = "bad_code"


class NotSignedIn(StrEnum):
    """Why a device got no token, or no nonce to ask for one."""

    REVOKED = "revoked"
    BAD_PROOF = "bad_proof"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A device's new token, and whose it is."""

    officer_id: str
    token: TokenResponse


def issue_code(connection: Connection, server: Server, officer_id: str) -> str:
    """A new one-time code (50 bits, in two groups); it is shown once and stored hashed."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    code = f"{letters[:5]}-{letters[5:]}"
    expires = instant(server.settings.clock() + timedelta(seconds=server.settings.enrolment_seconds))
    repository.insert_code(connection, _code_hash(code), officer_id, expires)
    return code


def enrol(connection: Connection, request: EnrolRequest, now: str) -> EnrolResponse | NotEnrolled:
    """Use the code up and record the device's public key. Wrong, used and old codes are refused alike."""
    key = _public_key(request.public_key)
    if key is None:
        return NotEnrolled.BAD_KEY
    person = repository.use_code(connection, _code_hash(request.code), now)
    if person is None:
        return NotEnrolled.BAD_CODE
    device_id = new_id()
    row = {
        "id": device_id,
        "officer_id": person.id,
        "name": request.device_name,
        "public_key": key,
        "enrolled_at": now,
    }
    repository.insert_device(connection, row)
    return EnrolResponse(device_id, person.id, person.name, person.role)


def challenge(
    connection: Connection, server: Server, device_id: str, address: str
) -> ChallengeResponse | NotSignedIn | TooMany:
    """A nonce to sign; unknown devices get one too, so that nobody learns which exist."""
    settings = server.settings
    limits = {
        f"challenge {device_id}": settings.challenges_of_device,
        f"challenge from {network_of(address)}": settings.challenges_of_address,
    }
    if (too_many := count_within(connection, server, limits)) is not None:
        return too_many
    if repository.is_revoked(connection, device_id):
        return NotSignedIn.REVOKED
    moment = settings.clock()
    nonce = secrets.token_urlsafe(24)
    row = {
        "nonce_hash": secret_hash(nonce),
        "device_id": device_id,
        "expires_at": instant(moment + timedelta(seconds=settings.nonce_seconds)),
    }
    repository.insert_challenge(connection, row, instant(moment))
    return ChallengeResponse(nonce)


def sign_in(connection: Connection, server: Server, request: TokenRequest) -> SignedIn | NotSignedIn:
    """A token for the signed nonce, which is used up by any try. It is a contact."""
    if repository.is_revoked(connection, request.device_id):
        return NotSignedIn.REVOKED
    now = server.now()
    good_until = repository.use_challenge(connection, secret_hash(request.nonce), request.device_id)
    row = repository.device_key(connection, request.device_id)
    if good_until is None or good_until <= now or row is None or not _has_signed(row.public_key, request):
        return NotSignedIn.BAD_PROOF
    repository.see_device(connection, request.device_id, now)
    seconds = server.settings.token_seconds
    secret = issue_token(connection, server, row.officer_id, request.device_id, seconds)
    return SignedIn(row.officer_id, TokenResponse(secret, seconds, server.settings.authorities))


def revoke(connection: Connection, device_id: str, now: str) -> bool:
    """Take a device out of service from this moment on. False if there is no such device in service."""
    return repository.revoke_device(connection, device_id, now)


def _has_signed(public_key: bytes, request: TokenRequest) -> bool:
    try:
        signature = base64.b64decode(request.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, TOKEN_MESSAGE + request.nonce.encode())
    except (binascii.Error, InvalidSignature, ValueError):
        return False
    return True


def _public_key(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        Ed25519PublicKey.from_public_bytes(key)
    except (binascii.Error, ValueError):
        return None
    return key


def _code_hash(code: str) -> str:
    return secret_hash("enrol:" + code.upper().replace("-", "").replace(" ", ""))
