"""How bodies are packed on the wire: zstandard, and gzip for who lacks it. Unpacked never beyond what is allowed."""

import zlib
from typing import Final

import zstandard

from sync.protocol.messages import MAX_RATIO

ZSTD: Final = "zstd"
GZIP: Final = "gzip"
ACCEPTED: Final = f"{ZSTD}, {GZIP}"
"""What both ends say that they can read."""
_ZSTD_LEVEL = 3
_GZIP_LEVEL = 6
_WIDEST_WINDOW = 8 * 1024 * 1024
"""Bytes that a frame may make its reader look back (RFC 8878 §3.1.1.1.2 asks every reader for that much)."""
_SMALL = 64 * 1024


class DamagedError(Exception):
    """What came is no whole body in the packing that it names."""


class TooLargeError(Exception):
    """What came would grow beyond what is allowed."""


def chosen(accepted: str) -> str:
    """The best packing among those of an ``Accept-Encoding``; none where it names neither (RFC 9110 §12.5.3)."""
    weighed = (part.partition(";") for part in accepted.lower().split(","))
    named = {name.strip() for name, _, weight in weighed if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00")}
    return ZSTD if ZSTD in named else GZIP if GZIP in named else ""


def packed(data: bytes, packing: str) -> bytes:
    """The bytes in one frame that says how long they are."""
    if packing == ZSTD:
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compress(data)
    deflater = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    return deflater.compress(data) + deflater.flush()


def unpacked(data: bytes, packing: str, limit: int) -> bytes:
    """The plain bytes of one whole frame, at most ``limit``: no more memory is ever taken for them.

    Raises:
        DamagedError: if the frame is cut, followed by anything, or none.
        TooLargeError: if it holds more, whatever it says of itself.
    """
    return _unzstd(data, limit) if packing == ZSTD else _gunzip(data, limit)


def fair_limit(size: int, limit: int) -> int:
    """What a body of that size may grow to, where who sends it is not trusted: ``limit``, and ``MAX_RATIO`` times."""
    return min(limit, max(_SMALL, size * MAX_RATIO))


def _gunzip(data: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        plain = inflater.decompress(data, limit + 1)
    except zlib.error as error:
        raise DamagedError(str(error)) from None
    if len(plain) > limit:
        raise TooLargeError
    if not inflater.eof or inflater.unused_data:
        raise DamagedError("cut")
    return plain


def _unzstd(data: bytes, limit: int) -> bytes:
    """A frame's own word decides how much memory is taken, so it is read first; one that says nothing is refused."""
    try:
        said = zstandard.get_frame_parameters(data).content_size
        if said == zstandard.CONTENTSIZE_UNKNOWN:
            raise DamagedError("a frame has to say how long it is")
        if said > limit:
            raise TooLargeError
        reader = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
        return reader.decompress(data, max_output_size=limit, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise DamagedError(str(error)) from None
