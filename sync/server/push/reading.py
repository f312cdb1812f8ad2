"""Reads the operations of a push one by one: whatever one of them holds, the others go on."""

from typing import Annotated

import msgspec
from msgspec import Meta

from app.outbox.domain import RecordedOperation
from app.values import MAX_INT, Id
from sync.server.changes.decide import UNREADABLE

_KEPT = 100_000


class NoOperation(ValueError):
    """Not even its number and its id can be read: it can not be answered."""


class _Numbered(msgspec.Struct, frozen=True):
    seq: Annotated[int, Meta(ge=1, le=MAX_INT)]
    id: Id


def operation_of(data: bytes) -> RecordedOperation:
    """The operation of a JSON text, or one of the kind ``UNREADABLE`` that keeps the text. Raises NoOperation."""
    try:
        return msgspec.json.decode(data, type=RecordedOperation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    try:
        known = msgspec.json.decode(data, type=_Numbered)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NoOperation(str(error)) from None
    return _unreadable(known.seq, known.id, data)


def _unreadable(seq: int, operation_id: str, data: bytes) -> RecordedOperation:
    text = data.decode(errors="replace").replace("\x00", "\ufffd")[:_KEPT]
    return RecordedOperation(
        seq, operation_id, UNREADABLE, 1, target=operation_id, author="", at="", payload={"text": text}
    )
