"""A directory of a PMTiles 3 archive, read with bounds: a few bytes can not unpack into gigabytes or millions of rows.

The form is that of the specification (PMTiles 3, §4): a gzipped run of varints, first the count of entries, then the
differences of their tile ids, their run lengths, lengths and offsets.
"""

import zlib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

MAX_PACKED: Final = 1024 * 1024
MAX_BYTES: Final = 1024 * 1024
MAX_ENTRIES: Final = 65_536
MAX_DEPTH: Final = 4
"""The root and three floors of leaves, as readers of the format allow."""
_MAX_SHIFT: Final = 56
"""A number of nine bytes has 63 bits: more is no offset in any file."""


class Entry(NamedTuple):
    """A run of tiles with the same bytes, or a leaf directory where ``run_length`` is 0."""

    tile_id: int
    offset: int
    length: int
    run_length: int


class Directory:
    """Entries in the order of their tile ids, as four plain lists."""

    def __init__(self, packed: bytes) -> None:
        """Raises ValueError or zlib.error where the bytes are no directory, or one beyond the bounds."""
        if len(packed) > MAX_PACKED:
            raise ValueError("a directory is too long")
        values = _varints(inflate(packed, MAX_BYTES, "a directory"))
        count = next(values)
        if not 0 < count <= MAX_ENTRIES:
            raise ValueError(f"a directory of {count} entries")
        rows = [[next(values) for _ in range(count)] for _ in range(4)]
        differences, self._runs, self._lengths, coded = rows
        self._ids: list[int] = []
        last = 0
        for difference in differences:
            last += difference
            self._ids.append(last)
        if any(later <= earlier for earlier, later in zip(self._ids, self._ids[1:], strict=False)):
            raise ValueError("a directory is out of order")
        self._offsets: list[int] = []
        for place, code in enumerate(coded):
            if code == 0 and place == 0:
                raise ValueError("a directory begins with an offset of nothing")
            self._offsets.append(code - 1 if code else self._offsets[-1] + self._lengths[place - 1])

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, place: int) -> Entry:
        return Entry(self._ids[place], self._offsets[place], self._lengths[place], self._runs[place])

    def find(self, tile_id: int) -> Entry | None:
        """The entry that holds a tile or leads to the leaf that may."""
        place = bisect_right(self._ids, tile_id) - 1
        if place < 0:
            return None
        found = self[place]
        return found if found.run_length == 0 or tile_id - found.tile_id < found.run_length else None


def inflate(packed: bytes, limit: int, what: str) -> bytes:
    """Unpacks gzip to at most ``limit`` bytes. Raises ValueError for more, or for an end that is missing."""
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    data = engine.decompress(packed, limit)
    if engine.unconsumed_tail:
        raise ValueError(f"{what} unpacks to more than {limit} bytes")
    if not engine.eof:
        raise ValueError(f"{what} is cut off")
    return data


def _varints(data: bytes) -> Iterator[int]:
    """The numbers one after another. Raises ValueError for one that is too large or cut off."""
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0
        elif shift > _MAX_SHIFT:
            raise ValueError("a directory holds a number that is too large")
    raise ValueError("a directory is cut off")
