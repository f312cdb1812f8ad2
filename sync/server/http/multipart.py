"""A form with files, as browsers send it (RFC 7578): read from bytes that are all here, and nothing of it believed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sync.server.ground.storable import is_storable
from sync.server.http.refusals import Refusal, invalid, too_large

TYPE: Final = "multipart/form-data"
_MOST_PARTS: Final = 100
_MOST_HEAD: Final = 4_096
_MOST_TEXT: Final = 128 * 1024
_BOUNDARY: Final = re.compile(r";\s*boundary=(?:\"([0-9A-Za-z'()+_,./:=? -]{1,70})\"|([0-9A-Za-z'+_./-]{1,70}))")
_NAMED: Final = re.compile(r"^content-disposition:\s*form-data\s*;(.*)$", re.IGNORECASE | re.MULTILINE)
_NAME: Final = re.compile(r"(?:^|[;\s])name=\"([^\"\r\n]*)\"")
_FILENAME: Final = re.compile(r"[;\s]filename\*?=")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was chosen for a field. What it was called is not taken."""

    field: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields by name, the last of each, and the files in their order."""

    fields: dict[str, str]
    files: tuple[File, ...]


def read_multipart(body: bytes, media_type: str) -> Sent:
    """What was sent. Refused where it is no such form or can not be stored."""
    found = _BOUNDARY.search(media_type)
    if found is None:
        raise _unreadable()
    fields: dict[str, str] = {}
    files: list[File] = []
    for head, data in _parts(body, b"--" + (found[1] or found[2]).encode("ascii")):
        name, is_file = _named(head)
        if not is_file:
            if len(data) > _MOST_TEXT:
                raise too_large(f"A field is larger than {_MOST_TEXT} bytes.")
            fields[name] = _text(data)
        elif data:  # a browser sends an empty one where none was chosen
            files.append(File(name, data))
    if not is_storable(fields):
        raise invalid("The form holds a character that can not be stored.")
    return Sent(fields, tuple(files))


def _parts(body: bytes, mark: bytes) -> Iterator[tuple[str, bytes]]:
    """Head and content of each part."""
    if not body.startswith(mark):
        raise _unreadable()
    begin = len(mark)
    for _ in range(_MOST_PARTS):
        if body[begin : begin + 2] == b"--":
            return
        head_end = body.find(b"\r\n\r\n", begin, begin + _MOST_HEAD)
        end = body.find(b"\r\n" + mark, head_end + 2)
        if body[begin : begin + 2] != b"\r\n" or head_end < 0 or end < 0:
            raise _unreadable()
        yield _text(body[begin + 2 : head_end]), body[head_end + 4 : max(end, head_end + 4)]
        begin = end + 2 + len(mark)
    raise _unreadable()


def _named(head: str) -> tuple[str, bool]:
    """The name of a part's field, and whether it is a file."""
    said = _NAMED.search(head)
    name = _NAME.search(said[1]) if said is not None else None
    if said is None or name is None:
        raise _unreadable()
    return name[1], _FILENAME.search(said[1]) is not None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _unreadable() from None


def _unreadable() -> Refusal:
    return invalid("The form can not be read.")
