"""Patrol: an explicit start and stop with its time, and a note in under ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.views import Recorded, Refused
from app.patrols.domain import Patrol
from app.patrols.views import PatrolNoteView
from app.values import Place
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.patrols.list_model import NoteRow, TagRow, note_rows, tag_rows, tag_word
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.tips.words import code_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

NOTES_SHOWN = 100
Outcome = Recorded | Refused | StoreFull


class Patrols(Protocol):
    """The part of the patrol service that this page needs."""

    def note(
        self, district_id: str, text: str, place: Place | None = None, photo: bytes | Path | None = None, tag: str = ""
    ) -> Outcome: ...
    def notes(self, limit: int = NOTES_SHOWN) -> tuple[PatrolNoteView, ...]: ...
    def start(self, district_id: str) -> Outcome: ...
    def end(self, patrol_id: str) -> Outcome: ...
    def running(self) -> Patrol | None: ...


class Withdrawals(Protocol):
    """Takes a change back while it was never sent."""

    def withdraw(self, operation_id: str) -> bool | StoreFull: ...


Locate = Callable[[float, float], str | None]
"""The district of a point (longitude, latitude), None outside all."""


@dataclass(frozen=True, slots=True)
class PatrolInputs:
    """What the page knows. ``place`` is where the note will lie, ``district`` the one the officer walks in.

    ``text`` and ``tag`` are of the note being written: they outlive the page, which goes while a place is chosen.
    """

    running: Patrol | None = None
    notes: tuple[PatrolNoteView, ...] = ()
    loaded: bool = False
    position: Place | None = None
    place: Place | None = None
    district: str = ""
    photo: str = ""
    text: str = ""
    tag: str = ""
    failed: bool = False
    busy: bool = False
    lookups: Lookups = field(default_factory=Lookups)
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class PatrolProps:
    """What the page and the strip show."""

    running: bool = False
    elapsed: str = ""
    district: str = ""
    districtName: str = ""
    place: str = ""
    hasPlace: bool = False
    placeChosen: bool = False
    photo: str = ""
    text: str = ""
    tag: str = ""
    canSave: bool = False
    noteCount: int = 0
    loaded: bool = False
    failed: bool = False
    busy: bool = False


def _elapsed(patrol: Patrol, now: datetime) -> str:
    started = moments.read(patrol.started_at, now) or now
    minutes = max(0, int((now - started).total_seconds() // 60))
    return f"{minutes // 60}:{minutes % 60:02d}"


def _place_words(inputs: PatrolInputs) -> str:
    place = inputs.place or inputs.position
    if place is None:
        return ""
    if place.address:
        return place.address
    if inputs.place is not None:
        words = QCoreApplication.translate("Patrol", "Chosen on the map")
    elif place.accuracy is None:
        words = QCoreApplication.translate("Patrol", "Where I stand")
    else:
        words = QCoreApplication.translate("Patrol", "Where I stand, ±%1 m")
        words = words.replace("%1", str(max(1, round(place.accuracy))))
    return words


def derive(inputs: PatrolInputs) -> PatrolProps:
    """Props of the inputs."""
    patrol, now = inputs.running, inputs.now
    return PatrolProps(
        running=patrol is not None,
        elapsed=_elapsed(patrol, now) if patrol and now else "",
        district=inputs.district,
        districtName=inputs.lookups.district(inputs.district),
        place=_place_words(inputs),
        hasPlace=inputs.place is not None or inputs.position is not None,
        placeChosen=inputs.place is not None,
        photo=Path(inputs.photo).name,
        text=inputs.text,
        tag=inputs.tag,
        canSave=bool(inputs.text.strip()) and not inputs.busy,
        noteCount=len(inputs.notes),
        loaded=inputs.loaded,
        failed=inputs.failed and not inputs.notes,
        busy=inputs.busy,
    )


def with_tag(inputs: PatrolInputs, tag: str) -> PatrolInputs:
    """The tag chosen, or left when it was chosen already. Its word stands for a text while nothing else is written."""
    chosen = "" if inputs.tag == tag else tag
    untouched = inputs.text.strip() in ("", tag_word(inputs.tag))
    return replace(inputs, tag=chosen, text=tag_word(chosen) if untouched else inputs.text)


@QmlElement
class PatrolViewModel(ViewModel[PatrolProps], props=PatrolProps):
    """The Patrol page. ``said`` tells what was done and whether it can be undone."""

    said = Signal(str, bool)
    changed = Signal()

    def __init__(
        self,
        patrols: Patrols,
        outbox: Withdrawals,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        districts: Callable[[], tuple[str, ...]],
        locate: Locate,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(PatrolProps(), parent)
        self._patrols = patrols
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._mine = districts
        self._locate = locate
        self._inputs = PatrolInputs()
        self._undo = ""
        self._kept = self._inputs
        self._notes: RowModel[NoteRow] = RowModel(NoteRow, self)
        self._tags: RowModel[TagRow] = RowModel(TagRow, self)
        self._tags.show(tag_rows())
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._advance)

    @fixed
    def notes(self) -> RowModel[NoteRow]:
        return self._notes

    @fixed
    def tags(self) -> RowModel[TagRow]:
        return self._tags

    @Slot()
    def refresh(self) -> None:
        """Read the running patrol and the notes anew."""
        self._jobs.run(Lane.DATABASE, lambda: (self._patrols.running(), self._patrols.notes(NOTES_SHOWN)), self._take)

    def move_to(self, position: Place | None) -> None:
        """Where the officer stands."""
        self._set(replace(self._inputs, position=position, district=self._district(self._inputs.place or position)))

    @Slot(float, float)
    def placeAt(self, lon: float, lat: float) -> None:
        """The note belongs to a place that was tapped on the map."""
        place = Place(lat=lat, lon=lon)
        self._set(replace(self._inputs, place=place, district=self._district(place)))

    @Slot()
    def placeHere(self) -> None:
        """The note belongs to where the officer stands, or to no place."""
        self._set(replace(self._inputs, place=None, district=self._district(self._inputs.position)))

    @Slot(QUrl)
    def attach(self, url: QUrl) -> None:
        """Add a photo from a file to the note being written."""
        self._set(replace(self._inputs, photo=url.toLocalFile()))

    @Slot()
    def detach(self) -> None:
        self._set(replace(self._inputs, photo=""))

    @Slot(str)
    def write(self, text: str) -> None:
        """The note's text as it is written."""
        self._set(replace(self._inputs, text=text))

    @Slot(str)
    def chooseTag(self, tag: str) -> None:
        """Say in one tap what kind of note it is."""
        self._set(with_tag(self._inputs, tag))

    @Slot()
    def save(self) -> None:
        """Keep the note: one recorded change."""
        inputs = self._inputs
        if not inputs.text.strip() or inputs.busy or not self._district_known():
            return
        place = inputs.place or inputs.position
        photo = Path(inputs.photo) if inputs.photo else None
        self._set(replace(inputs, busy=True))
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._patrols.note(inputs.district, inputs.text.strip(), place, photo, inputs.tag),
            self._saved,
        )

    @Slot()
    def begin(self) -> None:
        """Start a patrol: only ever by this tap."""
        district = self._inputs.district
        if self._district_known() and self._inputs.running is None and not self._inputs.busy:
            self._set(replace(self._inputs, busy=True))
            self._jobs.run(Lane.DATABASE, lambda: self._patrols.start(district), self._walked)

    @Slot()
    def finish(self) -> None:
        """End the running patrol."""
        patrol = self._inputs.running
        if patrol is not None and not self._inputs.busy:
            self._set(replace(self._inputs, busy=True))
            self._jobs.run(Lane.DATABASE, lambda: self._patrols.end(patrol.id), self._walked)

    @Slot()
    def undo(self) -> None:
        """Take the last note back while it was not sent."""
        operation = self._undo
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.withdraw(operation), self._undone)

    def _undone(self, answer: Answer[bool | StoreFull]) -> None:
        taken_back = isinstance(answer, Ok) and answer.value is True
        if taken_back and not self._inputs.text:
            kept = self._kept
            self._set(replace(self._inputs, text=kept.text, tag=kept.tag, photo=kept.photo, place=kept.place))
        words = self.tr("Taken back.") if taken_back else self.tr("The note was sent already and stays.")
        self.said.emit(words, False)
        self.changed.emit()
        self.refresh()

    def _saved(self, answer: Answer[Outcome]) -> None:
        inputs = replace(self._inputs, busy=False)
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self._undo = answer.value.operation_id
            self._kept = inputs
            self._set(replace(inputs, text="", tag="", photo="", place=None))
            self.said.emit(self.tr("Note kept on this device"), True)
            self.changed.emit()
        else:
            self._set(inputs)
            self._complain(answer)
        self.refresh()

    def _walked(self, answer: Answer[Outcome]) -> None:
        self._set(replace(self._inputs, busy=False))
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self.changed.emit()
        else:
            self._complain(answer)
        self.refresh()

    def _district_known(self) -> bool:
        if not self._inputs.district:
            self.said.emit(self.tr("No district is known on this device yet. Sync once; your text stays here."), False)
        return bool(self._inputs.district)

    def _complain(self, answer: Answer[Outcome]) -> None:
        match answer:
            case Ok(value=Refused(code=code, now=now_values)):
                self.said.emit(code_words(code, now_values, self._inputs.lookups, self._clock()), False)
            case Ok(value=StoreFull()):
                self.said.emit(
                    self.tr("The device is full: this was not kept, all before it is safe. Make room and try again."),
                    False,
                )
            case _:
                self.said.emit(self.tr("It could not be recorded. Your text is still here; try again."), False)

    def _take(self, answer: Answer[tuple[Patrol | None, tuple[PatrolNoteView, ...]]]) -> None:
        match answer:
            case Err():
                self._set(replace(self._inputs, loaded=True, failed=True))
            case Ok(value=(running, notes)):
                self._set(replace(self._inputs, running=running, notes=notes, loaded=True, failed=False))
        place = self._inputs.place or self._inputs.position
        self._set(replace(self._inputs, district=self._district(place)))

    def _district(self, place: Place | None) -> str:
        found = self._locate(place.lon, place.lat) if place else None
        mine = self._mine()
        running = self._inputs.running
        return found or (running.district_id if running else "") or (mine[0] if mine else "")

    def _advance(self) -> None:
        self._set(self._inputs)

    def _set(self, inputs: PatrolInputs) -> None:
        self._inputs = replace(inputs, lookups=self._lookups(), now=self._clock())
        if inputs.running is not None and not self._tick.isActive():
            self._tick.start()
        elif inputs.running is None:
            self._tick.stop()
        self._tags.show(tag_rows())
        self._notes.show(note_rows(inputs.notes, self._inputs.lookups, self._clock()))
        self.show(derive(self._inputs))
