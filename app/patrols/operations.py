"""The changes a person can make on patrol. They only ever add, so they can not conflict."""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from app.accounts.domain import Outsider, Role
from app.values import Id, PictureSize, PictureType, Place, Sha256, ShortText

WALKERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN})


class PatrolNoteAdd(msgspec.Struct, frozen=True, omit_defaults=True):
    """Write a patrol note (target = the note's id) in a district, with a place where there is one."""

    KIND: ClassVar[str] = "patrol.note"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = WALKERS
    ADDITIVE: ClassVar[bool] = True
    WORDS: ClassVar[str] = "text"

    district_id: ShortText
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    place: Place | None = None
    tag: ShortText = ""


class PatrolPhotoAdd(msgspec.Struct, frozen=True, omit_defaults=True):
    """Add a photo to a patrol note (target): its address, size and type; the bytes follow on their own."""

    KIND: ClassVar[str] = "patrol.photo"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = WALKERS
    ADDITIVE: ClassVar[bool] = True

    photo_id: Id
    sha256: Sha256
    size: PictureSize
    media_type: PictureType


class PatrolStart(msgspec.Struct, frozen=True, omit_defaults=True):
    """Start a patrol (target = its id) in a district. Never silent: an officer's own tap."""

    KIND: ClassVar[str] = "patrol.start"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = WALKERS
    ADDITIVE: ClassVar[bool] = True

    district_id: ShortText


class PatrolEnd(msgspec.Struct, frozen=True, omit_defaults=True):
    """End a patrol (target = its id)."""

    KIND: ClassVar[str] = "patrol.end"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = WALKERS
    ADDITIVE: ClassVar[bool] = True


PatrolOperation = PatrolNoteAdd | PatrolPhotoAdd | PatrolStart | PatrolEnd
OPERATIONS: tuple[type[PatrolOperation], ...] = (PatrolNoteAdd, PatrolPhotoAdd, PatrolStart, PatrolEnd)
UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
