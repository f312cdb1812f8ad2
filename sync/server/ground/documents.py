"""Rows as the JSON text that the feed keeps: rendered once when written, joined as text when pulled."""

import re
from functools import cache
from typing import Any, TypeVar

import msgspec

from app.instants import impossible
from app.values import MAX_INT
from sync.protocol.messages import MAX_DEPTH

Document = TypeVar("Document", bound=msgspec.Struct)

_SURROGATE = re.compile("[\ud800-\udfff]")

ERASED_OPERATION = '{"erased":true}'
"""What stands for an operation on something that was erased, where the operation itself was kept before."""


def is_storable(value: Any, depth: int = MAX_DEPTH) -> bool:
    """Whether plain JSON values nest no deeper than ``depth``, with whole numbers of 64 bits and texts without NUL.

    PostgreSQL can not store a NUL, and no half of a surrogate pair can be written as UTF-8.
    """
    match value:
        case str():
            return "\x00" not in value and _SURROGATE.search(value) is None
        case bool():
            return True
        case int():
            return -MAX_INT <= value <= MAX_INT
        case dict():
            return depth > 0 and all(
                is_storable(key, depth) and is_storable(one, depth - 1) for key, one in value.items()
            )
        case list():
            return depth > 0 and all(is_storable(one, depth - 1) for one in value)
        case _:
            return True


class UnstorableDocument(ValueError):
    """A row that nobody could read again: it is not written."""


def render(value: msgspec.Struct) -> str:
    """The JSON text of a row, read back as the devices will. Raises UnstorableDocument where they could not."""
    try:
        data = msgspec.json.encode(value)
        _decoder(type(value)).decode(data)
    except (msgspec.MsgspecError, UnicodeEncodeError) as error:
        raise UnstorableDocument(f"{type(value).__name__}: {error}") from None
    field = impossible(value)
    if field is not None:
        raise UnstorableDocument(f"{type(value).__name__}: no such moment - at `$.{field}`")
    return data.decode()


def parse(text: str, kind: type[Document]) -> Document:
    """The row of a stored JSON text."""
    return msgspec.json.decode(text, type=kind)


@cache
def _decoder(kind: type[Document]) -> msgspec.json.Decoder[Document]:
    return msgspec.json.Decoder(kind)
