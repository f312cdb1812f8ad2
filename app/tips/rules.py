"""The life of a tip: pure and total. The device folds its outbox with it, the server decides with it."""

from typing import assert_never

import msgspec

from app.accounts.domain import Actor, Outsider, Role
from app.messages import rules as messages
from app.messages.domain import Message, Party, PartyKind, Purpose, Satisfaction, Way
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.photos.domain import Photo
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
    WaitingOn,
)
from app.tips.fields import FIELDS
from app.tips.titles import one_line
from app.values import parse_day

TipChild = TipNote | Photo | Message
Result = Applied[Tip, TipChild] | Merged[Tip, TipChild] | Rejected

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
    if isinstance(operation, ops.TipHear):
        return _hear(tip, operation, stamp, actor)
    if isinstance(operation, ops.TipSatisfaction):
        return _satisfied(tip, operation, stamp, actor)
    return _change(tip, operation, stamp, actor)


def _change(tip: Tip, operation: ops.Exclusive, stamp: Stamp, actor: Actor) -> Result:
    match operation:
        case ops.TipAccept():
            return _accept(tip, operation, stamp, actor)
        case ops.TipStart():
            return _start(tip, operation, stamp, actor)
        case ops.TipWait():
            return _wait(tip, operation, stamp, actor)
        case ops.TipAsk():
            return _ask(tip, operation, stamp, actor)
        case ops.TipClose():
            return _close(tip, operation, stamp, actor)
        case ops.TipReopen(reason=reason):
            return _reopen(tip, reason, stamp, actor)
        case ops.TipAssign():
            return _assign(tip, operation, stamp)
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
    """Who sent it; nobody where an officer saw it, or a caller said nothing of themselves."""
    by_link = actor.role is Outsider.RESIDENT
    way = messages.way_of(operation.contact_email, operation.contact_phone, page=by_link)
    return (Party(stamp.target, PartyKind.SENDER, way),) if way is not Way.NONE else ()


def _now(tip: Tip) -> dict[str, str]:
    now = {"status": tip.status.value, "version": str(tip.version)}
    if tip.holder_id:
        now["holder_id"] = tip.holder_id
    if tip.closing:
        now |= {"closed_by": tip.closing.by, "closed_at": tip.closing.at, "outcome": tip.closing.outcome.kind.value}
    return now


def _next(tip: Tip, stamp: Stamp, **changes: object) -> Tip:
    return msgspec.structs.replace(tip, version=tip.version + 1, changed_at=stamp.at, **changes)


def _moved(tip: Tip, status: Status, stamp: Stamp, actor: Actor, **changes: object) -> Tip:
    """The tip in its new status, whatever it waited on forgotten."""
    return _next(
        tip,
        stamp,
        **{"waiting_on": None, "waiting_body": "", **changes},
        status=status,
        status_version=tip.version + 1,
        status_by=actor.id,
    )


def _beside(tip: Tip, seen: Status, stamp: Stamp, actor: Actor) -> Code | None:
    """Why a change of status is kept beside what stands: it was made on another status, or an earlier time of it.

    By ``base`` alone it can not be told whose changes lie between: those of the author do not count.
    """
    is_unseen = stamp.base is not None and stamp.base < tip.status_version and tip.status_by != actor.id
    return Code.CHANGED_MEANWHILE if seen is not tip.status or is_unseen else None


def _accept(tip: Tip, operation: ops.TipAccept, stamp: Stamp, actor: Actor) -> Result:
    if tip.status is Status.ACCEPTED:
        return Merged(tip, Code.ALREADY_SO, _now(tip))
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else _beside(tip, operation.seen, stamp, actor)
    if beside is None and tip.status not in (Status.NEW, Status.REOPENED):
        beside = Code.ALREADY_SO
    if beside is not None:
        return Merged(tip, beside, _now(tip), _from_to(tip, Status.ACCEPTED))
    holder = tip.holder_id or (None if isinstance(actor.role, Outsider) else actor.id)
    return Applied(_moved(tip, Status.ACCEPTED, stamp, actor, holder_id=holder), detail=_from_to(tip, Status.ACCEPTED))


def _start(tip: Tip, operation: ops.TipStart, stamp: Stamp, actor: Actor) -> Result:
    if tip.status is Status.IN_PROGRESS:
        return Merged(tip, Code.ALREADY_SO, _now(tip))
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else _beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, _now(tip), _from_to(tip, Status.IN_PROGRESS))
    return Applied(_moved(tip, Status.IN_PROGRESS, stamp, actor), detail=_from_to(tip, Status.IN_PROGRESS))


