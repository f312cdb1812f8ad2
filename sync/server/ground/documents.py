"""Rows as the JSON text that the feed keeps: rendered once when written, joined as text when pulled."""

from functools import cache
from typing import TypeVar

import msgspec

from app.instants import impossible

Document = TypeVar("Document", bound=msgspec.Struct)

ERASED_OPERATION = '{"erased":true}'
"""What stands for an operation on something that was erased, where the operation itself was kept before."""


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
