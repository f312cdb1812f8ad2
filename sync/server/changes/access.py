"""The author's right to a target: now, when the operation was made, or never.

A right of the past is for additive work that comes late. It needs a clock that is to be believed, a moment no longer
ago than the settings say, and that the author held by the server's own calendar, at that moment, where the row was.
"""

from dataclasses import dataclass
from datetime import timedelta

from app.accounts.domain import Outsider, Role, personal_scope
from app.outcomes import Access
from sync.server.changes import repository
from sync.server.changes.stamps import Made
from sync.server.changes.state import BatchState
from sync.server.ground.moments import instant, moment


@dataclass(frozen=True, slots=True)
class Right:
    """The access, and whether it could not be judged because the clock is not to be believed."""

    access: Access
    doubtful: bool = False


HOLDS = Right(Access.HOLDS)
NONE = Right(Access.NONE)


def to_row(state: BatchState, row_id: str, scope: str, since: str, when: Made) -> Right:
    """The right to a row that is in ``scope`` and has been there or elsewhere since ``since``."""
    if scope in state.actor.scopes or state.actor.role is Outsider.SYSTEM:
        return HOLDS
    earliest = _earliest(state)
    if when.suspect:
        left = repository.departures(state.connection, row_id, earliest)
        might = any(_might_have_held(state, one.scope, earliest) for one in left)
        return Right(Access.NONE, doubtful=might or _might_have_held(state, scope, earliest))
    if when.at < max(earliest, since):
        return NONE
    left = repository.departures(state.connection, row_id, when.at)
    was_in = left[0].scope if left else scope
    return Right(Access.HELD) if _held(state, was_in, when.at, moved=bool(left)) else NONE


def to_district(state: BatchState, district_id: str, when: Made) -> Right:
    """The right to make a new row in a district."""
    if district_id in state.actor.scopes:
        return HOLDS
    earliest = _earliest(state)
    if when.suspect:
        return Right(Access.NONE, doubtful=_might_have_held(state, district_id, earliest))
    return Right(Access.HELD) if when.at >= earliest and _held(state, district_id, when.at, moved=False) else NONE


def _earliest(state: BatchState) -> str:
    return max(instant(moment(state.now) - timedelta(days=state.late_days)), state.clock.since)


def _held(state: BatchState, scope: str, at: str, *, moved: bool) -> bool:
    if state.actor.role is not Role.OFFICER:
        return moved and scope in state.actor.scopes
    return scope == personal_scope(state.actor.id) or repository.served(state.connection, state.actor.id, scope, at)


def _might_have_held(state: BatchState, scope: str, earliest: str) -> bool:
    if state.actor.role is not Role.OFFICER:
        return False
    return scope == personal_scope(state.actor.id) or repository.ended_duty(
        state.connection, state.actor.id, scope, earliest
    )
