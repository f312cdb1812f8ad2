"""Tokens: what a device or a person shows from request to request after they proved who they are."""

import secrets
from datetime import timedelta

from sqlalchemy.engine import Connection

from sync.server.accounts import repository
from sync.server.accounts.callers import secret_hash
from sync.server.ground.moments import instant
from sync.server.service import Server


def issue_token(connection: Connection, server: Server, officer_id: str, device_id: str | None, seconds: int) -> str:
    """A new opaque token, stored hashed; tokens expired for a day are forgotten on the way."""
    moment = server.settings.clock()
    secret = secrets.token_urlsafe(24)
    row = {
        "hash": secret_hash(secret),
        "officer_id": officer_id,
        "device_id": device_id,
        "expires_at": instant(moment + timedelta(seconds=seconds)),
    }
    repository.insert_token(connection, row, instant(moment - timedelta(days=1)))
    return secret
