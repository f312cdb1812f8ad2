"""Reads a push and its operations one by one: whatever one of them holds, the others go on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta

from app.outbox.domain import RecordedOperation
from app.values import MAX_INT, Id
from sync.protocol.messages import MAX_BATCH
from sync.server.changes.decide import UNREADABLE
from sync.server.ground.documents import ids_in

_KEPT = 100_000
_NAMED = 2_000
_DEEPEST = 100
_MOST_SIGNS = 2_000_000
"""A request with more brackets and commas is looked at no further: nobody's work is made of them."""

# possessive, and a string without its end goes to the end of the text: the time is that of the text's length
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_SIGN = re.compile(_STRING.pattern + rb"|[\[\]{},]", re.DOTALL)
_MEMBER = re.compile(rb"\s*(" + _STRING.pattern + rb")\s*:(.*)", re.DOTALL)
_BLANK: Final = b" \t\r\n"

_Seq = Annotated[int, Meta(ge=1, le=MAX_INT)]
_Number = Annotated[int, Meta(ge=0, le=MAX_INT)]
_Moment = Annotated[str, Meta(max_length=64)]
Value = TypeVar("Value")


class NoOperation(ValueError):
    """Not even its number and its id can be read: it can not be answered."""


class NoPush(ValueError):
    """There are no operations in it to be found."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a device sent: the text of each operation. Of the rest, what can not be read says nothing."""

    operations: Sequence[bytes]
    protocol: int = 0
    device_at: str = ""
    highest_seq: int = 0


class _Envelope(msgspec.Struct, frozen=True):
    protocol: int
    device_at: _Moment
    operations: Annotated[tuple[msgspec.Raw, ...], Meta(max_length=MAX_BATCH)]
    highest_seq: _Number = 0


def sent_in(data: bytes) -> Sent:
    """The parts of a push. Raises NoPush, which says what is wrong."""
    try:
        whole = msgspec.json.decode(data, type=_Envelope)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _looked_for(data)
    operations = tuple(bytes(one) for one in whole.operations)
    return Sent(operations, whole.protocol, whole.device_at, whole.highest_seq)


def operation_of(data: bytes) -> RecordedOperation:
    """The operation of a JSON text, or one of the kind ``UNREADABLE`` that keeps the text. Raises NoOperation."""
    try:
        operation = msgspec.json.decode(data, type=RecordedOperation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    else:
        if not _is_too_deep(data):
            return operation
    known = _members(data)
    seq, operation_id = _value(known.get("seq"), _Seq, 0), _value(known.get("id"), Id, "")
    if not seq or not operation_id:
        raise NoOperation("the number or the id of an operation can not be read")
    target = _value(known.get("target"), Id, operation_id)
    text = data.decode(errors="replace").replace("\x00", "\ufffd")
    payload: dict[str, Any] = {"text": text[:_KEPT]}
    if len(text) > _KEPT:
        payload["named"] = sorted(ids_in(text))[:_NAMED]  # so that an erasure finds it
    return RecordedOperation(seq, operation_id, UNREADABLE, 1, target=target, author="", at="", payload=payload)


def _looked_for(data: bytes) -> Sent:
    """The same where something in it is not even JSON, or is no envelope as agreed."""
    if not data.strip(_BLANK).startswith(b"{"):
        raise NoPush("it is not readable JSON")
    known = _members(data)
    listed = known.get("operations", b"")
    if not listed.startswith(b"["):
        raise NoPush("its operations can not be found")
    operations = parts(listed)
    if len(operations) > MAX_BATCH:
        raise NoPush(f"it has more than {MAX_BATCH} operations")
    return Sent(
        operations,
        _value(known.get("protocol"), int, 0),
        _value(known.get("device_at"), _Moment, ""),
        _value(known.get("highest_seq"), _Number, 0),
    )


def parts(data: bytes) -> list[bytes]:
    """What stands between the commas of the outermost list or object of a text, each without blanks around it.

    Nothing in it is read, so that what can not be (half a letter, lists in lists without end, no number) stays where
    it is. Raises NoPush where that list or object does not end, or there is more after it.
    """
    found: list[bytes] = []
    level = start = end = 0
    for count, sign in enumerate(_SIGN.finditer(data)):
        if count > _MOST_SIGNS or (end and sign[0]):
            raise NoPush("it is not readable JSON")
        if sign[0] in (b"[", b"{"):
            level += 1
            start = sign.end() if level == 1 else start
        elif sign[0] == b"," and level == 1:
            found.append(data[start : sign.start()].strip(_BLANK))
            start = sign.end()
        elif sign[0] in (b"]", b"}"):
            level -= 1
            if level == 0:
                end = sign.end()
                last = data[start : sign.start()].strip(_BLANK)
                if last or found:
                    found.append(last)
    if not end or data[end:].strip(_BLANK):
        raise NoPush("it is not readable JSON: it does not end where it should")
    return found


def _members(data: bytes) -> dict[str, bytes]:
    """The texts of the values of an object by their names; a name that can not be read is left out."""
    known: dict[str, bytes] = {}
    for part in parts(data):
        member = _MEMBER.fullmatch(part)
        name = _value(member[1], str, "") if member else ""
        if member and name:
            known[name] = member[2].strip(_BLANK)
    return known


def _value(text: bytes | None, kind: Any, otherwise: Value) -> Value:
    """The value of a JSON text; ``otherwise`` where there is none of this kind."""
    try:
        found: Value = msgspec.json.decode(text or b"", type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return otherwise
    return found


def _is_too_deep(data: bytes) -> bool:
    """Whether what could be read here might be too deep to be written elsewhere, with less of the stack left."""
    if data.count(b"[") + data.count(b"{") < _DEEPEST:
        return False
    level = 0
    for sign in _SIGN.finditer(data):
        if sign[0] in (b"[", b"{"):
            level += 1
            if level >= _DEEPEST:
                return True
        elif sign[0] in (b"]", b"}"):
            level -= 1
    return False
