"""The life of a tip: pure and total. The device folds its outbox with it, the server decides with it."""

from typing import assert_never

import msgspec

from app.accounts.domain import Actor, Outsider, Role
from app.calendar import prague_day
from app.messages import rules as messages
from app.messages.domain import Party, PartyKind, Way
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.photos.domain import Photo
from app.tips import calls, conversation, moves
from app.tips import operations as ops
from app.tips.domain import (
    Channel,
    Closing,
    FieldConflict,
    Outcome,
    OutcomeKind,
    Promise,
    Status,
    Tip,
    TipNote,
)
from app.tips.fields import FIELDS
from app.tips.moves import Result, TipChild
from app.tips.titles import one_line
from app.values import parse_day, parse_instant

__all__ = ["Result", "TipChild", "apply"]

_BODY_NEEDED = (OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS)


def apply(tip: Tip | None, operation: ops.TipOperation, stamp: Stamp, actor: Actor) -> Result:
    """The new state of ``tip`` after ``operation`` by ``actor``, or why there is none. Never raises.

    ``tip`` is None where the target is not known. The order of the checks is the order of the answers: permission,
    target, access, state.
    """
    if actor.role not in operation.PERMITTED:
        return Rejected(Code.NOT_PERMITTED)
    if isinstance(operation, ops.TipFile):
        return _file(tip, operation, stamp, actor)
    if tip is None:
        return Rejected(Code.UNKNOWN_TARGET)
    if stamp.access is Access.NONE:
        return Rejected(Code.UNKNOWN_TARGET)
    if isinstance(operation, ops.Additive):
        return _add(tip, operation, stamp, actor)
    if stamp.access is Access.HELD:
        return Rejected(Code.UNKNOWN_TARGET)
    if isinstance(operation, ops.Heard):
        return _hear(tip, operation, stamp, actor)
    return _change(tip, operation, stamp, actor)


def _hear(tip: Tip, operation: ops.Heard, stamp: Stamp, actor: Actor) -> Result:
    match operation:
        case ops.TipHear():
            return conversation.hear(tip, operation, stamp, actor)
        case ops.TipSatisfaction():
            return conversation.satisfied(tip, operation, stamp, actor)
        case ops.TipJoin():
            return conversation.join(tip, operation, stamp, actor)
        case ops.TipLeave():
            return conversation.leave(tip, operation, stamp, actor)
        case ops.TipReach():
            return conversation.reach(tip, operation, stamp, actor)


def _change(tip: Tip, operation: ops.Exclusive, stamp: Stamp, actor: Actor) -> Result:
    match operation:
        case ops.TipAccept():
            return _accept(tip, operation, stamp, actor)
        case ops.TipStart():
            return _start(tip, operation, stamp, actor)
        case ops.TipWait():
            return _wait(tip, operation, stamp, actor)
        case ops.TipAsk():
            return conversation.ask(tip, operation, stamp, actor)
        case ops.TipForward():
            return conversation.forward(tip, operation, stamp, actor)
        case ops.TipClose():
            return _close(tip, operation, stamp, actor)
        case ops.TipReopen():
            return _reopen(tip, operation, stamp, actor)
        case ops.TipAssign():
            return _assign(tip, operation, stamp, actor)
        case ops.TipEdit():
            return _edit(tip, operation, stamp, actor)
        case _:
            assert_never(operation)


def _file(tip: Tip | None, operation: ops.TipFile, stamp: Stamp, actor: Actor) -> Result:
    if tip is not None:
        return Rejected(Code.ALREADY_EXISTS)
    title = one_line(operation.title)
    if not title:
        return Rejected(Code.INVALID, {"field": "title"})
    channel = stamp.channel or (Channel.PHONE if actor.role is Role.DISPATCHER else Channel.OFFICER)
    filed = Tip(
        id=stamp.target,
        number="",
        title=title,
        category=operation.category,
        created_at=stamp.at,
        text=operation.text,
        place=operation.place,
        channel=channel,
        holder_id=actor.id if actor.role is Role.OFFICER else None,
        changed_at=stamp.at,
        parties=_sender(operation, stamp, actor),
    )
    return Applied(filed, detail={"channel": channel.value})


