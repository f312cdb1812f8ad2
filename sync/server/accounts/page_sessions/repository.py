"""The rows of sessions of pages: tokens that their person can see and end."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.accounts.repository import Row
from sync.server.accounts.tables import token


def sessions(connection: Connection, officer_id: str, now: str) -> Sequence[Row]:
    """The running sessions of a person's pages, the one used last first: hash, id, moments, address, browser."""
    c = token.c
    query = sa.select(c.hash, c.session_id, c.opened_at, c.seen_at, c.address, c.agent)
    query = query.where(c.officer_id == officer_id, c.session_id.is_not(None), c.expires_at > now)
    return connection.execute(query.order_by(c.seen_at.desc(), c.session_id)).all()


def session(connection: Connection, hashed: str) -> Row | None:
    """When a session was opened, and used last."""
    c = token.c
    return connection.execute(sa.select(c.opened_at, c.seen_at).where(c.hash == hashed)).first()


def see_session(connection: Connection, hashed: str, *, now: str, expires_at: str) -> None:
    """Note that a session is used: it goes on."""
    connection.execute(sa.update(token).where(token.c.hash == hashed).values(seen_at=now, expires_at=expires_at))


def is_anybodys(connection: Connection, session_id: str) -> bool:
    """Whether a session of this id runs, whosever it is."""
    return connection.execute(sa.select(token.c.session_id).where(token.c.session_id == session_id)).first() is not None


def end_session(connection: Connection, officer_id: str, session_id: str) -> bool:
    """Forget one session of a person's pages. False where they have none of this id."""
    named = (token.c.officer_id == officer_id, token.c.session_id == session_id)
    return connection.execute(sa.delete(token).where(*named)).rowcount == 1
