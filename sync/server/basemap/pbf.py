"""The outer form of an .osm.pbf: a run of headers with blobs. Walked once, so that what can not be read is named.

GDAL unpacks zlib only and passes over the rest without a word. The form is the OpenStreetMap wiki's "PBF Format".
"""

import mmap
import struct
from pathlib import Path
from typing import Final

_LENGTH: Final = struct.Struct(">I")
_MAX_HEADER: Final = 64 * 1024
_MAX_BLOB: Final = 32 * 1024 * 1024
_FIRST: Final = b"\n\tOSMHeader"
_FORMS: Final = {4: "LZMA", 5: "bzip2", 6: "LZ4", 7: "Zstandard"}


def fault(path: Path) -> str:
    """Why GDAL could not read this file, in words; empty for one that it can, or that is no .osm.pbf at all.

    Raises OSError.
    """
    if path.stat().st_size < _LENGTH.size + len(_FIRST):
        return ""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[_LENGTH.size : _LENGTH.size + len(_FIRST)] != _FIRST:
            return ""
        return _walk(data)


def _walk(data: mmap.mmap) -> str:
    at = 0
    while at < len(data):
        try:
            (length,) = _LENGTH.unpack_from(data, at)
            size = _fields(data, at + _LENGTH.size, length).get(3, 0) if length <= _MAX_HEADER else -1
            start = at + _LENGTH.size + length
            if not 0 < size <= _MAX_BLOB or start + size > len(data):
                return f"it is broken off or damaged at byte {at} of {len(data)}"
            forms = [name for tag, name in _FORMS.items() if tag in _fields(data, start, size)]
        except (struct.error, IndexError, ValueError):
            return f"it is broken off or damaged at byte {at} of {len(data)}"
        if forms:
            return (
                f"its blocks are compressed with {forms[0]}, which can not be read here; "
                "osmium cat FILE -f pbf,pbf_compression=zlib -o NEW.osm.pbf writes one that can"
            )
        at = start + size
    return ""


def _fields(data: mmap.mmap, start: int, length: int) -> dict[int, int]:
    """The fields of a protobuf message: the value of a number, the length of what is bytes."""
    at, end = start, start + length
    found: dict[int, int] = {}
    while at < end:
        key, at = _varint(data, at)
        value, at = _varint(data, at)
        if key & 7 == 2:
            at += value
        elif key & 7 != 0:
            raise ValueError(f"wire type {key & 7}")
        found[key >> 3] = value
    if at != end:
        raise ValueError("a field is longer than its message")
    return found


def _varint(data: mmap.mmap, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("a number of more than ten bytes")
