"""Who is calling: a device, a person or a program, found by the hash of the token it shows."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server import schema
from sync.server.ground.database import for_update
from sync.server.ground.denials import revoked, unauthorized


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


def caller_of(connection: Connection, secret: str, now: str, *, hold: bool = False) -> Caller:
    """The caller with this token. Denied: ``revoked`` for a device out of service, else ``unauthorized``.

    With ``hold`` they stay so until the transaction ends: whoever shuts them out waits for it.
    """
    hashed = secret_hash(secret)
    if hold:
        _hold(connection, hashed)
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


def _hold(connection: Connection, hashed: str) -> None:
    """Lock what lets the caller in: the device's row, which a push locks first as well, else the token or the key."""
    token, key = schema.token.c, schema.api_key.c
    device_id = connection.execute(sa.select(token.device_id).where(token.hash == hashed)).scalar()
    if device_id is not None:
        connection.execute(for_update(sa.select(schema.device.c.id).where(schema.device.c.id == device_id)))
        return
    connection.execute(sa.select(token.hash).where(token.hash == hashed).with_for_update(read=True))
    connection.execute(sa.select(key.id).where(key.hash == hashed).with_for_update(read=True))


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
