"""What a person has begun to write and not recorded yet. It belongs to this device alone and is never sent."""

from typing import Any

import msgspec

from app.photos.domain import TakenPhoto
from app.values import Place

VERSION = 1
MAX_BYTES = 256 * 1024
"""The most that one draft may hold as JSON: many times what any sheet may record."""
MAX_DRAFTS = 300


class DraftKey(msgspec.Struct, frozen=True, order=True):
    """Where it is written: the feature, its sheet, and the id of what it is about (empty for the one patrol note)."""

    feature: str
    sheet: str
    target: str = ""


class Draft(msgspec.Struct, frozen=True):
    """One sheet as its author left it.

    ``id`` names this piece of writing, so that one that was recorded or discarded is not written again by a late job;
    ``edition`` counts its changes, so that an older one never lies over a newer. ``title`` is what it is about, kept
    for the day when that has left the device; ``base`` the target's version it was begun on. ``content`` is the
    sheet's whole state; fields that this version does not know are carried along.
    """

    key: DraftKey
    id: str
    author: str
    at: str
    edition: int = 1
    title: str = ""
    base: int | None = None
    version: int = VERSION
    content: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"Draft({self.key.feature}/{self.key.sheet}, edition {self.edition})"


class NotKept(msgspec.Struct, frozen=True):
    """The draft is too long to be kept, or there are too many of them: ``too_many`` says which."""

    too_many: bool = False


def text_of(content: dict[str, Any], name: str) -> str:
    """A text of a draft, whatever another version may have put there."""
    value = content.get(name, "")
    return value if isinstance(value, str) else ""


def place_of(content: dict[str, Any], name: str = "place") -> Place | None:
    """A place of a draft, None where there is none that can be read."""
    try:
        return msgspec.convert(content.get(name), Place | None)
    except msgspec.ValidationError:
        return None


def with_photo(photos: tuple[TakenPhoto, ...], taken: TakenPhoto) -> tuple[TakenPhoto, ...]:
    """The photos with one more, where it is not among them."""
    return photos if taken.sha256 in {photo.sha256 for photo in photos} else (*photos, taken)


def photos_of(content: dict[str, Any]) -> tuple[TakenPhoto, ...]:
    """The photos of a draft, without those that can not be read."""
    found = []
    listed = content.get("photos", [])
    for one in listed if isinstance(listed, list) else ():
        try:
            found.append(msgspec.convert(one, TakenPhoto))
        except msgspec.ValidationError:
            continue
    return tuple(found)
