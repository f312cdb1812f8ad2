"""Decides one operation: the shared rules, then the server's own fields, scope, story and what to publish."""

import math
from dataclasses import replace
from typing import assert_never

import msgspec
import sqlalchemy as sa

from app import operations as register
from app.accounts.domain import personal_scope
from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.patrols import operations as patrol_ops
from app.patrols import rules as patrol_rules
from app.patrols.domain import Patrol, PatrolNote
from app.tips import operations as tip_ops
from app.tips import rules as tip_rules
from app.tips.domain import Contact, StoryLine, Tip
from sync.server import schema
from sync.server.changes.access import access_to_district, access_to_row, is_district
from sync.server.changes.effects import Decision, Effects, PatrolRecord, TipRecord, child_step, tip_steps
from sync.server.changes.stamps import made, said
from sync.server.changes.state import BatchState
from sync.server.feed.publish import Put
from sync.server.ground.documents import is_storable, render
from sync.server.ground.moments import moment
from sync.server.tips.archive import stored_steps
from sync.server.tips.filing import complete, filed_detail, next_numbers

UNREADABLE = "unreadable"
"""The kind under which an operation is kept of which only the number and the id could be read."""
_NO_EFFECTS = Effects()
_ADDITIVE = (tip_ops.TipNoteAdd, tip_ops.TipPhotoAdd, *patrol_ops.OPERATIONS)
"""What happened on the street at a time of its own; everything else happens when the server decides it."""


def decide(state: BatchState, recorded: RecordedOperation) -> Decision:
    """The verdict and its effects. Reads through ``state`` and writes nothing."""
    if recorded.kind == UNREADABLE:
        return replace(_reject(recorded, Code.INVALID, {"field": "operation"}), quarantine=Code.INVALID.value)
    if not is_storable(recorded.payload):
        return unstorable(recorded)
    if recorded.author != state.actor.id:
        return _reject(recorded, Code.NOT_PERMITTED, {"field": "author"})
    operation = register.decode(recorded.kind, recorded.version, recorded.payload)
    match operation:
        case register.Unreadable(unknown=unknown, detail=detail):
            code = Code.UNKNOWN_OPERATION if unknown else Code.INVALID
            return replace(_reject(recorded, code, {"detail": detail[:200]}), quarantine=code.value)
        case register.Withdrawn():
            return Decision(_verdict(recorded, VerdictKind.APPLIED))
        case (
            patrol_ops.PatrolNoteAdd() | patrol_ops.PatrolPhotoAdd() | patrol_ops.PatrolStart() | patrol_ops.PatrolEnd()
        ):
            return _decide_patrol(state, recorded, operation)
        case _:
            return _decide_tip(state, recorded, operation)


def _stamp(recorded: RecordedOperation, access: Access, at: str) -> Stamp:
    return Stamp(recorded.id, recorded.target, at, recorded.base, access)


# -- tips -----------------------------------------------------------------------------------------------------------


def _decide_tip(state: BatchState, recorded: RecordedOperation, operation: tip_ops.TipOperation) -> Decision:
    before = state.tips.get(recorded.target)
    if recorded.target in state.erased:
        return _reject(recorded, Code.UNKNOWN_TARGET)
    access = Access.HOLDS
    when = made(recorded, state.clock, state.now)
    if before is not None:
        access = access_to_row(state, before.tip.id, before.scope, when.at)
    refused = _unacceptable(state, operation)
    if refused is not None:
        return _reject(recorded, refused.code, refused.now)
    stamp = _stamp(recorded, access, when.at if isinstance(operation, _ADDITIVE) else state.now)
    result = tip_rules.apply(before.tip if before else None, operation, stamp, state.actor)
    match result:
        case Applied(state=tip, added=added, detail=detail):
            effects = Effects(is_new=before is None, children=added, contact=_contact(operation, tip))
            tip = _server_fields(state, operation, tip)
            verdict = _verdict(recorded, VerdictKind.APPLIED)
            return _with_tip(
                state, recorded, before, tip, verdict=verdict, effects=effects, detail=_final(operation, tip, detail)
            )
        case Merged(state=tip, code=code, now=now, detail=detail):
            verdict = _verdict(recorded, VerdictKind.MERGED, code, now)
            return _with_tip(state, recorded, before, tip, verdict=verdict, detail=now | detail | {"code": code.value})
        case Rejected(code=code, now=now):
            verdict = _verdict(recorded, VerdictKind.REJECTED, code, now)
            if before is None or access is Access.NONE:
                return Decision(verdict)
            return _with_tip(state, recorded, before, before.tip, verdict=verdict, detail=now | {"code": code.value})
        case _:
            assert_never(result)


def _with_tip(
    state: BatchState,
    recorded: RecordedOperation,
    before: TipRecord | None,
    tip: Tip,
    *,
    verdict: Verdict,
    effects: Effects = _NO_EFFECTS,
    detail: dict[str, str],
) -> Decision:
    moved = before is None or (before.tip.holder_id, before.tip.district_id) != (tip.holder_id, tip.district_id)
    scope = state.desk.roster.scope_of(tip) if before is None or moved else before.scope
    archived = before is not None and before.archived and tip.closing is not None
    record = TipRecord(tip, scope, archived, lines=(before.lines if before else 0) + 1)
    line = StoryLine(
        id=recorded.id,
        tip_id=tip.id,
        kind=recorded.kind,
        verdict=verdict.verdict.value,
        at=state.now,
        by=state.actor.id,
        device_at=said(recorded),
        clock_suspect=made(recorded, state.clock, state.now).suspect,
        detail={name: value[:200] for name, value in detail.items()},
    )
    effects = replace(effects, tip=record, story=line)
    if archived:
        return Decision(verdict, effects)
    steps = tip_steps(record, before, effects)
    if before is not None and before.archived:
        steps = (*stored_steps(state.connection, tip.id, scope), *steps)
    return Decision(verdict, replace(effects, steps=steps))


