"""Reads the operations of a push one by one: whatever one of them holds, the others go on."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from app.outbox.domain import RecordedOperation
from app.values import MAX_INT, Id
from sync.server.changes.decide import UNREADABLE

_KEPT = 100_000
_DEEPEST = 100
_MOST_BRACKETS = 1_000_000
"""A request with more of them is looked at no further: nobody's work is made of brackets."""

# possessive, and a string without its end goes to the end of the text: the time is that of the text's length
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_SIGN = re.compile(_STRING.pattern + rb"|[\[\]{}]", re.DOTALL)
_PLAIN = re.compile(rb'"[ !#-\[\]-~]*"').fullmatch


class NoOperation(ValueError):
    """Not even its number and its id can be read: it can not be answered."""


class _Numbered(msgspec.Struct, frozen=True):
    seq: Annotated[int, Meta(ge=1, le=MAX_INT)]
    id: Id


def operation_of(data: bytes) -> RecordedOperation:
    """The operation of a JSON text, or one of the kind ``UNREADABLE`` that keeps the text. Raises NoOperation."""
    try:
        operation = msgspec.json.decode(data, type=RecordedOperation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        pass
    else:
        if not _is_too_deep(data):
            return operation
    try:
        known = msgspec.json.decode(_outline(data), type=_Numbered)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NoOperation(str(error)) from None
    return _unreadable(known.seq, known.id, data)


def taken_apart(data: bytes, depth: int) -> tuple[bytes, list[bytes]]:
    """A text of JSON with each object and list of a depth (the outermost: 1) replaced by its number, and these.

    Nothing in them is read, so that what can not be (half a letter, lists in lists without end) stays where it is.
    """
    kept: list[bytes] = []
    parts: list[bytes] = []
    level = start = end = 0
    for count, sign in enumerate(_SIGN.finditer(data)):
        if count > _MOST_BRACKETS:
            break
        if sign[0] in (b"[", b"{"):
            level += 1
            if level == depth:
                start = sign.start()
        elif sign[0] in (b"]", b"}"):
            if level == depth:
                kept += data[end:start], str(len(parts)).encode()
                end = sign.end()
                parts.append(data[start:end])
            level -= 1
    return b"".join((*kept, data[end:])), parts


def _is_too_deep(data: bytes) -> bool:
    """Whether what could be read here might be too deep to be written elsewhere, with less of the stack left."""
    return data.count(b"[") + data.count(b"{") >= _DEEPEST and bool(taken_apart(data, _DEEPEST)[1])


def _outline(data: bytes) -> bytes:
    """An operation without what it holds, and without texts that are more than plain letters."""
    text, _ = taken_apart(data, 2)
    return _STRING.sub(lambda found: found[0] if _PLAIN(found[0]) else b'""', text)


def _unreadable(seq: int, operation_id: str, data: bytes) -> RecordedOperation:
    text = data.decode(errors="replace").replace("\x00", "\ufffd")[:_KEPT]
    return RecordedOperation(
        seq, operation_id, UNREADABLE, 1, target=operation_id, author="", at="", payload={"text": text}
    )
