"""Devices: enrolment by a one-time code, and tokens for who can sign with the device's key."""

import base64
import binascii
import secrets
from datetime import timedelta

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.protocol.messages import ChallengeResponse, EnrolRequest, EnrolResponse, TokenRequest, TokenResponse
from sync.protocol.paths import TOKEN_MESSAGE
from sync.server import schema
from sync.server.accounts.callers import secret_hash
from sync.server.ground.denials import Denial, invalid, revoked, unauthorized
from sync.server.ground.moments import instant
from sync.server.service import Server

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def issue_code(connection: Connection, server: Server, officer_id: str) -> str:
    """A new one-time code (50 bits, in two groups); it is shown once and stored hashed."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    code = f"{letters[:5]}-{letters[5:]}"
    expires = instant(server.settings.clock() + timedelta(seconds=server.settings.enrolment_seconds))
    connection.execute(
        sa.insert(schema.enrolment).values(code_hash=_code_hash(code), officer_id=officer_id, expires_at=expires)
    )
    return code


def enrol(connection: Connection, request: EnrolRequest, now: str) -> EnrolResponse:
    """Use the code up and record the device's public key. Refused alike for wrong, used and old codes."""
    key = _public_key(request.public_key)
    code = schema.enrolment.c
    officer_id = connection.execute(
        sa.update(schema.enrolment)
        .where(code.code_hash == _code_hash(request.code), code.used_at.is_(None), code.expires_at > now)
        .values(used_at=now)
        .returning(code.officer_id)
    ).scalar()
    person = None
    if officer_id is not None:
        account = schema.account.c
        person = connection.execute(
            sa.select(account.name, account.role).where(account.id == officer_id, account.active)
        ).first()
    if person is None:
        raise Denial("bad_code", "This code is wrong, was used already or is too old. Ask for a new one.")
    device_id = new_id()
    connection.execute(
        sa.insert(schema.device).values(
            id=device_id,
            officer_id=officer_id,
            name=request.device_name,
            public_key=key,
            enrolled_at=now,
            last_seq=0,
            highest_seq=0,
            waiting=0,
        )
    )
    return EnrolResponse(device_id, str(officer_id), person.name, person.role)


def challenge(connection: Connection, server: Server, device_id: str) -> ChallengeResponse:
    """A nonce to sign; unknown devices get one too, so that nobody learns which exist."""
    _refuse_revoked(connection, device_id)
    moment = server.settings.clock()
    connection.execute(sa.delete(schema.challenge).where(schema.challenge.c.expires_at < instant(moment)))
    nonce = secrets.token_urlsafe(24)
    connection.execute(
        sa.insert(schema.challenge).values(
            nonce_hash=secret_hash(nonce),
            device_id=device_id,
            expires_at=instant(moment + timedelta(seconds=server.settings.nonce_seconds)),
        )
    )
    return ChallengeResponse(nonce)


def sign_in(connection: Connection, server: Server, request: TokenRequest) -> TokenResponse | None:
    """A token for the signed nonce, which is used up by any try; None where the proof is wrong. It is a contact."""
    _refuse_revoked(connection, request.device_id)
    moment = server.settings.clock()
    nonce = schema.challenge.c
    used = connection.execute(
        sa.delete(schema.challenge)
        .where(nonce.nonce_hash == secret_hash(request.nonce), nonce.device_id == request.device_id)
        .returning(nonce.expires_at)
    ).scalar()
    device, account = schema.device.c, schema.account.c
    row = connection.execute(
        sa.select(device.public_key, device.officer_id)
        .join(schema.account, account.id == device.officer_id)
        .where(device.id == request.device_id, account.active)
    ).first()
    if used is None or used <= instant(moment) or row is None:
        return None
    try:
        signature = base64.b64decode(request.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(row.public_key).verify(signature, TOKEN_MESSAGE + request.nonce.encode())
    except (binascii.Error, InvalidSignature):
        return None
    connection.execute(sa.update(schema.device).where(device.id == request.device_id).values(seen_at=instant(moment)))
    seconds = server.settings.token_seconds
    secret = issue_token(connection, server, row.officer_id, request.device_id, seconds)
    return TokenResponse(secret, seconds, server.settings.authorities)


def issue_token(connection: Connection, server: Server, officer_id: str, device_id: str | None, seconds: int) -> str:
    """A new opaque token, stored hashed; tokens expired for a day are forgotten on the way."""
    moment = server.settings.clock()
    connection.execute(sa.delete(schema.token).where(schema.token.c.expires_at < instant(moment - timedelta(days=1))))
    secret = secrets.token_urlsafe(24)
    connection.execute(
        sa.insert(schema.token).values(
            hash=secret_hash(secret),
            officer_id=officer_id,
            device_id=device_id,
            expires_at=instant(moment + timedelta(seconds=seconds)),
        )
    )
    return secret


def revoke(connection: Connection, device_id: str, now: str) -> bool:
    """Take a device out of service from this moment on. False if there is no such device in service."""
    device = schema.device.c
    done = connection.execute(
        sa.update(schema.device).where(device.id == device_id, device.revoked_at.is_(None)).values(revoked_at=now)
    )
    return done.rowcount == 1


def need(token: TokenResponse | None) -> TokenResponse:
    """The token, or the refusal that is the same for every wrong proof."""
    if token is None:
        raise unauthorized()
    return token


def _refuse_revoked(connection: Connection, device_id: str) -> None:
    device = schema.device.c
    if connection.execute(sa.select(device.revoked_at).where(device.id == device_id)).scalar() is not None:
        raise revoked()


def _public_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        Ed25519PublicKey.from_public_bytes(key)
    except (binascii.Error, ValueError):
        raise invalid("The device's public key is not 32 bytes in base64.") from None
    return key


def _code_hash(code: str) -> str:
    return secret_hash("enrol:" + code.upper().replace("-", "").replace(" ", ""))
