"""My day on patrol: the track that is being recorded, the visits it counts against the plan, GPX in and out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.durable import replace_file
from app.db.outcomes import StoreFull
from app.patrols.domain import Patrol
from app.patrols.gpx_out import written
from app.patrols.planned import PlannedWalk
from app.patrols.spots import PolygonSpot
from app.patrols.tracks import GpxAnswer, Walked
from ui import moments
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.map.viewmodel import MapViewModel
from ui.patrols.day_rows import (
    VisitRow,
    dropped_words,
    gap_words,
    total_words,
    track_on_map,
    track_words,
    visit_rows,
)
from ui.patrols.gpx_words import gpx_words
from ui.patrols.tracking import LONGEST, TrackRecorder
from ui.patrols.walk_viewmodel import WalkViewModel
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
LARGEST = 64 * 1024 * 1024


class Tracks(Protocol):
    """The part of the track service that is needed."""

    folder: Path

    def public_key(self) -> bytes | StoreFull: ...
    def take_in(self) -> StoreFull | None: ...
    def walked(self, start: datetime, end: datetime, spots: Sequence[PolygonSpot] = ()) -> Walked: ...
    def take_gpx(self, name: str, content: bytes) -> GpxAnswer: ...


class Plan(Protocol):
    """The part of the walk service that is needed."""

    def current(self) -> PlannedWalk | None: ...
    def tick_off(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DayInputs:
    """What is known. ``ticked``: stops that the track made since it was read last."""

    walked: Walked = field(default_factory=Walked)
    walk: PlannedWalk | None = None
    recording: bool = False
    full: bool = False
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class DayProps:
    """``track``, ``gaps``, ``total``, ``dropped``: lines of words, empty where there is nothing to say."""

    recording: bool = False
    full: bool = False
    loaded: bool = False
    any: bool = False
    track: str = ""
    gaps: str = ""
    total: str = ""
    dropped: str = ""


def derive(inputs: DayInputs) -> DayProps:
    """Props of the inputs."""
    walked = inputs.walked
    return DayProps(
        recording=inputs.recording,
        full=inputs.full,
        loaded=inputs.loaded,
        any=bool(walked.track.pieces),
        track=track_words(walked),
        gaps=gap_words(walked),
        total=total_words(inputs.walk, walked),
        dropped=dropped_words(walked),
    )


def begun(now: datetime, *since: str) -> datetime:
    """When the day began that is shown: at midnight, or before it with what is still going on, as at night."""
    told = (at for one in since if (at := moments.read(one, now)) is not None and now - at <= LONGEST)
    return min((now.replace(hour=0, minute=0, second=0, microsecond=0), *told))


@QmlElement
class DayViewModel(ViewModel[DayProps], props=DayProps):
    """One day. ``said`` tells what became of a file; ``ticked``: the track made stops of the round."""

    said = Signal(str)
    ticked = Signal()

    def __init__(
        self,
        tracks: Tracks,
        plan: Plan,
        walk: WalkViewModel,
        shown: MapViewModel,
        *,
        jobs: Jobs,
        clock: moments.Clock,
        recorder: TrackRecorder | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(DayProps(), parent)
        self._tracks, self._plan, self.walk, self._map = tracks, plan, walk, shown
        self._jobs, self._clock, self._recorder = jobs, clock, recorder
        self._inputs = DayInputs()
        self._counting = self._again = False
        self._running: Patrol | None = None
        self._visits: RowModel[VisitRow] = RowModel(VisitRow, self)
        if recorder is not None:
            recorder.fixed.connect(self._fixed)
            recorder.changed.connect(self._recording)
            recorder.full.connect(self._is_full)
        self.ticked.connect(walk.refresh)

    @fixed
    def visits(self) -> RowModel[VisitRow]:
        return self._visits

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """Around today's track: west, south, east, north; None where there is none."""
        fixes = [fix for piece in self._inputs.walked.track.pieces for fix in piece]
        if not fixes:
            return None
        lons, lats = [fix.lon for fix in fixes], [fix.lat for fix in fixes]
        return min(lons), min(lats), max(lons), max(lats)

    def stop(self) -> None:
        """Before the session's key is dropped: the recorder goes on alone."""
        if self._recorder is not None:
            self._recorder.fixed.disconnect(self._fixed)
            self._recorder.changed.disconnect(self._recording)
            self._recorder.full.disconnect(self._is_full)

    def follow(self, patrol: Patrol | None) -> None:
        """Record where this patrol goes, or nothing any more."""
        if patrol != self._running:
            self._running = patrol
            self.refresh()
        recorder = self._recorder
        if recorder is None:
            return
        if patrol is None:
            recorder.end()
            return

        def answer(result: Answer[bytes | StoreFull]) -> None:
            if isinstance(result, Ok) and isinstance(result.value, bytes):
                now = self._clock()
                started = moments.read(patrol.started_at, now) or now
                recorder.begin(self._tracks.folder, patrol.id, result.value, started)
            else:
                self._is_full()

        self._jobs.run(Lane.DATABASE, self._tracks.public_key, answer)

    @Slot()
    def refresh(self) -> None:
        """Take in what was recorded, and count it; once for all that came while it was counted before."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        now, patrol = self._clock(), self._running

        def work() -> tuple[Walked, PlannedWalk | None, int]:
            from app.patrols.candidates import outline

            self._tracks.take_in()
            ticked = self._plan.tick_off()
            walk = self._plan.current()
            spots = [outline(stop.cell) for stop in walk.stops] if walk else []
            start = begun(now, patrol.started_at if patrol else "", walk.planned_at if walk else "")
            return self._tracks.walked(start, now + timedelta(days=1), spots), walk, ticked

        self._jobs.run(Lane.DATABASE, work, self._take)

    @Slot(list)
    def takeGpx(self, addresses: list[QUrl]) -> None:
        """Take in tracks that other devices recorded."""
        for address in addresses:
            path = Path(QUrl(address).toLocalFile())

            def work(path: Path = path) -> GpxAnswer | None:
                try:
                    content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
                except OSError:
                    return None
                return self._tracks.take_gpx(path.name, content)

            def answer(result: Answer[GpxAnswer | None], name: str = path.name) -> None:
                self.said.emit(gpx_words(name, result.value if isinstance(result, Ok) else None, self._clock()))
                self.refresh()

            self._jobs.run(Lane.DATABASE, work, answer)

    @Slot(QUrl)
    def giveGpx(self, address: QUrl) -> None:
        """Write today's track into a file, for whoever may have it."""
        path, track = Path(QUrl(address).toLocalFile()), self._inputs.walked.track

        def answer(result: Answer[None]) -> None:
            self.said.emit(
                QCoreApplication.translate("Day", "The track was written. The file is not encrypted: keep it safe.")
                if isinstance(result, Ok)
                else QCoreApplication.translate("Day", "The track could not be written there. Choose another place.")
            )

        self._jobs.run(Lane.DATABASE, lambda: replace_file(path, written(track), ""), answer)

    def _take(self, answer: Answer[tuple[Walked, PlannedWalk | None, int]]) -> None:
        again, self._counting, self._again = self._again, False, False
        if again:
            self.refresh()
        if not isinstance(answer, Ok):
            self._set(replace(self._inputs, loaded=True))
            return
        walked, walk, ticked = answer.value
        self._set(replace(self._inputs, walked=walked, walk=walk, loaded=True))
        self._map.set_track(track_on_map(walked))
        if ticked:
            self.ticked.emit()

    def _recording(self) -> None:
        on = self._recorder is not None and self._recorder.recording
        self._set(replace(self._inputs, recording=on, full=self._inputs.full and on))

    def _fixed(self) -> None:
        """One more is on the disk, so that there is room."""
        self._set(replace(self._inputs, full=False))
        self.refresh()

    def _is_full(self) -> None:
        self._set(replace(self._inputs, full=True))

    def _set(self, inputs: DayInputs) -> None:
        recording = self._recorder is not None and self._recorder.recording
        self._inputs = inputs = replace(inputs, recording=recording)
        titles = self.walk.titles
        self._visits.show(visit_rows(inputs.walk, inputs.walked, titles, self._clock()))
        self.show(derive(inputs))
