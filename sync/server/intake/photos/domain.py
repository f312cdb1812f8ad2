"""What a resident's photo is on its way, and why one is not taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.values import Place

MOST_PHOTOS: Final = 5
"""Photos of one tip."""


class Trouble(StrEnum):
    """Why a photo is not taken."""

    TOO_LARGE = "too_large"
    NO_PICTURE = "no_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    BUSY = "busy"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Held:
    """A photo that is kept for a form. ``place`` is where its EXIF says that it was taken; ``size`` in bytes."""

    id: str
    size: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A photo to be kept: its bytes as they were sent, and encoded anew; ``bag`` and ``address`` tell nothing."""

    id: str
    bag: str
    data: bytes
    shown: bytes
    media_type: str
    place: Place | None
    at: str
    address: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """Bytes of photos that came from an address since a moment, and that are here in all."""

    of_address: int
    in_all: int


@dataclass(frozen=True, slots=True)
class Clean:
    """A photo encoded anew by the server that gives it on."""

    id: str
    jpeg: bytes