def _sender(operation: ops.TipFile, stamp: Stamp, actor: Actor) -> tuple[Party, ...]:
    """Who sent it; nobody where an officer saw it. Who calls the desk is told a code, which opens a page of theirs."""
    is_caller = stamp.channel is Channel.PHONE and not isinstance(actor.role, Outsider)
    by_link = actor.role is Outsider.RESIDENT or is_caller
    way = messages.way_of(operation.contact_email, operation.contact_phone, page=by_link)
    return (Party(stamp.target, PartyKind.SENDER, way),) if way is not Way.NONE else ()


def _accept(tip: Tip, operation: ops.TipAccept, stamp: Stamp, actor: Actor) -> Result:
    if tip.status is Status.ACCEPTED:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else moves.beside(tip, operation.seen, stamp, actor)
    if beside is None and tip.status not in (Status.NEW, Status.REOPENED):
        beside = Code.ALREADY_SO
    if beside is not None:
        return Merged(tip, beside, moves.now(tip), moves.from_to(tip, Status.ACCEPTED))
    holder = tip.holder_id or (None if isinstance(actor.role, Outsider) else actor.id)
    return Applied(
        moves.moved(tip, Status.ACCEPTED, stamp, actor, holder_id=holder), detail=moves.from_to(tip, Status.ACCEPTED)
    )


def _start(tip: Tip, operation: ops.TipStart, stamp: Stamp, actor: Actor) -> Result:
    if tip.status is Status.IN_PROGRESS:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else moves.beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, moves.now(tip), moves.from_to(tip, Status.IN_PROGRESS))
    return Applied(moves.moved(tip, Status.IN_PROGRESS, stamp, actor), detail=moves.from_to(tip, Status.IN_PROGRESS))


def _wait(tip: Tip, operation: ops.TipWait, stamp: Stamp, actor: Actor) -> Result:
    on, body = operation.on, operation.body
    if tip.status is Status.WAITING and (tip.waiting_on, tip.waiting_body) == (on, body):
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    detail = moves.from_to(tip, Status.WAITING) | {"on": on.value, "body": body}
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else moves.beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, moves.now(tip), detail)
    return Applied(moves.moved(tip, Status.WAITING, stamp, actor, waiting_on=on, waiting_body=body), detail=detail)


def _close(tip: Tip, operation: ops.TipClose, stamp: Stamp, actor: Actor) -> Result:
    outcome = operation.outcome
    if (missing := _missing(tip, outcome, actor)) is not None:
        return Rejected(Code.INVALID, {"field": missing})
    closing = Closing(operation_id=stamp.operation_id, by=actor.id, at=stamp.at, outcome=outcome)
    detail = {"outcome": outcome.kind.value, "body": outcome.body, "reply": outcome.reply[:200]}
    if tip.closing is not None:
        kept = msgspec.structs.replace(tip, other_closings=(*tip.other_closings, closing))
        return Merged(kept, Code.ALREADY_CLOSED, moves.now(tip), detail)
    heard = moves.unanswered(tip, operation.heard)
    replies = messages.replies(tip.parties, outcome.reply, stamp, actor)
    owed = calls.owed(tip, replies)
    closed = moves.moved(tip, Status.CLOSED, stamp, actor, closing=closing, heard_at=heard, calls=owed)
    return Applied(closed, replies, moves.from_to(tip, Status.CLOSED) | detail)


def _missing(tip: Tip, outcome: Outcome, actor: Actor) -> str | None:
    """The field that this outcome lacks; nobody can ask for more than another system told."""
    if outcome.kind is OutcomeKind.DUPLICATE and outcome.duplicate_of == tip.id:
        return "duplicate_of"
    if actor.role is Outsider.SYSTEM:
        return None
    if outcome.kind in _BODY_NEEDED and not outcome.body.strip():
        return "body"
    return "duplicate_of" if outcome.kind is OutcomeKind.DUPLICATE and outcome.duplicate_of is None else None


def _reopen(tip: Tip, operation: ops.TipReopen, stamp: Stamp, actor: Actor) -> Result:
    if actor.role is Role.OFFICER and tip.heard_at is None and not _closed_today(tip, stamp, actor):
        return Rejected(Code.NOT_PERMITTED)
    detail = moves.from_to(tip, Status.REOPENED) | {"reason": operation.reason[:200]}
    if tip.closing is None:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip), detail)
    beside = moves.beside(tip, Status.CLOSED, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, moves.now(tip), detail)
    heard = moves.unanswered(tip, operation.heard)
    owed = calls.undone(tip, tip.closing)
    return Applied(moves.reopened(tip, tip.closing, stamp, actor, heard_at=heard, calls=owed), detail=detail)


