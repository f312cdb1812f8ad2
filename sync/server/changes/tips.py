"""Decides an operation on a tip: the shared rules, then the server's own fields, scope, story and what to publish."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

import msgspec

from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import operations as ops
from app.tips import rules
from app.tips.domain import Contact, StoryLine, Tip
from app.tips.rules import TipChild
from sync.server.bodies import repository as bodies
from sync.server.changes import access, repository
from sync.server.changes.doors import named
from sync.server.changes.effects import Decision, Effects, tip_steps
from sync.server.changes.outgoing import settled
from sync.server.changes.stamps import Made, said
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import out_of_sight, rejected, verdict
from sync.server.ground.moments import instant, moment
from sync.server.tips import repository as tips
from sync.server.tips.filing import complete, filed_detail, number_year
from sync.server.tips.repository import TipRecord

RECEIVED = "received"
"""The kind of the line with which the story of a tip begins that no device filed."""
_NO_EFFECTS = Effects()


@dataclass(frozen=True, slots=True)
class _Target:
    """What an operation finds: the tip as it stands, the id under which it is known, and the author's right to it."""

    before: TipRecord | None
    tip_id: str
    right: access.Right = access.HOLDS


def decide(state: BatchState, recorded: RecordedOperation, operation: ops.TipOperation) -> Decision:
    """The verdict and its effects."""
    when = state.made(recorded)
    target = _target(state, recorded, operation, when)
    if target.right.doubtful:
        return out_of_sight(recorded, doubtful=True)
    before = target.before
    stamp = Stamp(
        operation_id=recorded.id,
        target=target.tip_id,
        at=when.at if getattr(operation, "ADDITIVE", False) or _tells_past(state) else state.now,
        base=recorded.base,
        access=target.right.access,
        channel=state.door.channel if state.door is not None else None,
    )
    operation = _official(state, operation)
    result = rules.apply(before.tip if before else None, operation, stamp, state.actor)
    if isinstance(result, Applied | Merged):
        result = _possible(state, operation, result)
    match result:
        case Applied(state=tip, added=added, detail=detail):
            tip = _server_fields(state, operation, tip)
            effects = Effects(is_new=before is None, children=added, contact=_contact(operation, tip))
            done = verdict(recorded, VerdictKind.APPLIED)
            return _with_tip(
                state, recorded, before, tip, verdict=done, effects=effects, detail=_final(operation, tip, detail)
            )
        case Merged(state=tip, code=code, now=now, detail=detail, added=added):
            done = verdict(recorded, VerdictKind.MERGED, code, now)
            detail = now | detail | {"code": code.value}
            return _with_tip(state, recorded, before, tip, verdict=done, effects=Effects(children=added), detail=detail)
        case Rejected(code=code, now=now):
            if before is None or target.right.access is not Access.HOLDS:
                return rejected(recorded, code, now)
            done = verdict(recorded, VerdictKind.REJECTED, code, now)
            return _with_tip(state, recorded, before, before.tip, verdict=done, detail=now | {"code": code.value})
        case _:
            assert_never(result)


def _target(state: BatchState, recorded: RecordedOperation, operation: ops.TipOperation, when: Made) -> _Target:
    """The tip that the author means: an id that somebody else uses out of their sight is nobody's to them."""
    begins = isinstance(operation, ops.TipFile)
    before = state.tips.get(recorded.target)
    if before is None:
        return _Target(None, recorded.target)
    right = access.to_row(state, before.tip.id, before.scope, _since(state, before.tip), when)
    if right.access is Access.HOLDS or (right.access is Access.HELD and not begins):
        return _Target(before, recorded.target, right)
    own = state.own(recorded.target)
    mine = state.tips.get(own)
    if mine is not None:
        right = access.to_row(state, own, mine.scope, _since(state, mine.tip), when)
        return _Target(mine, own, right)
    return _Target(None, own if begins else recorded.target, access.HOLDS if begins else right)


def _since(state: BatchState, tip: Tip) -> str:
    """Before this moment nobody was at work on the tip; the author was, where they filed it."""
    if tip.id in state.born:
        return ""
    return "" if tip.id in state.begun_by and state.begun_by[tip.id] == state.actor.id else tip.created_at


