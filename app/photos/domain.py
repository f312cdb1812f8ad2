"""A photo of a tip or of a patrol note."""

import msgspec

from app.values import Id, Instant, PictureSize, PictureType, Place, Sha256


class Photo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A photo of a tip or of a patrol note; its address is the SHA-256 of the original bytes."""

    id: Id
    by: Id
    at: Instant
    sha256: Sha256
    size: PictureSize
    media_type: PictureType
    tip_id: Id | None = None
    patrol_note_id: Id | None = None
    place: Place | None = None


class TakenPhoto(msgspec.Struct, frozen=True):
    """A photo sealed on this device and not recorded yet; ``name`` is that of the file it came from."""

    sha256: str
    size: int
    media_type: str
    name: str = ""