def _closed_today(tip: Tip, stamp: Stamp, actor: Actor) -> bool:
    """Whether this officer closed it on the same day in Prague: by mistake, it may be."""
    closing = tip.closing
    if closing is None or closing.by != actor.id:
        return False
    then, now = parse_instant(closing.at), parse_instant(stamp.at)
    return then is not None and now is not None and prague_day(then) == prague_day(now)


def _assign(tip: Tip, operation: ops.TipAssign, stamp: Stamp, actor: Actor) -> Result:
    if actor.role is Role.DISPATCHER and (operation.holder_id is not None or tip.status is not Status.NEW):
        return Rejected(Code.NOT_PERMITTED)
    if operation.holder_id is None and operation.district_id is None:
        return Rejected(Code.INVALID, {"field": "holder_id"})
    if stamp.base != tip.version:
        return Rejected(Code.CHANGED_MEANWHILE, moves.now(tip))
    district = operation.district_id if operation.district_id is not None else tip.district_id
    detail = {"from": tip.holder_id or "", "to": operation.holder_id or "", "district": district}
    return Applied(moves.after(tip, stamp, holder_id=operation.holder_id, district_id=district), detail=detail)


def _edit(tip: Tip, operation: ops.TipEdit, stamp: Stamp, actor: Actor) -> Result:
    field = FIELDS.get(operation.field)
    if field is not None and actor.role not in field.permitted:
        return Rejected(Code.NOT_PERMITTED)
    value = field.checked(operation.value) if field is not None else None
    if field is None or value is None:
        return Rejected(Code.INVALID, {"field": operation.field})
    current = field.read(tip)
    detail = {"field": field.name, "from": current[:200], "to": value[:200]}
    if current == value:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    changes: dict[str, object] = {field.name: field.typed(value)}
    if current != operation.base:
        conflict = FieldConflict(field.name, operation.base, value, current, stamp.operation_id)
        changes["conflicts"] = (*tip.conflicts, conflict)
        detail["conflict"] = "yes"
    return Applied(moves.after(tip, stamp, **changes), detail=detail)


def _add(tip: Tip, operation: ops.Additive, stamp: Stamp, actor: Actor) -> Result:
    late = stamp.access is Access.HELD or tip.status is Status.CLOSED
    match operation:
        case ops.TipNoteAdd(note_id=note_id, text=text, place=place):
            note = TipNote(
                id=note_id, tip_id=tip.id, by=actor.id, at=stamp.at, text=text, place=place, received_late=late
            )
            counted = msgspec.structs.replace(tip, notes=tip.notes + 1)
            return Applied(counted, (note,), {"note": text[:200]} | ({"late": "yes"} if late else {}))
        case ops.TipPhotoAdd():
            photo = Photo(
                id=operation.photo_id,
                by=actor.id,
                at=stamp.at,
                sha256=operation.sha256,
                size=operation.size,
                media_type=operation.media_type,
                tip_id=tip.id,
                place=operation.place,
            )
            return Applied(msgspec.structs.replace(tip, photos=tip.photos + 1), (photo,), {"photo": photo.id})
        case ops.TipAnswer():
            return conversation.answer(tip, operation, stamp, actor)
        case ops.TipCalled():
            return calls.called(tip, operation, stamp, actor, late=late)
        case ops.TipPromise():
            return _promise(tip, operation, stamp, actor)
        case ops.TipPromiseKept(promise_id=promise_id):
            return _kept(tip, promise_id)
        case _:
            assert_never(operation)


def _promise(tip: Tip, operation: ops.TipPromise, stamp: Stamp, actor: Actor) -> Result:
    if parse_day(operation.day) is None or not operation.text.strip():
        return Rejected(Code.INVALID, {"field": "day" if operation.text.strip() else "text"})
    promise = Promise(stamp.operation_id, actor.id, stamp.at, operation.text, operation.day)
    promised = msgspec.structs.replace(tip, promises=(*tip.promises, promise))
    return Applied(promised, detail={"promise": operation.text[:200], "day": operation.day})


def _kept(tip: Tip, promise_id: str) -> Result:
    kept = next((promise for promise in tip.promises if promise.id == promise_id), None)
    if kept is None:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    left = tuple(promise for promise in tip.promises if promise is not kept)
    return Applied(msgspec.structs.replace(tip, promises=left), detail={"promise": kept.text[:200], "day": kept.day})
