"""Puts the blocks of an .osm.pbf in the order that GDAL needs: all nodes, then all ways, then all relations.

GDAL reads a file once from its beginning, so that a relation before its ways is lost without a word. So are nodes whose
ids do not rise, where its quick index is used and does not notice. The form is the OpenStreetMap wiki's "PBF Format";
the fields of a group are 1 node, 2 dense nodes, 3 way, 4 relation.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

_LENGTH: Final = struct.Struct(">I")
_MAX_BLOCK: Final = 32 * 1024 * 1024
_GROUP: Final = 2
_RAW, _SIZE, _ZLIB = 1, 2, 3
_DENSE: Final = 2
_RANKS: Final = {1: 0, 2: 0, 3: 1, 4: 2}
_DATA: Final = b"OSMData"
_FIRST: Final = b"\n\tOSMHeader"


class DamagedBlock(ValueError):
    """A block can not be taken apart; ``args[0]`` says where it begins, in bytes."""

    def words(self, size: int) -> str:
        """What is wrong with a file of so many bytes."""
        return f"it is broken off or damaged at byte {self} of {size}"


@dataclass(frozen=True, slots=True)
class Ordered:
    """A file in the right order of kinds, and whether the ids of its nodes rise from above zero."""

    path: Path
    rising: bool


@dataclass(frozen=True, slots=True)
class _Blob:
    at: int
    whole: bytes
    kind: bytes
    body: bytes


def in_order(path: Path, scratch: Path) -> Ordered:
    """The file itself where its order is right, else a copy in the folder ``scratch``. Raises DamagedBlock, OSError."""
    if not _is_pbf(path):
        return Ordered(path, rising=True)
    highest, last, is_wrong, rising = 0, 0, False, True
    for blob in _blobs(path):
        try:
            for part, content in _elements(blob):
                rank = _RANKS[part]
                is_wrong = is_wrong or rank < highest
                highest = max(highest, rank)
                if rank == 0 and rising:
                    ids = _ids(part, content)
                    rising = not ids.size or (int(ids[0]) > last and bool((np.diff(ids) > 0).all()))
                    last = int(ids[-1]) if ids.size else last
        except (IndexError, ValueError, zlib.error):
            raise DamagedBlock(blob.at) from None
    return Ordered(_rewritten(path, scratch / "in-order.osm.pbf") if is_wrong else path, rising)


def _is_pbf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_LENGTH.size + len(_FIRST))[_LENGTH.size :] == _FIRST


def _rewritten(path: Path, target: Path) -> Path:
    with target.open("wb") as file:
        for blob in _blobs(path):
            if blob.kind != _DATA:
                file.write(blob.whole)
                break
        for rank in sorted(set(_RANKS.values())):
            for blob in _blobs(path):
                ranks = _ranks(blob)
                if ranks == {rank}:
                    file.write(blob.whole)
                elif rank in ranks:
                    file.write(_only(blob, rank))
    return target


def _only(blob: _Blob, rank: int) -> bytes:
    """The block with its groups of one rank, packed anew."""
    kept = bytearray()
    block = _unpacked(blob)
    for tag, field, content in _fields(block):
        if tag == _GROUP:
            group = b"".join(one for part, one, _ in _fields(content) if _RANKS.get(part) == rank)
            field = _piece(_GROUP, group) if group else b""  # noqa: PLW2901 - the group in its own place
        kept += field
    body = _number(_SIZE, len(kept)) + _piece(_ZLIB, zlib.compress(bytes(kept)))
    header = _piece(1, _DATA) + _number(3, len(body))
    return _LENGTH.pack(len(header)) + header + body


def _elements(blob: _Blob) -> Iterator[tuple[int, bytes]]:
    """Field and content of all nodes, dense nodes, ways and relations of a block."""
    if blob.kind != _DATA:
        return
    for tag, _, group in _fields(_unpacked(blob)):
        if tag == _GROUP:
            yield from ((part, content) for part, _, content in _fields(group) if part in _RANKS)


def _ranks(blob: _Blob) -> set[int]:
    return {_RANKS[part] for part, _ in _elements(blob)}


def _ids(part: int, content: bytes) -> NDArray[np.int64]:
    """The ids of a node or of dense nodes."""
    for tag, field, packed in _fields(content):
        if tag == 1:
            ids = _zigzag(packed if part == _DENSE else field[1:])
            return np.cumsum(ids) if part == _DENSE else ids
    return np.zeros(0, dtype=np.int64)


def _zigzag(packed: bytes) -> NDArray[np.int64]:
    """Numbers with a sign, one after the other."""
    signs = np.frombuffer(packed, dtype=np.uint8)
    ends = np.flatnonzero(signs < 0x80)
    if not ends.size or ends[-1] != signs.size - 1:
        raise ValueError("a number is cut off")
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts + 1
    if int(lengths.max()) > 10:
        raise ValueError("a number of more than ten bytes")
    values = np.zeros(ends.size, dtype=np.uint64)
    for place in range(int(lengths.max())):
        there = lengths > place
        values[there] |= (signs[starts[there] + place] & np.uint8(0x7F)).astype(np.uint64) << np.uint64(7 * place)
    return (values >> np.uint64(1)).astype(np.int64) ^ -(values & np.uint64(1)).astype(np.int64)


def _blobs(path: Path) -> Iterator[_Blob]:
    with path.open("rb") as file:
        at = 0
        while head := file.read(_LENGTH.size):
            try:
                yield _blob(file, at, head)
            except (struct.error, IndexError, ValueError):
                raise DamagedBlock(at) from None
            at = file.tell()


def _blob(file: BinaryIO, at: int, head: bytes) -> _Blob:
    (length,) = _LENGTH.unpack(head)
    if length > _MAX_BLOCK:
        raise ValueError(length)
    header = file.read(length)
    fields = {tag: (field, content) for tag, field, content in _fields(header)}
    size, _ = _varint(fields[3][0], 1) if 3 in fields else (-1, 0)
    if not 0 < size <= _MAX_BLOCK:
        raise ValueError(size)
    body = file.read(size)
    return _Blob(at, head + header + body, fields[1][1] if 1 in fields else b"", body)


def _unpacked(blob: _Blob) -> bytes:
    for tag, _, content in _fields(blob.body):
        if tag == _RAW:
            return content
        if tag == _ZLIB:
            unpacker = zlib.decompressobj()
            block = unpacker.decompress(content, _MAX_BLOCK)
            if unpacker.unconsumed_tail or not unpacker.eof:
                raise ValueError("larger than a block may be, or cut off")
            return block
    return b""


def _fields(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, bytes and content of each field of a protobuf message; a number's content is empty."""
    at = 0
    while at < len(data):
        start = at
        key, at = _varint(data, at)
        value, at = _varint(data, at)
        content = b""
        if key & 7 == 2:
            content = data[at : at + value]
            at += value
        elif key & 7 != 0:
            raise ValueError(f"wire type {key & 7}")
        if at > len(data):
            raise ValueError("a field is longer than its message")
        yield key >> 3, data[start:at], content


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("a number of more than ten bytes")


def _number(tag: int, value: int) -> bytes:
    return _put(tag << 3) + _put(value)


def _piece(tag: int, data: bytes) -> bytes:
    return _put(tag << 3 | 2) + _put(len(data)) + data


def _put(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
