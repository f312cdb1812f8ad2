"""Decides an operation of a patrol: additive, so that only a right to the district, now or then, is asked for."""

from dataclasses import dataclass
from typing import assert_never

import msgspec

from app.accounts.domain import personal_scope
from app.outbox.domain import Code, RecordedOperation, VerdictKind
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.patrols import operations as ops
from app.patrols import rules
from app.patrols.domain import Patrol, PatrolNote
from sync.server.changes import access, repository
from sync.server.changes.effects import Decision, Effects, child_step
from sync.server.changes.stamps import Made
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import out_of_sight, rejected, verdict
from sync.server.feed.publish import Put
from sync.server.ground.documents import render
from sync.server.patrols.repository import PatrolRecord

_Beginning = ops.PatrolNoteAdd | ops.PatrolStart


@dataclass(frozen=True, slots=True)
class _Target:
    before: PatrolRecord | None
    row_id: str
    scope: str
    right: access.Right


def decide(state: BatchState, recorded: RecordedOperation, operation: ops.PatrolOperation) -> Decision:
    """The verdict and its effects."""
    when = state.made(recorded)
    if isinstance(operation, _Beginning):
        operation = _placed(state, operation)
    target = _target(state, recorded, operation, when)
    if target.right.doubtful:
        return out_of_sight(recorded, doubtful=True)
    before = target.before
    stamp = Stamp(recorded.id, target.row_id, when.at, recorded.base, target.right.access)
    result = rules.apply(before.row if before else None, operation, stamp, state.actor)
    match result:
        case Applied(added=added) if any(state.is_here(child.id, target.row_id) for child in added):
            return rejected(recorded, Code.ALREADY_EXISTS)
        case Applied(state=row, added=added):
            children = tuple(msgspec.structs.replace(child, id=state.free(child.id)) for child in added)
            steps = [Put(_kind(row), row.id, row.id, target.scope, render(row))]
            steps += [child_step(child, row.id, target.scope) for child in children]
            effects = Effects(
                patrol=PatrolRecord(row, target.scope), is_new=before is None, children=children, steps=tuple(steps)
            )
            return Decision(verdict(recorded, VerdictKind.APPLIED), effects)
        case Merged(code=code, now=now):
            return Decision(verdict(recorded, VerdictKind.MERGED, code, now))
        case Rejected(code=code, now=now):
            return rejected(recorded, code, now)
        case _:
            assert_never(result)


def _placed(state: BatchState, operation: _Beginning) -> _Beginning:
    """With a district that there is: one gone meanwhile gives way to the one of the place, or of the author.

    Nobody is refused the note of a walk because the office has drawn the map anew.
    """
    if not operation.district_id or repository.is_district(state.connection, operation.district_id):
        return operation
    place = operation.place if isinstance(operation, ops.PatrolNoteAdd) else None
    found = state.desk.lookups.districts.district_of(place.lon, place.lat) if place is not None else None
    if found is None or found not in state.actor.scopes:
        own = state.desk.roster.districts_of(state.actor.id)
        found = own[0] if len(own) == 1 and place is None else ""
    return msgspec.structs.replace(operation, district_id=found)


def _target(state: BatchState, recorded: RecordedOperation, operation: ops.PatrolOperation, when: Made) -> _Target:
    before = state.patrols.get(recorded.target)
    right = access.to_row(state, before.row.id, before.scope, "", when) if before is not None else access.NONE
    row_id = recorded.target
    if before is not None and right.access is Access.NONE:
        row_id = state.own(recorded.target)
        before = state.patrols.get(row_id)
        right = access.to_row(state, row_id, before.scope, "", when) if before is not None else right
    if before is None and isinstance(operation, _Beginning):
        scope = operation.district_id or personal_scope(state.actor.id)
        return _Target(None, row_id, scope, access.to_district(state, scope, when))
    return _Target(before, row_id, before.scope if before is not None else "", right)


def _kind(row: Patrol | PatrolNote) -> str:
    return "patrol_note" if isinstance(row, PatrolNote) else "patrol"
