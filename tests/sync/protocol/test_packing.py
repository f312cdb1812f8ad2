"""Packing and unpacking: what comes back is what went in, and nothing grows beyond what is allowed."""

import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import zstandard

from sync.protocol.messages import MAX_RATIO
from sync.protocol.packing import GZIP, ZSTD, DamagedError, TooLargeError, chosen, fair_limit, packed, unpacked

TEXT = "".join(f"Podnět {number}; " for number in range(3_000)).encode()


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
@pytest.mark.parametrize("data", [b"", b"x", TEXT])
def test_that_what_is_packed_comes_back(packing: str, data: bytes) -> None:
    assert unpacked(packed(data, packing), packing, len(data) or 1) == data


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_one_byte_more_than_allowed_is_too_much(packing: str) -> None:
    with pytest.raises(TooLargeError):
        unpacked(packed(TEXT, packing), packing, len(TEXT) - 1)


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
@pytest.mark.parametrize("spoil", [lambda whole: whole[:-1], lambda whole: whole + b"x", lambda whole: whole + whole])
def test_that_a_frame_cut_or_followed_is_damaged(packing: str, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DamagedError):
        unpacked(spoil(packed(TEXT, packing)), packing, 2 * len(TEXT))


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_a_changed_byte_is_damage(packing: str) -> None:
    whole = bytearray(packed(TEXT, packing))
    whole[len(whole) // 2] ^= 0x55
    with pytest.raises((DamagedError, TooLargeError)):
        unpacked(bytes(whole), packing, len(TEXT))


def test_that_a_frame_that_hides_its_length_is_refused() -> None:
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(b"a" * 10_000_000)
    with pytest.raises(DamagedError):
        unpacked(silent, ZSTD, 1_000)


def test_that_a_frame_that_lies_about_its_length_is_damaged() -> None:
    honest = bytearray(zstandard.ZstdCompressor().compress(b"abcde" * 500))
    honest[5:7] = (10).to_bytes(2, "little")
    with pytest.raises(DamagedError):
        unpacked(bytes(honest), ZSTD, 1_000_000)


def _bomb(packing: str, millions: int = 600) -> bytes:
    """Many millions of nothing, made piece by piece."""
    if packing == ZSTD:
        packer: Any = zstandard.ZstdCompressor().compressobj(size=millions * 1_000_000)
    else:
        packer = zlib.compressobj(9, wbits=31)
    pieces = [packer.compress(bytes(1_000_000)) for _ in range(millions)]
    return b"".join([*pieces, packer.flush()])


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_a_bomb_takes_no_memory(packing: str) -> None:
    bomb = _bomb(packing)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            unpacked(bomb, packing, 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_that_who_is_not_trusted_may_grow_by_a_ratio() -> None:
    assert fair_limit(1_000, 10**9) == 1_000 * MAX_RATIO
    assert fair_limit(10, 10**9) == 64 * 1024
    assert fair_limit(10**6, 500_000) == 500_000


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [("zstd, gzip", ZSTD), ("gzip, deflate, br, zstd", ZSTD), ("gzip", GZIP), ("GZIP;q=0.5", GZIP), ("", ""),
     ("br", ""), ("zstd;q=0, gzip", GZIP), ("zstd; q=0.0", ""), ("gzip;q=0", ""), ("zstdx", "")],
)  # fmt: skip
def test_that_the_best_packing_is_chosen_that_is_accepted(accepted: str, packing: str) -> None:
    assert chosen(accepted) == packing