def _wait(tip: Tip, operation: ops.TipWait, stamp: Stamp, actor: Actor) -> Result:
    on, body = operation.on, operation.body
    if tip.status is Status.WAITING and (tip.waiting_on, tip.waiting_body) == (on, body):
        return Merged(tip, Code.ALREADY_SO, _now(tip))
    detail = _from_to(tip, Status.WAITING) | {"on": on.value, "body": body}
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else _beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, _now(tip), detail)
    return Applied(_moved(tip, Status.WAITING, stamp, actor, waiting_on=on, waiting_body=body), detail=detail)


def _ask(tip: Tip, operation: ops.TipAsk, stamp: Stamp, actor: Actor) -> Result:
    party = messages.addressee(tip.parties, operation.party_id)
    if party is None or not messages.is_resident(party) or not operation.text.strip():
        return Rejected(
            Code.INVALID, {"field": "text" if party is not None and not operation.text.strip() else "party_id"}
        )
    asked = messages.written(party, Purpose.QUESTION, operation.text, stamp, actor)
    detail = {"question": operation.text[:200]}
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else _beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, _now(tip), detail, (asked,))
    waiting = _moved(tip, Status.WAITING, stamp, actor, waiting_on=WaitingOn.RESIDENT)
    return Applied(waiting, (asked,), _from_to(tip, Status.WAITING) | detail)


def _close(tip: Tip, operation: ops.TipClose, stamp: Stamp, actor: Actor) -> Result:
    outcome = operation.outcome
    if (missing := _missing(tip, outcome, actor)) is not None:
        return Rejected(Code.INVALID, {"field": missing})
    closing = Closing(operation_id=stamp.operation_id, by=actor.id, at=stamp.at, outcome=outcome)
    detail = {"outcome": outcome.kind.value, "body": outcome.body, "reply": outcome.reply[:200]}
    if tip.closing is not None:
        kept = msgspec.structs.replace(tip, other_closings=(*tip.other_closings, closing))
        return Merged(kept, Code.ALREADY_CLOSED, _now(tip), detail)
    closed = _moved(tip, Status.CLOSED, stamp, actor, closing=closing)
    replies = messages.replies(tip.parties, outcome.reply, stamp, actor)
    return Applied(closed, replies, _from_to(tip, Status.CLOSED) | detail)


def _missing(tip: Tip, outcome: Outcome, actor: Actor) -> str | None:
    """The field that this outcome lacks; nobody can ask for more than another system told."""
    if outcome.kind is OutcomeKind.DUPLICATE and outcome.duplicate_of == tip.id:
        return "duplicate_of"
    if actor.role is Outsider.SYSTEM:
        return None
    if outcome.kind in _BODY_NEEDED and not outcome.body.strip():
        return "body"
    return "duplicate_of" if outcome.kind is OutcomeKind.DUPLICATE and outcome.duplicate_of is None else None


def _reopen(tip: Tip, reason: str, stamp: Stamp, actor: Actor) -> Result:
    detail = _from_to(tip, Status.REOPENED) | {"reason": reason[:200]}
    if tip.closing is None:
        return Merged(tip, Code.ALREADY_SO, _now(tip), detail)
    beside = _beside(tip, Status.CLOSED, stamp, actor)
    if beside is not None:
        return Merged(tip, beside, _now(tip), detail)
    return Applied(_reopened(tip, tip.closing, stamp, actor), detail=detail)


def _reopened(tip: Tip, closing: Closing, stamp: Stamp, actor: Actor, **changes: object) -> Tip:
    closings = (*tip.other_closings, closing)
    return _moved(tip, Status.REOPENED, stamp, actor, closing=None, other_closings=closings, **changes)


def _hear(tip: Tip, operation: ops.TipHear, stamp: Stamp, actor: Actor) -> Result:
    party = next((one for one in tip.parties if one.id == operation.party_id), None)
    if party is None or not operation.text.strip():
        return Rejected(Code.INVALID, {"field": "text" if party is not None else "party_id"})
    said = messages.heard(party, operation.text, operation.door, stamp, actor)
    detail = {"said": operation.text[:200], "door": operation.door.value}
    if tip.status is Status.WAITING and _waits_on(tip, party):
        back = _moved(tip, Status.IN_PROGRESS, stamp, actor)
        return Applied(back, (said,), _from_to(tip, Status.IN_PROGRESS) | detail)
    return Applied(_next(tip, stamp), (said,), detail)


