"""HTTP of photos."""

import re
from pathlib import Path

from app.tips.operations import FILERS
from sync.protocol.paths import FILES, OFFSET_TYPE, UPLOAD_LENGTH, UPLOAD_OFFSET, UPLOAD_SHA256
from sync.server.accounts.callers import KeyScope
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal, invalid, not_found
from sync.server.photos import uploads
from sync.server.photos.outcomes import WORDS, Denied, Progress, Reason
from sync.server.photos.service import open_photo

_SHA256 = re.compile(r"[0-9a-f]{64}")
_REFUSED: dict[Reason, tuple[int, str]] = {
    Reason.TOO_LARGE: (413, "too_large"),
    Reason.MORE_THAN_ANNOUNCED: (413, "too_large"),
    Reason.QUOTA: (403, "quota"),
    Reason.WRONG_OFFSET: (409, "wrong_offset"),
    Reason.WRONG_HASH: (422, "wrong_hash"),
    Reason.NO_PICTURE: (415, "not_an_image"),
    Reason.TOO_MANY_PIXELS: (422, "bad_image"),
    Reason.DAMAGED: (422, "bad_image"),
    Reason.FULL: (507, "full"),
    Reason.BUSY: (503, "busy"),
}
"""HTTP's status and the code for programs; what is unknown is answered as if nothing was there."""


def create(call: Call) -> Answer:
    """POST with length and hash → 201, or 200 where this person has sent it whole; the offset says from where to go on.

    A sealed original of somebody else's changes nothing of the answer.
    """
    sha256 = call.headers.get(UPLOAD_SHA256.lower(), "")
    if _SHA256.fullmatch(sha256) is None:
        raise invalid(f"{UPLOAD_SHA256} is the photo's SHA-256 in hexadecimal digits.")
    reached = _taken(uploads.begin(call.server, call.caller, sha256, _number(call, UPLOAD_LENGTH)))
    headers = {"location": f"{FILES}/{sha256}", **_offsets(reached)}
    return Answer(status=200 if reached.received == reached.size else 201, headers=headers)


def head(call: Call) -> Answer:
    """HEAD → how much of it there is."""
    reached = _taken(uploads.progress(call.server, call.caller, _address(call)))
    return Answer(headers=_offsets(reached))


def patch(call: Call) -> Answer:
    """PATCH a piece at its offset → 204 with the new offset."""
    if call.headers.get("content-type") != OFFSET_TYPE:
        raise Refusal(415, "unsupported_encoding", f"Send the piece as {OFFSET_TYPE}.")
    offset = _number(call, UPLOAD_OFFSET)
    reached = _taken(uploads.receive(call.server, call.caller, _address(call), offset, call.body))
    return Answer(status=204, headers=_offsets(reached))


def original(call: Call) -> Answer:
    """GET, with a Range if wanted → the sealed bytes, to who has the tip or the note."""
    found = open_photo(call.server, call.caller, _address(call))
    return _file(found.original if found else None, found.media_type if found else "")


def preview(call: Call) -> Answer:
    """GET → the preview without EXIF, to who has the tip or the note."""
    found = open_photo(call.server, call.caller, _address(call))
    return _file(found.preview if found else None, "image/jpeg")


def _taken(reached: Progress | Denied) -> Progress:
    match reached:
        case Progress():
            return reached
        case Denied(Reason.UNKNOWN):
            raise not_found()
        case Denied(Reason.WRONG_OFFSET as reason, received):
            raise Refusal(*_REFUSED[reason], WORDS[reason], headers={UPLOAD_OFFSET.lower(): str(received)})
        case Denied(reason):
            raise Refusal(*_REFUSED[reason], WORDS[reason])


def _file(path: Path | None, media_type: str) -> Answer:
    if path is None:
        raise not_found()
    return Answer(media_type=media_type, headers={"x-content-type-options": "nosniff"}, file=path)


def _address(call: Call) -> str:
    sha256 = call.path["sha256"]
    if _SHA256.fullmatch(sha256) is None:
        raise not_found()
    return sha256


def _number(call: Call, header: str) -> int:
    text = call.headers.get(header.lower(), "")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise invalid(f"{header} is a number of bytes.")
    return int(text)


def _offsets(reached: Progress) -> dict[str, str]:
    return {UPLOAD_OFFSET.lower(): str(reached.received), UPLOAD_LENGTH.lower(): str(reached.size)}


_READS = frozenset({KeyScope.READ_PHOTOS})
_ONE = FILES + "/{sha256}"
ROUTES: tuple[Route, ...] = (
    Route("POST", FILES, create, Entry.DEVICE, FILERS, SMALL, Rate.SYNC, statuses=(200, 201)),
    Route("HEAD", _ONE, head, Entry.DEVICE, FILERS, SMALL, Rate.SYNC),
    Route("PATCH", _ONE, patch, Entry.DEVICE, FILERS, uploads.MAX_PIECE, Rate.SYNC, statuses=(204,)),
    Route("GET", _ONE, original, Entry.TOKEN, FILERS, SMALL, Rate.SYNC, statuses=(200, 206), scopes=_READS),
    Route("GET", _ONE + "/preview", preview, Entry.TOKEN, FILERS, SMALL, Rate.SYNC, statuses=(200, 206), scopes=_READS),
)
