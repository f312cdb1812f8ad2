"""What an officer notes and walks on patrol (obchůzka)."""

import msgspec

from app.values import Id, Instant, LongText, Place, ShortText


class PatrolNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note from patrol (poznámka z obchůzky), of a district, with or without a tip."""

    id: Id
    by: Id
    at: Instant
    district_id: ShortText
    text: LongText
    place: Place | None = None
    tag: ShortText = ""
    photos: int = 0
    received_late: bool = False


class Patrol(msgspec.Struct, frozen=True, omit_defaults=True):
    """One walk, started and ended explicitly by the officer."""

    id: Id
    by: Id
    district_id: ShortText
    started_at: Instant
    ended_at: Instant | None = None