def _unacceptable(state: BatchState, operation: tip_ops.TipOperation) -> Rejected | None:
    """What only the server can know to be wrong: people, districts and children that are not there, or already are."""
    match operation:
        case tip_ops.TipAssign(holder_id=holder, district_id=district):
            if holder is not None and not _is_active(state, holder):
                return Rejected(Code.INVALID, {"field": "holder_id"})
            if district and not is_district(state.connection, district):
                return Rejected(Code.INVALID, {"field": "district_id"})
        case tip_ops.TipNoteAdd(note_id=child) | tip_ops.TipPhotoAdd(photo_id=child):
            if child in state.taken:
                return Rejected(Code.ALREADY_EXISTS)
        case tip_ops.TipFile(place=place) if place is not None and not (
            math.isfinite(place.lat) and math.isfinite(place.lon)
        ):
            return Rejected(Code.INVALID, {"field": "place"})
        case _:
            pass
    return None


def _server_fields(state: BatchState, operation: tip_ops.TipOperation, tip: Tip) -> Tip:
    match operation:
        case tip_ops.TipFile():
            year = moment(state.now).year
            return complete(tip, state.desk, next_numbers(state.connection, year)[0])
        case tip_ops.TipAssign(holder_id=None):
            return msgspec.structs.replace(tip, holder_id=state.desk.roster.on_duty(tip.district_id))
        case _:
            return tip


def _final(operation: tip_ops.TipOperation, tip: Tip, detail: dict[str, str]) -> dict[str, str]:
    match operation:
        case tip_ops.TipFile():
            return detail | filed_detail(tip)
        case tip_ops.TipAssign():
            return detail | {"to": tip.holder_id or ""}
        case _:
            return detail


def _contact(operation: tip_ops.TipOperation, tip: Tip) -> Contact | None:
    if not isinstance(operation, tip_ops.TipFile):
        return None
    contact = Contact(tip.id, operation.contact_name, operation.contact_phone, operation.contact_email)
    return contact if contact.name or contact.phone or contact.email else None


def _is_active(state: BatchState, officer_id: str) -> bool:
    account = schema.account.c
    return state.connection.execute(sa.select(account.active).where(account.id == officer_id)).scalar() is True


# -- patrols --------------------------------------------------------------------------------------------------------


def _decide_patrol(state: BatchState, recorded: RecordedOperation, operation: patrol_ops.PatrolOperation) -> Decision:
    before = state.patrols.get(recorded.target)
    when = made(recorded, state.clock, state.now).at
    match operation:
        case patrol_ops.PatrolNoteAdd(district_id=district) | patrol_ops.PatrolStart(district_id=district):
            if district and not is_district(state.connection, district):
                return _reject(recorded, Code.INVALID, {"field": "district_id"})
            scope = district or personal_scope(state.actor.id)
            access = access_to_district(state, scope, when)
        case patrol_ops.PatrolPhotoAdd() | patrol_ops.PatrolEnd():
            scope = before.scope if before else ""
            access = access_to_row(state, before.row.id, scope, when) if before else Access.NONE
            if isinstance(operation, patrol_ops.PatrolPhotoAdd) and operation.photo_id in state.taken:
                return _reject(recorded, Code.ALREADY_EXISTS)
        case _:
            assert_never(operation)
    if before is None and recorded.target in state.erased:
        return _reject(recorded, Code.UNKNOWN_TARGET)
    stamp = _stamp(recorded, access, when)
    result = patrol_rules.apply(before.row if before else None, operation, stamp, state.actor)
    match result:
        case Applied(state=row, added=added):
            steps = [Put(_patrol_kind(row), row.id, row.id, scope, render(row))]
            steps += [child_step(child, row.id, scope) for child in added]
            effects = Effects(
                patrol=PatrolRecord(row, scope), is_new=before is None, children=added, steps=tuple(steps)
            )
            return Decision(_verdict(recorded, VerdictKind.APPLIED), effects)
        case Merged(code=code, now=now):
            return Decision(_verdict(recorded, VerdictKind.MERGED, code, now))
        case Rejected(code=code, now=now):
            return _reject(recorded, code, now)
        case _:
            assert_never(result)


def _patrol_kind(row: Patrol | PatrolNote) -> str:
    return "patrol_note" if isinstance(row, PatrolNote) else "patrol"


# -- verdicts -------------------------------------------------------------------------------------------------------


def _verdict(
    recorded: RecordedOperation, kind: VerdictKind, code: Code | None = None, now: dict[str, str] | None = None
) -> Verdict:
    return Verdict(recorded.seq, recorded.id, kind, code, now or {})


def _reject(recorded: RecordedOperation, code: Code, now: dict[str, str] | None = None) -> Decision:
    return Decision(_verdict(recorded, VerdictKind.REJECTED, code, now))


def unstorable(recorded: RecordedOperation) -> Decision:
    """The verdict on an operation whose rows nobody could read again."""
    return replace(_reject(recorded, Code.INVALID, {"field": "payload"}), quarantine=Code.INVALID.value)


def internal(recorded: RecordedOperation, reason: str) -> Decision:
    """The last verdict on an operation that makes its handler raise: it holds up nothing else."""
    return replace(_reject(recorded, Code.INTERNAL), quarantine=reason)
