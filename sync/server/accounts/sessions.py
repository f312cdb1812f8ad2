"""What is shown from request to request by who proved who they are: tokens of devices, sessions of pages.

A session is a row that its person can see and end; it ends by itself when it is not used, and at the end of a shift.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.accounts import repository
from sync.server.accounts.callers import PAGE, Caller, secret_hash
from sync.server.accounts.page_sessions import repository as pages
from sync.server.ground.moments import instant, moment
from sync.server.service import Server


def issue_token(connection: Connection, server: Server, officer_id: str, device_id: str | None, seconds: int) -> str:
    """A new opaque token, stored hashed; tokens expired for a day are forgotten on the way."""
    present = server.settings.clock()
    secret = secrets.token_urlsafe(24)
    row = {
        "hash": secret_hash(secret),
        "officer_id": officer_id,
        "device_id": device_id,
        "expires_at": instant(present + timedelta(seconds=seconds)),
    }
    repository.insert_token(connection, row, instant(present - timedelta(days=1)))
    return secret


_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a person's pages; ``is_this`` is set on the one that asks."""

    id: str
    opened_at: str
    seen_at: str
    address: str
    agent: str
    is_this: bool


def open_page_session(connection: Connection, server: Server, officer_id: str, address: str, agent: str) -> str:
    """A new session of pages; its secret, which goes into a cookie."""
    now, secret = server.now(), secrets.token_urlsafe(32)
    row = {
        "hash": secret_hash(PAGE + secret),
        "officer_id": officer_id,
        "device_id": None,
        "expires_at": _end(server, now),
        "session_id": new_id(),
        "opened_at": now,
        "seen_at": now,
        "address": address,
        "agent": agent,
    }
    repository.insert_token(connection, row, instant(moment(now) - timedelta(days=1)))
    return secret


def keep_open(server: Server, secret: str) -> None:
    """Note that a session is used, once a minute at most."""
    now, hashed = server.now(), secret_hash(PAGE + secret)
    with server.database.read() as connection:
        row = pages.session(connection, hashed)
    if row is None or moment(now) - moment(row.seen_at) < _SEEN_EVERY:
        return
    until = _end(server, row.opened_at)
    server.database.durably(lambda c: pages.see_session(c, hashed, now=now, expires_at=until))


def of_person(connection: Connection, caller: Caller, secret: str, now: str) -> Sequence[Session]:
    """The running sessions of a person, the one used last first."""
    this = secret_hash(PAGE + secret)
    return [
        Session(row.session_id, row.opened_at, row.seen_at, row.address, row.agent, row.hash == this)
        for row in pages.sessions(connection, caller.officer_id, now)
    ]


def _end(server: Server, opened_at: str) -> str:
    """A session ends when it was not used for a while, and in any case some time after it was opened."""
    settings = server.settings
    last = moment(opened_at) + timedelta(seconds=settings.page_session_seconds)
    return instant(min(last, settings.clock() + timedelta(seconds=settings.page_idle_seconds)))