def _waits_on(tip: Tip, party: Party) -> bool:
    if messages.is_resident(party):
        return tip.waiting_on is WaitingOn.RESIDENT
    return tip.waiting_on is WaitingOn.OTHER_BODY and tip.waiting_body == party.name


def _satisfied(tip: Tip, operation: ops.TipSatisfaction, stamp: Stamp, actor: Actor) -> Result:
    party = next((one for one in tip.parties if one.id == operation.party_id and messages.is_resident(one)), None)
    if party is None:
        return Rejected(Code.INVALID, {"field": "party_id"})
    detail = {"satisfaction": operation.said.value, "said": operation.text[:200]}
    if operation.call:
        detail["call"] = "yes"
    if party.satisfaction is not None or tip.closing is None:
        return Merged(tip, Code.ALREADY_SO, _now(tip), detail)
    told = msgspec.structs.replace(party, satisfaction=operation.said)
    parties = tuple(told if one is party else one for one in tip.parties)
    added = (messages.heard(party, operation.text, operation.door, stamp, actor),) if operation.text.strip() else ()
    if operation.said in (Satisfaction.SOLVED, Satisfaction.NO_LONGER_MATTERS):
        return Applied(_next(tip, stamp, parties=parties), added, detail)
    opened = _reopened(tip, tip.closing, stamp, actor, parties=parties)
    return Applied(opened, added, _from_to(tip, Status.REOPENED) | detail)


def _assign(tip: Tip, operation: ops.TipAssign, stamp: Stamp) -> Result:
    if operation.holder_id is None and operation.district_id is None:
        return Rejected(Code.INVALID, {"field": "holder_id"})
    if stamp.base != tip.version:
        return Rejected(Code.CHANGED_MEANWHILE, _now(tip))
    district = operation.district_id if operation.district_id is not None else tip.district_id
    detail = {"from": tip.holder_id or "", "to": operation.holder_id or "", "district": district}
    return Applied(_next(tip, stamp, holder_id=operation.holder_id, district_id=district), detail=detail)


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
        return Merged(tip, Code.ALREADY_SO, _now(tip))
    changes: dict[str, object] = {field.name: field.typed(value)}
    if current != operation.base:
        conflict = FieldConflict(field.name, operation.base, value, current, stamp.operation_id)
        changes["conflicts"] = (*tip.conflicts, conflict)
        detail["conflict"] = "yes"
    return Applied(_next(tip, stamp, **changes), detail=detail)


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
            return _answer(tip, operation, stamp, actor)
        case ops.TipPromise():
            return _promise(tip, operation, stamp, actor)
        case ops.TipPromiseKept(promise_id=promise_id):
            return _kept(tip, promise_id)
        case _:
            assert_never(operation)


def _answer(tip: Tip, operation: ops.TipAnswer, stamp: Stamp, actor: Actor) -> Result:
    party = messages.addressee(tip.parties, operation.party_id)
    if party is None or not operation.text.strip():
        return Rejected(Code.INVALID, {"field": "text" if party is not None else "party_id"})
    answer = messages.written(party, Purpose.ANSWER, operation.text, stamp, actor)
    return Applied(tip, (answer,), {"answer": operation.text[:200]})


def _promise(tip: Tip, operation: ops.TipPromise, stamp: Stamp, actor: Actor) -> Result:
    if parse_day(operation.day) is None or not operation.text.strip():
        return Rejected(Code.INVALID, {"field": "day" if operation.text.strip() else "text"})
    promise = Promise(stamp.operation_id, actor.id, stamp.at, operation.text, operation.day)
    promised = msgspec.structs.replace(tip, promises=(*tip.promises, promise))
    return Applied(promised, detail={"promise": operation.text[:200], "day": operation.day})


def _kept(tip: Tip, promise_id: str) -> Result:
    kept = next((promise for promise in tip.promises if promise.id == promise_id), None)
    if kept is None:
        return Merged(tip, Code.ALREADY_SO, _now(tip))
    left = tuple(promise for promise in tip.promises if promise is not kept)
    return Applied(msgspec.structs.replace(tip, promises=left), detail={"promise": kept.text[:200], "day": kept.day})


def _from_to(tip: Tip, status: Status) -> dict[str, str]:
    return {"from": tip.status.value, "to": status.value}
