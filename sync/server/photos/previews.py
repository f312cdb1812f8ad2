"""Previews without EXIF, made in a child process with limits: a picture is a program that others wrote."""

import os
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.values import Place
from sync.server.photos import preview_process

_SECONDS = 60
_AT_ONCE = threading.BoundedSemaphore(2)
"""So many pictures are decoded at a time by one server process; each may take 2 GiB."""
_PLACE = re.compile(rb"^" + preview_process.PLACE.encode() + rb" (-?\d{1,2}\.\d{6}) (-?\d{1,3}\.\d{6})$", re.MULTILINE)
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class ImageFault(StrEnum):
    """Why there is no preview. A picture that needs too much of the processor is ``DAMAGED``; ``TOO_SLOW`` says
    nothing of the picture, only that the machine did not come to it."""

    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True, slots=True)
class Preview:
    """A JPEG as large as was asked for, without EXIF; ``place`` is where the original says that it was taken."""

    jpeg: bytes
    place: Place | None = None


def sniffed(start: bytes) -> str | None:
    """The media type that the first bytes of a file say, or None if it is no picture we take."""
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC:
        return "image/heic"
    return None


def child() -> tuple[str, ...]:
    """The words that start the child. A frozen server has no Python to run a file: it starts itself with one word."""
    if getattr(sys, "frozen", False):
        return (sys.executable, preview_process.WORD)
    return (sys.executable, "-I", preview_process.__file__)


def make_preview(
    picture: Path | bytes, side: int = preview_process.LARGEST_SIDE, covers: str = ""
) -> Preview | ImageFault:
    """Decode the picture elsewhere, in a process that inherits nothing, and encode it anew, of at most ``side``
    pixels, with what ``covers`` says painted over there (``covers.written``)."""
    named, sent = (str(picture.resolve()), b"") if isinstance(picture, Path) else (preview_process.SENT, picture)
    try:
        with _AT_ONCE:
            done = subprocess.run(
                [*child(), named, str(side), covers],
                input=sent,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env=environment(),
            )
    except subprocess.TimeoutExpired:
        return ImageFault.TOO_SLOW
    if done.returncode == preview_process.TOO_MANY_PIXELS:
        return ImageFault.TOO_MANY_PIXELS
    if done.returncode != 0 or not done.stdout.startswith(b"\xff\xd8\xff"):
        return ImageFault.DAMAGED
    said = _PLACE.search(done.stderr)
    return Preview(done.stdout, Place(float(said[1]), float(said[2])) if said is not None else None)


def environment() -> dict[str, str]:
    """What the child inherits: nothing, but for the one name without which Windows starts no process."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
