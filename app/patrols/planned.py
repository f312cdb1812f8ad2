"""The suggested walk that an officer is on, as it is kept on the device: planned, refused, done. Frozen values."""

from datetime import timedelta

import msgspec

from app.patrols.suggestion import Reason, RefusalReason
from app.ratings.domain import Cell, Slice
from app.values import Instant, Latitude, Longitude, Place, ShortText

REFUSED = "refused"
"""The tag of the patrol note that records a refused stop; it is no visit."""
OUTLASTS = timedelta(hours=12)
"""A walk is offered to be gone on with for so long."""


class PlannedStop(msgspec.Struct, frozen=True, omit_defaults=True):
    """One stop: a cell (H3, resolution 9), where in it (degrees), when (minutes from the beginning of the plan), and
    why: what residents say of it (``rated``), how many tips are open, and when somebody was there last.
    """

    cell: ShortText
    lat: Latitude
    lon: Longitude
    arrive: float
    leave: float
    reason: Reason
    rated: Cell | None = None
    open_tips: int = 0
    last_visit: Instant | None = None


class RefusedStop(msgspec.Struct, frozen=True):
    """A no to one stop. It counts while its note (``note_id``) is there: taking the note back takes the no back."""

    cell: ShortText
    reason: RefusalReason
    note_id: ShortText


class DoneStop(msgspec.Struct, frozen=True):
    """A stop at which the officer was."""

    cell: ShortText
    at: Instant


class PlannedWalk(msgspec.Struct, frozen=True, omit_defaults=True):
    """``start``: where the round begins and ends; ``origin`` and ``planned_at``: from where and when the stops that are
    listed were planned; ``until``: when the officer wants to be back.

    ``denied``: the stops of which the officer says that they were not made, whatever the track tells.
    ``seed`` drew it among ``choices`` walks whose score is near the ``best`` one; the same seed draws the same again.
    """

    officer: ShortText
    start: Place
    until: Instant
    origin: Place
    planned_at: Instant
    minutes: float
    walking: float
    part: Slice
    seed: int
    choices: int
    score: float
    best: float
    stops: tuple[PlannedStop, ...]
    done: tuple[DoneStop, ...] = ()
    refused: tuple[RefusedStop, ...] = ()
    denied: tuple[ShortText, ...] = ()

    @property
    def left(self) -> tuple[PlannedStop, ...]:
        """The stops that are still to be made, in their order."""
        made = {one.cell for one in self.done}
        return tuple(stop for stop in self.stops if stop.cell not in made)
