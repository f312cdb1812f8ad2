"""What leaves the device in a file can be read by the station alone, and by it only whole."""

import io
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.outbox.sealing import MAGIC, PIECE, DamagedError, NotForUsError, SealedWriter, open_sealed

STATION = X25519PrivateKey.from_private_bytes(bytes(range(32)))


def _seal(*parts: bytes) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, STATION.public_key().public_bytes_raw())
    for part in parts:
        writer.write(part)
    writer.finish()
    return file.getvalue()


def _open(data: bytes, key: X25519PrivateKey = STATION) -> bytes:
    return open_sealed(io.BytesIO(data), key.private_bytes_raw()).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_that_the_station_reads_what_was_written(size: int) -> None:
    content = secrets.token_bytes(size)
    assert _open(_seal(content[: size // 3], content[size // 3 :])) == content


def test_that_it_can_be_read_from_the_beginning_again() -> None:
    lines = [b"%d\n" % number for number in range(40_000)]
    opened = open_sealed(io.BytesIO(_seal(*lines)), STATION.private_bytes_raw())
    assert opened.readlines() == lines
    opened.seek(0)
    assert opened.readline() == b"0\n"


def test_that_nobody_else_reads_it() -> None:
    sealed = _seal(b"Novakova, 602 123 456" * 100)
    assert b"Novakova" not in sealed
    with pytest.raises(NotForUsError):
        _open(sealed, X25519PrivateKey.generate())


@pytest.mark.parametrize("data", [b"", MAGIC, MAGIC + bytes(80), b'{"line":"header"}\n'])
def test_that_another_file_is_said_to_be_another(data: bytes) -> None:
    with pytest.raises(NotForUsError):
        _open(data)


@given(place=st.integers(0, 3 * PIECE + 200), flipped=st.integers(1, 255))
def test_that_one_changed_byte_is_found(place: int, flipped: int) -> None:
    sealed = bytearray(_SEALED)
    sealed[place % len(sealed)] ^= flipped
    with pytest.raises((DamagedError, NotForUsError)):
        _open(bytes(sealed))


@given(kept=st.integers(0, 3 * PIECE + 200))
def test_that_a_file_cut_off_anywhere_is_not_taken(kept: int) -> None:
    with pytest.raises((DamagedError, NotForUsError)):
        _open(_SEALED[: kept % len(_SEALED)])


def test_that_pieces_left_out_or_exchanged_are_found() -> None:
    start, piece = len(MAGIC) + 80, PIECE + 16
    first, second = _SEALED[start : start + piece], _SEALED[start + piece : start + 2 * piece]
    rest = _SEALED[start + 2 * piece :]
    for wrong in (second + first + rest, second + rest, first + rest, first + second, first + first + rest):
        with pytest.raises(DamagedError):
            _open(_SEALED[:start] + wrong)


_SEALED = _seal(bytes(2 * PIECE + 100))
