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
    """The new rows as they are stored, and those of held replies that go no more as their closing is undone.

    ``past``: what is told of was sent long ago, by whoever told it then.
    """
    free = tuple(msgspec.structs.replace(child, id=state.free(child.id)) for child in added)
    rows = tuple(_outgoing(state, child, past=past) if isinstance(child, Message) else child for child in free)
    if before is None or before.closing is None or tip.closing is not None:
        return rows
    undone = (msgspec.structs.replace(one, delivery=Delivery.CANCELLED, due=None) for one in state.held_of(tip.id))
    return (*rows, *undone)


def _outgoing(state: BatchState, message: Message, *, past: bool) -> Message:
    if message.delivery is None:
        return message
    if past:
        return msgspec.structs.replace(message, delivery=Delivery.SENT)
    if message.delivery is Delivery.HELD:
        return msgspec.structs.replace(message, due=instant(moment(state.now) + timedelta(seconds=state.hold_seconds)))
    return message
