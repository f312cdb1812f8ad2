"""The author's right to a target: now, when the operation was made, or never."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from app.outcomes import Access
from sync.server import schema
from sync.server.accounts.duties import held_since
from sync.server.changes.state import BatchState

_BEGINNING = "0000"


def access_to_row(state: BatchState, row_id: str, scope: str, made_at: str) -> Access:
    """Whether the author holds the row, or held it when the operation was made.

    ``made_at`` is the device's time corrected by the measured offset. It only ever decides between "late" and "never",
    by what the server's own feed and calendar say of the author; a device whose clock is suspect gets the benefit.
    """
    if scope in state.actor.scopes:
        return Access.HOLDS
    since = _BEGINNING if state.clock.suspect else made_at
    if _scope_was_held(state, scope, since):
        return Access.HELD
    feed = schema.feed.c
    left = sa.select(feed.scope).where(feed.root_id == row_id, feed.row_id == row_id, feed.gone, feed.at > since)
    if any(
        gone in state.actor.scopes or _scope_was_held(state, gone, since)
        for gone in state.connection.execute(left).scalars()
    ):
        return Access.HELD
    return Access.NONE


def access_to_district(state: BatchState, district_id: str, made_at: str) -> Access:
    """The same for a new row in a district."""
    if district_id in state.actor.scopes:
        return Access.HOLDS
    since = _BEGINNING if state.clock.suspect else made_at
    return Access.HELD if _scope_was_held(state, district_id, since) else Access.NONE


def is_district(connection: Connection, district_id: str) -> bool:
    """Whether there is such a district."""
    return (
        connection.execute(sa.select(schema.district.c.id).where(schema.district.c.id == district_id)).scalar()
        is not None
    )


def _scope_was_held(state: BatchState, scope: str, since: str) -> bool:
    if state.actor.role is not Role.OFFICER:
        return False
    return held_since(state.connection, state.actor.id, scope, since)
