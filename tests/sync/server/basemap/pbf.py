"""Writes small .osm.pbf files by hand: any order, any ids, any compression (OpenStreetMap wiki, "PBF Format")."""

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RAW, ZLIB, LZMA, LZ4, ZSTD = 1, 3, 4, 6, 7


@dataclass(frozen=True)
class Node:
    """A place, in degrees."""

    id: int
    lon: float
    lat: float
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """A line through nodes."""

    id: int
    refs: tuple[int, ...]
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """Ways with roles."""

    id: int
    members: tuple[tuple[int, str], ...]
    tags: dict[str, str] = field(default_factory=dict)


Element = Node | Way | Relation


def varint(value: int) -> bytes:
    value &= 2**64 - 1
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(tag: int, value: int) -> bytes:
    return varint(tag << 3) + varint(value)


def piece(tag: int, data: bytes) -> bytes:
    return varint(tag << 3 | 2) + varint(len(data)) + data


def zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def deltas(values: Sequence[int]) -> bytes:
    return b"".join(varint(zigzag(b - a)) for a, b in zip([0, *values], values, strict=False))


def block(*groups: Sequence[Element]) -> bytes:
    """A PrimitiveBlock with a group of one kind for each argument."""
    words: list[str] = [""]

    def word(text: str) -> int:
        if text not in words:
            words.append(text)
        return words.index(text)

    body = b"".join(piece(2, b"".join(_element(one, word) for one in group)) for group in groups)
    return piece(1, b"".join(piece(1, text.encode()) for text in words)) + body


def dense_block(nodes: Sequence[Node]) -> bytes:
    """A PrimitiveBlock of dense nodes without tags, as most programs write them."""
    dense = piece(1, deltas([node.id for node in nodes]))
    dense += piece(8, deltas([round(node.lat * 1e7) for node in nodes]))
    dense += piece(9, deltas([round(node.lon * 1e7) for node in nodes]))
    return piece(1, piece(1, b"")) + piece(2, piece(2, dense))


def _element(one: Element, index: Callable[[str], int]) -> bytes:
    keys = b"".join(varint(index(key)) for key in one.tags)
    values = b"".join(varint(index(value)) for value in one.tags.values())
    tags = piece(2, keys) + piece(3, values) if one.tags else b""
    match one:
        case Node(id=id_, lon=lon, lat=lat):
            at = number(8, zigzag(round(lat * 1e7))) + number(9, zigzag(round(lon * 1e7)))
            return piece(1, number(1, zigzag(id_)) + tags + at)
        case Way(id=id_, refs=refs):
            return piece(3, number(1, id_) + tags + piece(8, deltas(refs)))
        case Relation(id=id_, members=members):
            roles = b"".join(varint(index(role)) for _, role in members)
            ways = deltas([way for way, _ in members])
            return piece(
                4, number(1, id_) + tags + piece(8, roles) + piece(9, ways) + piece(10, b"\x01" * len(members))
            )


def blob(kind: str, data: bytes, compression: int = ZLIB) -> bytes:
    """A header with its blob. What is neither raw nor zlib is a mark with bytes that nobody unpacks."""
    packed = zlib.compress(data) if compression == ZLIB else data
    body = (b"" if compression == RAW else number(2, len(data))) + piece(compression, packed)
    header = piece(1, kind.encode()) + number(3, len(body))
    return struct.pack(">I", len(header)) + header + body


def write_pbf(path: Path, *blocks: bytes, compression: int = ZLIB) -> Path:
    """An extract of these blocks."""
    header = piece(4, b"OsmSchema-V0.6") + piece(16, b"by hand")
    rest = b"".join(blob("OSMData", one, compression) for one in blocks)
    path.write_bytes(blob("OSMHeader", header) + rest)
    return path
