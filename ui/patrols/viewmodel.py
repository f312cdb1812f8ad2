"""Patrol: an explicit start and stop with its time, and the notes that were kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from app.outbox.views import Recorded
from app.patrols.domain import Patrol
from app.patrols.views import PatrolNoteView
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.patrols.answers import Outcome, no_district_words, trouble_words
from ui.patrols.day_viewmodel import DayViewModel
from ui.patrols.list_model import NoteRow, note_rows
from ui.patrols.note_viewmodel import PatrolNoteViewModel
from ui.patrols.walk_viewmodel import WalkViewModel
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

NOTES_SHOWN = 100
NOTES, WALK, DAY = "notes", "walk", "day"
PARTS = (NOTES, WALK, DAY)
"""What the page shows beside the note being written, on a phone one after the other."""


class Patrols(Protocol):
    """The part of the patrol service that this page needs."""

    def notes(self, limit: int = NOTES_SHOWN) -> tuple[PatrolNoteView, ...]: ...
    def start(self, district_id: str) -> Outcome: ...
    def end(self, patrol_id: str) -> Outcome: ...
    def running(self) -> Patrol | None: ...


@dataclass(frozen=True, slots=True)
class PatrolInputs:
    """What the page knows."""

    running: Patrol | None = None
    notes: tuple[PatrolNoteView, ...] = ()
    loaded: bool = False
    failed: bool = False
    busy: bool = False
    part: str = NOTES
    lookups: Lookups = field(default_factory=Lookups)
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class PatrolProps:
    """What the page and the strip show. ``part`` is one of ``PARTS``."""

    running: bool = False
    elapsed: str = ""
    noteCount: int = 0
    loaded: bool = False
    failed: bool = False
    busy: bool = False
    part: str = NOTES


def _elapsed(patrol: Patrol, now: datetime) -> str:
    started = moments.read(patrol.started_at, now) or now
    minutes = max(0, int((now - started).total_seconds() // 60))
    return f"{minutes // 60}:{minutes % 60:02d}"


def derive(inputs: PatrolInputs) -> PatrolProps:
    """Props of the inputs."""
    patrol, now = inputs.running, inputs.now
    return PatrolProps(
        running=patrol is not None,
        elapsed=_elapsed(patrol, now) if patrol and now else "",
        noteCount=len(inputs.notes),
        loaded=inputs.loaded,
        failed=inputs.failed and not inputs.notes,
        busy=inputs.busy,
        part=inputs.part,
    )


@QmlElement
class PatrolViewModel(ViewModel[PatrolProps], props=PatrolProps):
    """The Patrol page; ``note`` is the note being written, ``walk`` the suggested round, ``day`` the track and visits.

    ``said`` tells why nothing was done; without words, that what was said before is over.
    """

    said = Signal(str)
    changed = Signal()

    def __init__(
        self,
        patrols: Patrols,
        note: PatrolNoteViewModel,
        walk: WalkViewModel,
        day: DayViewModel,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(PatrolProps(), parent)
        self._patrols = patrols
        self._note = note
        self._walk = walk
        self._day = day
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = PatrolInputs()
        self._notes: RowModel[NoteRow] = RowModel(NoteRow, self)
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._advance)
        note.setParent(self)
        walk.setParent(self)
        day.setParent(self)
        note.changed.connect(self.refresh)

    @fixed
    def note(self) -> PatrolNoteViewModel:
        return self._note

    @fixed
    def walk(self) -> WalkViewModel:
        return self._walk

    @fixed
    def day(self) -> DayViewModel:
        return self._day

    @fixed
    def notes(self) -> RowModel[NoteRow]:
        return self._notes

    def stop(self) -> None:
        """Before the session's key is dropped: nothing ticks, and the recorder of the way goes on alone."""
        self._tick.stop()
        self._day.stop()

    @Slot(str)
    def showPart(self, part: str) -> None:
        """Show the notes, the suggested round, or my day."""
        if part in PARTS:
            self._set(replace(self._inputs, part=part))

    @Slot()
    def refresh(self) -> None:
        """Read the running patrol, the notes, the suggested round and the day anew."""
        self._walk.refresh()
        self._day.refresh()
        self._jobs.run(Lane.DATABASE, lambda: (self._patrols.running(), self._patrols.notes(NOTES_SHOWN)), self._take)

    @Slot()
    def begin(self) -> None:
        """Start a patrol: only ever by this tap."""
        district = self._note.props.district
        if not district:
            self.said.emit(no_district_words())
        elif self._inputs.running is None and not self._inputs.busy:
            self._set(replace(self._inputs, busy=True))
            self._jobs.run(Lane.DATABASE, lambda: self._patrols.start(district), self._walked)

    @Slot()
    def finish(self) -> None:
        """End the running patrol."""
        patrol = self._inputs.running
        if patrol is not None and not self._inputs.busy:
            self._set(replace(self._inputs, busy=True))
            self._jobs.run(Lane.DATABASE, lambda: self._patrols.end(patrol.id), self._walked)

    def _walked(self, answer: Answer[Outcome]) -> None:
        self._set(replace(self._inputs, busy=False))
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self.said.emit("")
            self.changed.emit()
        else:
            self.said.emit(trouble_words(answer, self._lookups(), self._clock()))
        self.refresh()

    def _take(self, answer: Answer[tuple[Patrol | None, tuple[PatrolNoteView, ...]]]) -> None:
        match answer:
            case Err():
                self._set(replace(self._inputs, loaded=True, failed=True))
            case Ok(value=(running, notes)):
                self._set(replace(self._inputs, running=running, notes=notes, loaded=True, failed=False))
                self._day.follow(running)
        self._note.walk(self._inputs.running)

    def _advance(self) -> None:
        self._set(self._inputs)

    def _set(self, inputs: PatrolInputs) -> None:
        self._inputs = replace(inputs, lookups=self._lookups(), now=self._clock())
        if inputs.running is not None and not self._tick.isActive():
            self._tick.start()
        elif inputs.running is None:
            self._tick.stop()
        self._notes.show(note_rows(inputs.notes, self._inputs.lookups, self._clock()))
        self.show(derive(self._inputs))
