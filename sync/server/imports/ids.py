"""Ids of what comes from elsewhere: the same input gives the same id, so that reading it twice files it once."""

import hashlib
from datetime import datetime

from app.identifiers import uuid7_of


def stable_id(source: str, external_id: str, part: str, at: datetime) -> str:
    """A UUIDv7 of ``at`` whose random bits come from what it names."""
    digest = hashlib.sha256(f"{source}\x1f{external_id}\x1f{part}".encode()).digest()
    return uuid7_of(int(at.timestamp() * 1000), int.from_bytes(digest[:10], "big"))
