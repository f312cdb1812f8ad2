"""Keys for programs that file tips, and sign-in by password for people without a device."""

import secrets
from typing import Annotated

import msgspec
import sqlalchemy as sa
from msgspec import Meta
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server import schema
from sync.server.accounts.callers import secret_hash


class LoginRequest(msgspec.Struct, frozen=True):
    """Sign in by password, and a code of the authenticator where the account has one. Both may be pasted."""

    login: Annotated[str, Meta(min_length=1, max_length=100)]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]
    code: Annotated[str, Meta(max_length=20)] = ""


class LoginResponse(msgspec.Struct, frozen=True):
    """An opaque token, good for ``seconds``, and whose it is."""

    token: str
    seconds: int
    officer_id: str
    name: str
    role: str


def issue_key(connection: Connection, name: str, officer_id: str, now: str) -> tuple[str, str]:
    """A key that acts as this account until it is revoked: its id, and the secret that is shown once."""
    key_id, secret = new_id(), "okr_" + secrets.token_urlsafe(32)
    connection.execute(
        sa.insert(schema.api_key).values(
            hash=secret_hash(secret), id=key_id, name=name, officer_id=officer_id, created_at=now
        )
    )
    return key_id, secret


def revoke_key(connection: Connection, key_id: str, now: str) -> bool:
    """End a key. False if there is no such key in use."""
    key = schema.api_key.c
    done = connection.execute(
        sa.update(schema.api_key).where(key.id == key_id, key.revoked_at.is_(None)).values(revoked_at=now)
    )
    return done.rowcount == 1
