"""What a picture is and how large it says it is: read from the first bytes of its file, without decoding anything.

JPEG, PNG and WebP; of anything else, and of what is not as the format says, nothing is known. Reads some bytes at a
few hundred places at most, however large the file is.
"""

from typing import BinaryIO

MAX_PIXELS = 50_000_000
"""A picture with more is refused by the server: decoding it there would need too much memory."""
_MOST_SEGMENTS = 500
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels(file: BinaryIO, media_type: str) -> int | None:
    """The number of pixels that the picture says it has, None if that can not be read."""
    file.seek(0)
    match media_type:
        case "image/jpeg":
            size = _jpeg(file)
        case "image/png":
            size = _png(file)
        case "image/webp":
            size = _webp(file)
        case _:
            size = None
    return size[0] * size[1] if size is not None and all(size) else None


def _jpeg(file: BinaryIO) -> tuple[int, int] | None:
    """The size of the first frame; segments before it (EXIF with its small picture, colours) are skipped whole."""
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        mark = file.read(2)
        if len(mark) < 2 or mark[0] != 0xFF:
            return None
        if mark[1] == 0xFF:
            file.seek(-1, 1)  # a filling byte before the marker
            continue
        if mark[1] in _STANDALONE:
            continue
        segment = file.read(7)
        length = int.from_bytes(segment[:2], "big")
        if len(segment) < 7 or length < 2:
            return None
        if mark[1] in _FRAMES:
            return int.from_bytes(segment[5:7], "big"), int.from_bytes(segment[3:5], "big")
        file.seek(length - len(segment), 1)
    return None


def _png(file: BinaryIO) -> tuple[int, int] | None:
    head = file.read(24)
    if len(head) < 24 or head[12:16] != b"IHDR":
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _webp(file: BinaryIO) -> tuple[int, int] | None:
    """The size of the canvas, or of the only picture, lossy (VP8) or not (VP8L)."""
    head = file.read(30)
    if len(head) < 30:
        return None
    kind, data = head[12:16], head[20:]
    if kind == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if kind == b"VP8L" and data[0] == 0x2F:
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF
    return None


def media_type(head: bytes) -> str | None:
    """The type of a picture by its first 12 bytes, or None for anything that is not taken."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heif"):
        return "image/heic"
    return None