def _possible(
    state: BatchState, operation: ops.TipOperation, result: Applied[Tip, TipChild] | Merged[Tip, TipChild]
) -> rules.Result:
    """What only the server can know to be wrong: people, districts and children that are not there, or already are."""
    match operation:
        case ops.TipAssign(holder_id=holder, district_id=district):
            if holder is not None and not repository.is_active(state.connection, holder):
                return Rejected(Code.INVALID, {"field": "holder_id"})
            if district and not repository.is_district(state.connection, district):
                return Rejected(Code.INVALID, {"field": "district_id"})
        case ops.TipForward(body_id=body_id):
            known = bodies.find(state.connection, body_id)
            if known is None or known.ended_at is not None:
                return Rejected(Code.INVALID, {"field": "body_id"})
            if any(state.is_here(child.id, result.state.id) for child in result.added):
                return Rejected(Code.ALREADY_EXISTS)
        case _ if any(state.is_here(child.id, result.state.id) for child in result.added):
            return Rejected(Code.ALREADY_EXISTS)
        case _:
            pass
    return result


def _official(state: BatchState, operation: ops.TipOperation) -> ops.TipOperation:
    """A body is called what it is called here, whatever its name was on the device."""
    if isinstance(operation, ops.TipForward):
        known = bodies.find(state.connection, operation.body_id)
        return operation if known is None else msgspec.structs.replace(operation, body=known.body.name)
    return operation


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
    if _tells_past(state):
        tip = msgspec.structs.replace(tip, calls=())
    moved = before is None or (before.tip.holder_id, before.tip.district_id) != (tip.holder_id, tip.district_id)
    scope = state.desk.roster.scope_of(tip) if before is None or moved else before.scope
    archived = before is not None and before.archived and not _comes_back(before.tip, tip)
    record = TipRecord(tip, scope, archived, lines=(before.lines if before else 0) + 1)
    by_device = state.door is None
    line = StoryLine(
        id=state.own(recorded.id) if recorded.id in state.lines else recorded.id,
        tip_id=tip.id,
        kind=recorded.kind if by_device or before is not None else RECEIVED,
        verdict=verdict.verdict.value,
        at=recorded.at if _tells_past(state) else state.now,
        by=named(state.actor),
        device_at=said(recorded) if by_device else None,
        clock_suspect=state.made(recorded).suspect,
        detail={name: value[:200] for name, value in (detail | state.told.get(recorded.id, {})).items()},
    )
    known = {one.id for one in before.tip.parties} if before is not None else set()
    was = before.tip if before is not None else None
    children = settled(state, was, tip, effects.children, past=_tells_past(state))
    effects = replace(
        effects,
        tip=record,
        story=line,
        children=children,
        parties=tuple(one for one in tip.parties if one.id not in known),
    )
    if archived:
        return Decision(verdict, effects)
    steps = tip_steps(record, before, effects)
    if before is not None and before.archived:
        steps = (*tips.hanging_steps(state.connection, tip.id, scope), *steps)
    return Decision(verdict, replace(effects, steps=steps))


def _comes_back(before: Tip, tip: Tip) -> bool:
    """Whether a tip leaves the archive: it is open again, or somebody said something that nobody would see there."""
    return tip.closing is None or tip.heard_at not in (None, before.heard_at)


def _tells_past(state: BatchState) -> bool:
    return state.door is not None and state.door.tells_past


def _server_fields(state: BatchState, operation: ops.TipOperation, tip: Tip) -> Tip:
    match operation:
        case ops.TipFile():
            number = tips.next_numbers(state.connection, number_year(tip.created_at))[0]
            return complete(tip, state.desk, number)
        case ops.TipForward(body_id=body_id):
            known = bodies.find(state.connection, body_id)
            days = timedelta(days=known.days if known is not None else 0)
            return msgspec.structs.replace(tip, answer_due=instant(moment(state.now) + days))
        case ops.TipAssign(holder_id=None):
            return msgspec.structs.replace(tip, holder_id=state.desk.roster.on_duty(tip.district_id))
        case _:
            return tip


def _final(operation: ops.TipOperation, tip: Tip, detail: dict[str, str]) -> dict[str, str]:
    match operation:
        case ops.TipFile():
            return detail | filed_detail(tip)
        case ops.TipAssign():
            return detail | {"to": tip.holder_id or ""}
        case _:
            return detail


def _contact(operation: ops.TipOperation, tip: Tip) -> Contact | None:
    if not isinstance(operation, ops.TipFile):
        return None
    contact = Contact(tip.id, operation.contact_name, operation.contact_phone, operation.contact_email)
    return contact if contact.name or contact.phone or contact.email else None
