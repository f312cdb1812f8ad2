"""When an operation was made: the device's word where it can be and is believable, else the server's time, flagged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.outbox.domain import RecordedOperation
from app.values import believable
from sync.server.ground.moments import instant, moment

_STEP = timedelta(minutes=2)
"""So much a clock is set by itself between a change and the next contact: no reason to doubt it."""


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """What is known of a device's clock: seconds that it is behind, whether it is off, since when its person has any.

    ``since`` is an instant, the enrolment of the author's first device; empty where that says nothing.
    """

    offset: float = 0.0
    suspect: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """The moment of a change in the server's time; ``suspect`` where the device's clock is not to be believed."""

    at: str
    suspect: bool


def measured(device_at: str, now: str, tolerance: float) -> DeviceClock:
    """The clock by the device's time at its contact; one that says no believable time is off, by nobody knows what."""
    told = believable(device_at)
    if told is None:
        return DeviceClock(suspect=True)
    offset = (moment(now) - told).total_seconds()
    return DeviceClock(offset, abs(offset) > tolerance)


def made(recorded: RecordedOperation, clock: DeviceClock, now: str) -> Made:
    """When it was made, corrected by the measured offset; never after now and never before its author had a device."""
    corrected = _corrected(recorded.at, clock.offset)
    present = moment(now)
    if corrected is None or corrected > present + _STEP or (clock.since and corrected < moment(clock.since) - _STEP):
        return Made(now, suspect=True)
    return Made(instant(min(corrected, present)), clock.suspect)


def said(recorded: RecordedOperation) -> str | None:
    """The device's own time as it may be shown to others; None where it can not be."""
    return recorded.at if believable(recorded.at) is not None else None


def _corrected(text: str, offset: float) -> datetime | None:
    told = believable(text)
    return None if told is None else told + timedelta(seconds=offset)
