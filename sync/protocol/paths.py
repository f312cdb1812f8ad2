"""Where the device finds what at the server, and the few headers beyond HTTP's own that both sides read."""

from typing import Final

ENROL: Final = "/api/v1/enrol"
"""POST EnrolRequest → EnrolResponse. No token."""
CHALLENGE: Final = "/api/v1/challenge"
"""POST ChallengeRequest → ChallengeResponse. No token."""
TOKEN: Final = "/api/v1/token"  # noqa: S105 - a path
"""POST TokenRequest → TokenResponse. No token."""
PUSH: Final = "/api/v1/push"
"""POST PushRequest → PushResponse."""
PULL: Final = "/api/v1/pull"
"""POST PullRequest → PullResponse."""
SEARCH: Final = "/api/v1/search"
"""POST SearchRequest → SearchResponse."""
TIPS: Final = "/api/v1/tips"
"""``TIPS/<id>/story``: GET → TipStory."""
FILES: Final = "/api/v1/files"
"""POST with UPLOAD_LENGTH, UPLOAD_SHA256 and UPLOAD_TYPE → 201 (or 200 where it is whole already).

``FILES/<sha256>``: HEAD → UPLOAD_OFFSET and UPLOAD_LENGTH; PATCH at UPLOAD_OFFSET → 204 with the new offset, 409 where
the offset differs, 422 where the whole does not hash to its address; GET, with a Range, → the bytes.
"""
BASEMAP: Final = "/api/v1/basemap"
"""``BASEMAP/<sha256>``: GET, with a Range, → the bytes of the basemap."""

UPLOAD_LENGTH: Final = "Upload-Length"
UPLOAD_OFFSET: Final = "Upload-Offset"
UPLOAD_SHA256: Final = "Upload-Sha256"
UPLOAD_TYPE: Final = "Upload-Type"
OFFSET_TYPE: Final = "application/offset+octet-stream"
"""The content type of a PATCH (tus 1.0)."""

TOKEN_MESSAGE: Final = b"okrskar-token:"
"""A device signs this, then the nonce."""
