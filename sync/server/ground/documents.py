"""Rows as the JSON text that the feed keeps: rendered once when written, joined as text when pulled."""

from typing import TypeVar

import msgspec

Document = TypeVar("Document", bound=msgspec.Struct)

ERASED_OPERATION = '{"erased":true}'
"""What stands for an operation on something that was erased, where the operation itself was kept before."""


def render(value: msgspec.Struct) -> str:
    """The JSON text of a row."""
    return msgspec.json.encode(value).decode()


def parse(text: str, kind: type[Document]) -> Document:
    """The row of a stored JSON text."""
    return msgspec.json.decode(text, type=kind)
