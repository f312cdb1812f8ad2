"""What the screens get of the changes that are not yet, or not simply, with the server."""

from enum import StrEnum
from typing import Any

import msgspec

from app.outbox.domain import Code


class Recorded(msgspec.Struct, frozen=True):
    """The change is on this device's disk and will be sent."""

    operation_id: str
    seq: int


class Refused(msgspec.Struct, frozen=True):
    """The change is not allowed as things stand; nothing was written. ``now`` is what stands, by field."""

    code: Code
    now: dict[str, str] = {}


class EntryState(StrEnum):
    """Waiting: never sent. Sent: no answer yet. Applied, merged, rejected: the server's verdict."""

    WAITING = "waiting"
    SENT = "sent"
    APPLIED = "applied"
    MERGED = "merged"
    REJECTED = "rejected"


class OutboxEntry(msgspec.Struct, frozen=True):
    """One recorded change as the Sync page shows it. ``title`` is the tip's or the note's, if known here.

    ``can_withdraw`` while it was never sent. ``dismissed`` once its author has put a merged or rejected one aside.
    ``follows`` is the rejected change in whose place it was recorded, ``mended`` whether with other words.
    """

    operation_id: str
    seq: int
    kind: str
    target: str
    at: str
    state: EntryState
    title: str = ""
    code: Code | None = None
    now: dict[str, str] = {}
    payload: dict[str, Any] = {}
    can_withdraw: bool = False
    dismissed: bool = False
    verdict_at: str | None = None
    follows: str | None = None
    mended: bool = False


class OutboxSummary(msgspec.Struct, frozen=True):
    """``waiting`` changes without a verdict, the oldest's time, ``needs_you`` rejected and not put aside,
    ``photos_bytes`` of photos still to send, ``merged`` not put aside."""

    waiting: int
    oldest_at: str | None
    needs_you: int
    photos_bytes: int
    merged: int = 0


class Exported(msgspec.Struct, frozen=True):
    """The signed file was written: how many operations and photos."""

    operations: int
    photos: int
