"""Taking a photo on this device: looked at, then sealed, whatever it will belong to."""

from io import BytesIO
from pathlib import Path

from app.db.photos import MAX_BYTES, PhotoVault
from app.db.pictures import MAX_PIXELS, media_type, pixels
from app.outbox.domain import Code
from app.outbox.views import Refused
from app.photos.domain import TakenPhoto

_HEAD = 16


def take_photo(vault: PhotoVault, content: bytes | Path, media: str | None = None) -> TakenPhoto | Refused:
    """Seal a picture at once, so that it is safe whatever becomes of the file; refused if it is none or too large.

    Raises DiskFullError, OSError.
    """
    checked = _checked(content, media)
    if isinstance(checked, Refused):
        return checked
    try:
        sealed = vault.seal(content)
    except ValueError:  # it grew while it was read
        sealed = None
    if sealed is None:
        return Refused(Code.INVALID, {"field": "size"})
    return TakenPhoto(sealed.sha256, sealed.size, checked, content.name if isinstance(content, Path) else "")


def _checked(content: bytes | Path, media: str | None) -> str | Refused:
    """The picture's type by its first bytes, or why it is not taken: too large, no picture, too many pixels."""
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if not 0 < size <= MAX_BYTES:
        return Refused(Code.INVALID, {"field": "size"})
    with content.open("rb") if isinstance(content, Path) else BytesIO(content) as file:
        found = media_type(file.read(_HEAD))
        if found is None or (media is not None and media != found):
            return Refused(Code.INVALID, {"field": "media_type"})
        if (pixels(file, found) or 0) > MAX_PIXELS:
            return Refused(Code.INVALID, {"field": "pixels"})
    return found
