"""Reads stored documents of a kind; one that can not be read is left out and counted, and the others go on."""

import logging
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

log = logging.getLogger("okrskar.store")
Document = TypeVar("Document", bound=msgspec.Struct)


def readable(rows: Iterable[Any], kind: type[Document]) -> list[Document]:
    """The documents of the rows' ``doc`` that can be read, in their order; the log says how many can not."""
    return [one for _, one in _read(((None, row.doc) for row in rows), kind)]


def readable_by_id(rows: Iterable[Any], kind: type[Document]) -> dict[str, Document]:
    """The same by the rows' ``id``."""
    return {str(key): one for key, one in _read(((row.id, row.doc) for row in rows), kind)}


def only(doc: bytes | str | None, kind: type[Document]) -> Document | None:
    """The document, or None where there is none that can be read."""
    found = _read(((None, doc),) if doc is not None else (), kind)
    return found[0][1] if found else None


def _read(docs: Iterable[tuple[Any, bytes | str]], kind: type[Document]) -> list[tuple[Any, Document]]:
    found: list[tuple[Any, Document]] = []
    left_out = 0
    decode = msgspec.json.Decoder(kind).decode
    for key, doc in docs:
        try:
            found.append((key, decode(doc)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            left_out += 1
    if left_out:
        log.warning("%s documents of the kind %s can not be read and are left out", left_out, kind.__name__)
    return found
