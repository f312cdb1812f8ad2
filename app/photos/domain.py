"""A photo of a tip or of a patrol note."""

from typing import Annotated

import msgspec
from msgspec import Meta

from app.values import Id, Instant, Place, Sha256


class Photo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A photo of a tip or of a patrol note; its address is the SHA-256 of the original bytes."""

    id: Id
    by: Id
    at: Instant
    sha256: Sha256
    size: Annotated[int, Meta(ge=1, le=25 * 1024 * 1024)]
    media_type: Annotated[str, Meta(pattern=r"^image/(jpeg|png|webp|heic)$")]
    tip_id: Id | None = None
    patrol_note_id: Id | None = None
    place: Place | None = None
