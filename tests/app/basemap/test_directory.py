"""Directories of a map archive: read as the format says, and never beyond the bounds."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pmtiles.tile import Entry, serialize_directory

from app.basemap.directory import MAX_BYTES, MAX_ENTRIES, Directory


def varint(value: int) -> bytes:
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def packed(*values: int) -> bytes:
    return gzip.compress(b"".join(map(varint, values)), mtime=0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), st.integers(0, 900), st.integers(1, 900), st.integers(0, 5)), min_size=1))
def test_that_what_the_library_writes_is_read_as_it_was(rows: list[tuple[int, int, int, int]]) -> None:
    entries, last = [], 0
    for step, offset, length, run in rows:
        last += step + 5
        entries.append(Entry(last, offset, length, run))
    read = Directory(serialize_directory(entries))
    assert [read[place] for place in range(len(read))] == [
        (entry.tile_id, entry.offset, entry.length, entry.run_length) for entry in entries
    ]


def test_that_a_tile_is_found_within_its_run_and_a_leaf_for_all_that_follow() -> None:
    read = Directory(packed(2, 10, 10, 3, 0, 7, 8, 1, 100))
    assert (read.find(9), read.find(13)) == (None, None)
    assert read.find(12) == (10, 0, 7, 3)
    assert read.find(500) == (20, 99, 8, 0)


def test_that_52_kilobytes_of_directory_do_not_become_gigabytes() -> None:
    bomb = gzip.compress(varint(10_000_000) + b"\x01" * 53_000_000, 9)
    assert len(bomb) < 60_000
    tracemalloc.start()
    with pytest.raises(ValueError, match=f"unpacks to more than {MAX_BYTES} bytes"):
        Directory(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * MAX_BYTES


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed(0), "a directory of 0 entries"),
        (packed(MAX_ENTRIES + 1, *[1] * 9), "entries"),
        (packed(2, 5, 0, 1, 1, 1, 1, 1, 1), "out of order"),
        (packed(1, 5, 1, 1, 0), "an offset of nothing"),
        (packed(3, 5, 1), "is cut off"),
        (gzip.compress(b"\xff" * 20, mtime=0), "too large"),
        (packed(1, 5, 1, 1, 1)[:-9], "is cut off"),
        (b"\x1f\x8b" * 600_000, "is too long"),
    ],
)
def test_that_a_directory_that_is_none_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Directory(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_that_any_bytes_are_a_directory_or_refused(data: bytes) -> None:
    for form in (data, gzip.compress(data)):
        try:
            read = Directory(form)
        except (ValueError, zlib.error):
            continue
        assert 0 < len(read) <= MAX_ENTRIES
