"""What the server adds to the messages of an operation: until when one is held, and which go no more."""

from datetime import timedelta

import msgspec

from app.messages.domain import Delivery, Message
from app.tips.domain import Tip
from app.tips.rules import TipChild
from sync.server.changes.state import BatchState
from sync.server.ground.moments import instant, moment


def settled(
    state: BatchState, before: Tip | None, tip: Tip, added: tuple[TipChild, ...], *, past: bool
) -> tuple[TipChild, ...]:
    """The new rows as they are stored; with held replies that go no more as their closing is undone, and what was told
    by a call.

    ``past``: what is told of was sent long ago, by whoever told it then.
    """
    free = tuple(msgspec.structs.replace(child, id=state.free(child.id)) for child in added)
    rows = tuple(_outgoing(state, child, past=past) if isinstance(child, Message) else child for child in free)
    if before is None:
        return rows
    is_undone = before.closing is not None and tip.closing is None
    undone = state.held_of(tip.id) if is_undone else []
    over = {call.id for call in before.calls} - {call.id for call in tip.calls}
    told = [one for one in state.told_of(tip.id, over) if one not in undone]
    became = [(one, Delivery.CANCELLED) for one in undone]
    became += [(one, Delivery.CANCELLED if is_undone else Delivery.SENT) for one in told]
    return (*rows, *(msgspec.structs.replace(one, delivery=delivery, due=None) for one, delivery in became))


def _outgoing(state: BatchState, message: Message, *, past: bool) -> Message:
    if message.delivery is None:
        return message
    if past:
        return msgspec.structs.replace(message, delivery=Delivery.SENT)
    if message.delivery is Delivery.HELD:
        return msgspec.structs.replace(message, due=instant(moment(state.now) + timedelta(seconds=state.hold_seconds)))
    return message
