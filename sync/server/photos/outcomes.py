"""What becomes of a photo on its way: how much of it there is, or why it is not taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why bytes are not taken or not given."""

    UNKNOWN = "unknown"
    TOO_LARGE = "too_large"
    MORE_THAN_ANNOUNCED = "more_than_announced"
    QUOTA = "quota"
    WRONG_OFFSET = "wrong_offset"
    WRONG_HASH = "wrong_hash"
    NO_PICTURE = "no_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"
    FULL = "full"
    BUSY = "busy"


WORDS: Final[dict[Reason, str]] = {
    Reason.UNKNOWN: "There is nothing here.",
    Reason.TOO_LARGE: "A photo has at most 25 MB.",
    Reason.MORE_THAN_ANNOUNCED: "This is more than was announced.",
    Reason.QUOTA: "This device has sent more photos than it may.",
    Reason.WRONG_OFFSET: "The photo goes on at another place.",
    Reason.WRONG_HASH: "The photo arrived damaged. It has to be sent again.",
    Reason.NO_PICTURE: "This file is no picture that can be shown. JPEG, PNG, WebP and HEIC are taken.",
    Reason.TOO_MANY_PIXELS: "The picture has more than 50 million pixels, or pretends to be small and is not.",
    Reason.DAMAGED: "The picture can not be opened: it is damaged.",
    Reason.BUSY: "The server is too busy to look at the photo now. It is kept; ask again later.",
    Reason.FULL: "The server has no room for photos at the moment. Nothing is lost.",
}
"""The sentence for people."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a photo the server has from this device; ``received == size`` means sealed."""

    received: int
    size: int


@dataclass(frozen=True, slots=True)
class Denied:
    """Nothing was taken or given. ``received`` says from where to go on, where another offset was expected."""

    reason: Reason
    received: int = 0
