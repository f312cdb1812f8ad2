"""HTTP of photos and of the basemap's file."""

import re
from pathlib import Path

import sqlalchemy as sa

from app.tips.operations import FILERS
from sync.protocol.paths import BASEMAP, FILES, OFFSET_TYPE, UPLOAD_LENGTH, UPLOAD_OFFSET, UPLOAD_SHA256
from sync.server import schema
from sync.server.ground.denials import Denial
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal, invalid, not_found, refusal_of
from sync.server.photos import uploads

_SHA256 = re.compile(r"[0-9a-f]{64}")


def create(call: Call) -> Answer:
    """POST with length and hash → 201, or 200 where it is whole already; the offset says from where to go on."""
    sha256 = call.headers.get(UPLOAD_SHA256.lower(), "")
    if _SHA256.fullmatch(sha256) is None:
        raise invalid(f"{UPLOAD_SHA256} is the photo's SHA-256 in hexadecimal digits.")
    reached = uploads.begin(call.server, call.caller, sha256, _number(call, UPLOAD_LENGTH))
    headers = {"location": f"/api/v1/files/{sha256}", **_offsets(reached)}
    return Answer(status=200 if reached.received == reached.size else 201, headers=headers)


def head(call: Call) -> Answer:
    """HEAD → how much of it there is."""
    reached = uploads.progress(call.server, call.caller, _address(call))
    return Answer(headers=_offsets(reached))


def patch(call: Call) -> Answer:
    """PATCH a piece at its offset → 204 with the new offset."""
    if call.headers.get("content-type") != OFFSET_TYPE:
        raise Refusal(415, "unsupported_encoding", f"Send the piece as {OFFSET_TYPE}.")
    try:
        reached = uploads.receive(call.server, call.caller, _address(call), _number(call, UPLOAD_OFFSET), call.body)
    except Denial as denial:
        refusal = refusal_of(denial)
        if "offset" in denial.detail:
            refusal.headers = {UPLOAD_OFFSET.lower(): str(denial.detail["offset"])}
        raise refusal from None
    return Answer(status=204, headers=_offsets(reached))


def original(call: Call) -> Answer:
    """GET, with a Range if wanted → the sealed bytes, to who has the tip or the note."""
    sha256 = _address(call)
    if not uploads.may_see(call.server, call.caller, sha256):
        raise not_found()
    with call.server.database.read() as connection:
        column = schema.original.c
        media_type = connection.execute(sa.select(column.media_type).where(column.sha256 == sha256)).scalar()
    return _file(call.server.photos.original(sha256) if media_type else None, media_type or "")


def preview(call: Call) -> Answer:
    """GET → the preview without EXIF, to who has the tip or the note."""
    sha256 = _address(call)
    if not uploads.may_see(call.server, call.caller, sha256):
        raise not_found()
    return _file(call.server.photos.preview(sha256), "image/jpeg")


def basemap(call: Call) -> Answer:
    """GET, with a Range if wanted → the basemap's file."""
    path = call.server.settings.files / "basemap" / _address(call)
    return _file(path if path.is_file() else None, "application/octet-stream")


def _file(path: Path | None, media_type: str) -> Answer:
    if path is None:
        raise not_found()
    return Answer(media_type=media_type, file=path)


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


def _offsets(reached: uploads.Progress) -> dict[str, str]:
    return {UPLOAD_OFFSET.lower(): str(reached.received), UPLOAD_LENGTH.lower(): str(reached.size)}


_ONE = FILES + "/{sha256}"
ROUTES = (
    Route("POST", FILES, create, Entry.DEVICE, FILERS, SMALL, Rate.SYNC, statuses=(200, 201)),
    Route("HEAD", _ONE, head, Entry.DEVICE, FILERS, SMALL, Rate.SYNC),
    Route("PATCH", _ONE, patch, Entry.DEVICE, FILERS, uploads.MAX_PIECE, Rate.SYNC, statuses=(204,)),
    Route("GET", _ONE, original, Entry.TOKEN, FILERS, SMALL, Rate.SYNC, statuses=(200, 206)),
    Route("GET", _ONE + "/preview", preview, Entry.TOKEN, FILERS, SMALL, Rate.SYNC, statuses=(200, 206)),
    Route("GET", BASEMAP + "/{sha256}", basemap, Entry.TOKEN, EVERYONE, SMALL, Rate.SYNC, statuses=(200, 206)),
)
