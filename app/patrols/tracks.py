"""Where this officer went on patrol: taken in from the sealed files, kept for fourteen days, on this device alone."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path

from app.clock import Clock
from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store
from app.patrols import repository, sealed_track
from app.patrols.candidates import cell_at, outline
from app.patrols.gpx import GpxOutcome, GpxTrack, read_gpx
from app.patrols.spots import PolygonSpot
from app.patrols.track import CleanTrack, Fix, NoUsableFix, TrackLimits, clean, metres
from app.patrols.visits import SpotDosage, dosage

KEPT = timedelta(days=14)
"""Raw tracks go after so many days (CITY.md §3)."""
AHEAD = timedelta(days=1)
"""So far ahead of this device's clock another one's may be; what is later would be kept for longer than it may."""
FOLDER = "track"
NOTHING = CleanTrack((), (), clean(()).dropped)
IMPORTED = "gpx"
"""What the patrol of an imported track begins with: it is of no patrol of this officer."""


@dataclass(frozen=True, slots=True)
class Walked:
    """A track, cleaned, and its parts in numbers. ``length``: metres along the pieces, never over a gap; ``silent``:
    seconds of the gaps.
    """

    track: CleanTrack = NOTHING
    length: float = 0.0
    seconds: float = 0.0
    silent: float = 0.0
    visits: tuple[SpotDosage, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Imported:
    """A GPX file was taken in: what is kept of it, and all that was read."""

    track: CleanTrack
    source: GpxTrack


@dataclass(frozen=True, slots=True)
class TooOld:
    """Everything in the file is older than what may be kept."""

    newest: datetime


GpxAnswer = Imported | NoUsableFix | TooOld | StoreFull | GpxOutcome


class TrackService:
    """Blocking; called on the database lane."""

    def __init__(self, store: Store, directory: Path, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self.folder = directory / FOLDER

    def public_key(self) -> bytes | StoreFull:
        """The key to which the running patrol's fixes are sealed; made at the first patrol."""
        try:
            return sealed_track.public_of(self._private_key())
        except DiskFullError as full:
            return full.outcome

    def take_in(self) -> StoreFull | None:
        """Read the closed files of fixes into the store, and let go what is older than may be kept.

        A file is deleted after its fixes are on the disk; one that is read twice changes nothing.
        """
        files = sorted(self.folder.glob("*.track")) if self.folder.is_dir() else []
        oldest = (self._clock.now() - KEPT).timestamp()
        with self._store.read() as connection:
            stale = repository.fixes_before(connection, oldest)
        if not files and not stale:
            return None
        try:
            read = _read(files, self._private_key())
            with self._store.write_aside() as connection:
                for path, fixes in read.items():
                    repository.add_fixes(connection, sealed_track.patrol_of(path), fixes)
                repository.forget_fixes(connection, oldest)
        except DiskFullError as full:
            return full.outcome
        for path in read:
            with contextlib.suppress(OSError):
                path.unlink()
        return None

    def walked(self, start: datetime, end: datetime, spots: Sequence[PolygonSpot] = ()) -> Walked:
        """The own track between two moments, and the visits to these spots, by hysteresis (``visits.py``)."""
        with self._store.read() as connection:
            found = repository.fixes_between(connection, start.timestamp(), end.timestamp())
        own = [fixes for patrol, fixes in found.items() if not patrol.startswith(IMPORTED)]
        return measured(own, spots)

    def visited(self, since: datetime) -> dict[str, datetime]:
        """The cells in which the officer was long enough for a visit since a moment, each with when it ended."""
        with self._store.read() as connection:
            found = repository.fixes_between(connection, since.timestamp(), float("inf"))
        track = clean(fixes for patrol, fixes in found.items() if not patrol.startswith(IMPORTED))
        if isinstance(track, NoUsableFix):
            return {}
        cells = {cell_at(fix.lat, fix.lon) for piece in track.pieces for fix in piece}
        ends = {cell: [one.end for one in dosage(track, outline(cell)).visits] for cell in cells}
        return {cell: datetime.fromtimestamp(max(times), UTC) for cell, times in ends.items() if times}

    def take_gpx(self, name: str, content: bytes) -> GpxAnswer:
        """Take in a track that another device recorded; refused where nothing of it can be measured."""
        source = read_gpx(content)
        if not isinstance(source, GpxTrack):
            return source
        now = self._clock.now()
        track = clean(source.segments, TrackLimits(latest=(now + AHEAD).timestamp()))
        if isinstance(track, NoUsableFix):
            return track
        oldest = (now - KEPT).timestamp()
        young = [[Fix(one.lat, one.lon, one.at) for one in piece if one.at >= oldest] for piece in track.pieces]
        kept = clean(young)
        if isinstance(kept, NoUsableFix):
            return TooOld(datetime.fromtimestamp(max(piece[-1].at for piece in track.pieces), UTC))
        try:
            with self._store.write_aside() as connection:
                repository.add_fixes(connection, f"{IMPORTED}:{name[:150]}", chain.from_iterable(young))
                repository.forget_fixes(connection, oldest)
        except DiskFullError as full:
            return full.outcome
        return Imported(kept, source)

    def _private_key(self) -> bytes:
        with self._store.read() as connection:
            key = repository.track_key(connection)
        if key is None:
            key = sealed_track.new_key()
            with self._store.write_aside() as connection:
                repository.keep_track_key(connection, key)
        return key


def _read(files: Sequence[Path], key: bytes) -> dict[Path, list[Fix]]:
    """The fixes of these files; one that the disk does not give now stays for another time and holds up nothing."""
    found = {}
    for path in files:
        with contextlib.suppress(OSError):
            found[path] = sealed_track.read_sealed(path, key)
    return found


def measured(recordings: Sequence[Sequence[Fix]], spots: Sequence[PolygonSpot]) -> Walked:
    """A track in numbers. Pure."""
    track = clean(recordings)
    if isinstance(track, NoUsableFix):
        return Walked(CleanTrack((), (), track.dropped))
    steps = [pair for piece in track.pieces for pair in pairwise(piece)]
    return Walked(
        track=track,
        length=sum(metres(a.lat, a.lon, b.lat, b.lon) for a, b in steps),
        seconds=sum(b.at - a.at for a, b in steps),
        silent=sum(gap.end - gap.start for gap in track.gaps),
        visits=tuple(dosage(track, spot) for spot in spots),
    )
