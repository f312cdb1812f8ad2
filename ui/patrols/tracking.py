"""Records where the officer goes while a patrol runs: a fix every 15 seconds, sealed; the lock does not end it.

It outlives the unlocked session and holds no secret: the key it seals to opens nothing. What it reads of the receiver
goes nowhere else. It begins only by a patrol that somebody started (SYNC.md §6, 25).
"""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.patrols.sealed_track import append
from app.patrols.track import Fix
from ui import moments
from ui.jobs import Answer, Jobs, Lane, Ok

INTERVAL = 15.0
"""Seconds from one fix to the next."""
_EARLY = 0.5
LONGEST = timedelta(hours=14)
"""A patrol that nobody ended is followed no longer than that, however often the app is opened meanwhile."""
_ERROR_OF_A_PHONE = 5.0
"""Metres at a dilution of one, where a receiver tells only the dilution (as ``gpx.py`` takes it)."""

Found = Callable[[Fix], None]
Listen = Callable[[Found], None]


class Source(Protocol):
    """A receiver that tells fixes with their time while it is followed."""

    def listen(self, found: Found) -> None: ...
    def follow(self, interval_ms: int) -> None: ...
    def stop(self) -> None: ...


class QtSource:
    """Qt's receiver of this machine, or the one that ``make`` makes. Loaded when it is first followed."""

    def __init__(
        self, parent: QObject, clock: moments.Clock, make: Callable[[QObject], QObject | None] | None = None
    ) -> None:
        self._parent, self._clock, self._make = parent, clock, make or _default_source
        self._source: QObject | None = None
        self._found: Found | None = None

    def listen(self, found: Found) -> None:
        self._found = found

    def follow(self, interval_ms: int) -> None:
        if self._source is None:
            self._source = self._make(self._parent)
            if self._source is not None:
                self._source.positionUpdated.connect(self._update)  # type: ignore[attr-defined]
                if hasattr(self._source, "setUserEquivalentRangeError"):
                    self._source.setUserEquivalentRangeError(_ERROR_OF_A_PHONE)
        if self._source is not None:
            self._source.setUpdateInterval(interval_ms)  # type: ignore[attr-defined]
            self._source.startUpdates()  # type: ignore[attr-defined]

    def stop(self) -> None:
        if self._source is not None:
            self._source.stopUpdates()  # type: ignore[attr-defined]

    def _update(self, info: object) -> None:
        from PySide6.QtPositioning import QGeoPositionInfo

        if not isinstance(info, QGeoPositionInfo) or self._found is None or not info.coordinate().isValid():
            return
        where, told = info.coordinate(), info.timestamp()
        at = told.toMSecsSinceEpoch() / 1000 if told.isValid() else self._clock().timestamp()
        accuracy = info.attribute(QGeoPositionInfo.Attribute.HorizontalAccuracy)
        self._found(Fix(where.latitude(), where.longitude(), at, accuracy if math.isfinite(accuracy) else None))


def _default_source(parent: QObject) -> QObject | None:
    from PySide6.QtPositioning import QGeoPositionInfoSource

    return QGeoPositionInfoSource.createDefaultSource(parent)


class TrackRecorder(QObject):
    """``fixed``: one more fix is on the disk; ``changed``: it records, or no longer; ``full``: the disk takes none."""

    fixed = Signal()
    changed = Signal()
    full = Signal()

    def __init__(self, source: Source, jobs: Jobs, clock: moments.Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._jobs, self._clock = source, jobs, clock
        self._into: tuple[Path, str, bytes] | None = None
        self._last = -math.inf
        self._until = 0.0
        source.listen(self._take)

    @property
    def recording(self) -> bool:
        """Whether fixes are being kept."""
        return self._into is not None

    def begin(self, folder: Path, patrol_id: str, public_key: bytes, started: datetime) -> None:
        """Record this patrol; nothing changes where it is recorded already, or began too long ago to be followed."""
        into, now = (folder, patrol_id, public_key), self._clock()
        until = min(started, now) + LONGEST
        if into == self._into or now > until:
            return
        self._into, self._last = into, -math.inf
        self._until = until.timestamp()
        self._source.follow(int(INTERVAL * 1000))
        self.changed.emit()

    def end(self) -> None:
        """Record no more."""
        if self._into is not None:
            self._into = None
            self._source.stop()
            self.changed.emit()

    def _take(self, fix: Fix) -> None:
        into = self._into
        if into is None or fix.at is None or 0 <= fix.at - self._last < INTERVAL - _EARLY:
            return
        if self._clock().timestamp() > self._until:
            self.end()
            return
        self._last = fix.at
        self._jobs.run(Lane.DATABASE, lambda: append(*into, fix), self._kept)

    def _kept(self, answer: Answer[None]) -> None:
        (self.fixed if isinstance(answer, Ok) else self.full).emit()
