"""Who is calling: a device, a person or a program, found by the hash of the token it shows."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server import schema
from sync.server.http.refusals import revoked, unauthorized


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, and the device they call from if it is one."""

    officer_id: str
    name: str
    role: Role
    device_id: str | None = None


def secret_hash(secret: str) -> str:
    """How tokens, codes and nonces are stored: they are long and random, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def caller_of(connection: Connection, secret: str, now: str) -> Caller:
    """The caller with this token. Refused: ``revoked`` for a device out of service, else ``unauthorized``."""
    hashed = secret_hash(secret)
    token, account, device = schema.token.c, schema.account.c, schema.device.c
    row = connection.execute(
        sa.select(token.device_id, token.expires_at, account.id, account.name, account.role, account.active,
                  device.revoked_at)
        .select_from(schema.token)
        .join(schema.account, account.id == token.officer_id)
        .outerjoin(schema.device, device.id == token.device_id)
        .where(token.hash == hashed)
    ).first()  # fmt: skip
    if row is None:
        return _program(connection, hashed)
    if row.revoked_at is not None:
        raise revoked()
    if row.expires_at <= now or not row.active:
        raise unauthorized()
    return Caller(row.id, row.name, Role(row.role), row.device_id)


def _program(connection: Connection, hashed: str) -> Caller:
    key, account = schema.api_key.c, schema.account.c
    row = connection.execute(
        sa.select(account.id, account.name, account.role)
        .select_from(schema.api_key)
        .join(schema.account, account.id == key.officer_id)
        .where(key.hash == hashed, key.revoked_at.is_(None), account.active)
    ).first()
    if row is None:
        raise unauthorized()
    return Caller(row.id, row.name, Role(row.role))
