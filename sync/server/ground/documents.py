"""Rows as the JSON text that the feed keeps: rendered once when written, joined as text when pulled."""

import re
from functools import cache
from typing import TypeVar

import msgspec

from app.instants import impossible
from app.outbox.domain import Verdict

Document = TypeVar("Document", bound=msgspec.Struct)

ERASED_OPERATION = '{"erased":true}'
"""What stands for an operation on something that was erased, where the operation itself was kept before."""

_AN_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ESCAPED = re.compile(r"\\+u00([0-7][0-9a-fA-F])")


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


def ids_in(text: str) -> set[str]:
    """All that looks like one of our ids in a text, in whatever way JSON, or JSON in JSON, lets one write it."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return {found.lower() for found in _AN_ID.findall(plain)}


def verdict_without_state(text: str) -> str:
    """A stored verdict that no longer says what stood, which may be words of what was erased since."""
    return msgspec.json.encode(msgspec.structs.replace(parse(text, Verdict), now={})).decode()


@cache
def _decoder(kind: type[Document]) -> msgspec.json.Decoder[Document]:
    return msgspec.json.Decoder(kind)
