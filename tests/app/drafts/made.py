"""Drafts for tests."""

from typing import Any

from app.drafts.domain import Draft, DraftKey
from app.identifiers import new_id
from tests.app.device import ME

NOTE = DraftKey("tips", "note", "00000000-0000-7000-8000-0000000000c1")


def draft(text: str = "Lampa č. 14", key: DraftKey = NOTE, **fields: Any) -> Draft:
    """A note being written."""
    defaults: dict[str, Any] = {"id": new_id(), "author": ME, "at": "2026-06-01T12:00:00Z", "title": "Rozbitá lampa"}
    return Draft(key, **{**defaults, "content": {"text": text}, **fields})
