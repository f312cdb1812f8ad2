"""Who has to be called, and what a call leaves: for parties of whom only a telephone is known. Pure."""

from collections.abc import Iterable

import msgspec

from app.accounts.domain import Actor
from app.messages.domain import Door, Message, Purpose, message_id
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import moves
from app.tips import operations as ops
from app.tips.domain import CallBack, Closing, Status, Tip, TipNote, WaitingOn
from app.tips.moves import Result


def owed(tip: Tip, messages: Iterable[Message]) -> tuple[CallBack, ...]:
    """The calls of a tip once these messages were written: each that goes by telephone is one more."""
    known = {call.id for call in tip.calls}
    fresh = (
        CallBack(one.id, one.party_id, one.by, one.at, one.text, one.purpose)
        for one in messages
        if one.door is Door.PHONE and one.by is not None and one.purpose is not None and one.id not in known
    )
    return (*tip.calls, *fresh)


def undone(tip: Tip, closing: Closing) -> tuple[CallBack, ...]:
    """The calls of a tip without what a closing wanted to be told: it stands no more."""
    return tuple(call for call in tip.calls if call.id != message_id(closing.operation_id, closing.by, call.party_id))


def called(tip: Tip, operation: ops.TipCalled, stamp: Stamp, actor: Actor, *, late: bool) -> Result:
    """Take a call, or a try of one; what was said is a note. A question that was answered puts the tip back to work."""
    said = operation.text.strip()
    if said and operation.note_id is None:
        return Rejected(Code.INVALID, {"field": "note_id"})
    added: tuple[TipNote, ...] = ()
    if said and operation.note_id is not None:
        added = (TipNote(operation.note_id, tip.id, actor.id, stamp.at, operation.text, received_late=late),)
    noted = msgspec.structs.replace(tip, notes=tip.notes + len(added))
    call = next((one for one in tip.calls if one.id == operation.call_id), None)
    detail = {"reached": "yes" if operation.reached else "no"}
    if call is None:
        return Merged(noted, Code.ALREADY_SO, moves.now(tip), detail, added)
    if not operation.reached:
        tried = msgspec.structs.replace(call, tries=call.tries + 1, tried_at=stamp.at)
        calls = tuple(tried if one is call else one for one in tip.calls)
        return Applied(msgspec.structs.replace(noted, calls=calls), added, detail | {"tries": str(tried.tries)})
    done = msgspec.structs.replace(noted, calls=tuple(one for one in tip.calls if one is not call))
    waits = tip.status is Status.WAITING and tip.waiting_on is WaitingOn.RESIDENT and stamp.access is Access.HOLDS
    if waits and said and call.purpose is Purpose.QUESTION:
        back = moves.moved(done, Status.IN_PROGRESS, stamp, actor)
        return Applied(back, added, moves.from_to(tip, Status.IN_PROGRESS) | detail)
    return Applied(done, added, detail)
