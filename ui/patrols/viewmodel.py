"""Patrol: an explicit start and stop with its time, and a note in under ten seconds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, DraftKey, with_photo
from app.outbox.views import Recorded, Refused
from app.patrols.domain import Patrol
from app.patrols.views import PatrolNoteView
from app.photos.domain import TakenPhoto
from app.values import Place
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.patrols.list_model import NoteRow, TagRow, note_rows, tag_rows
from ui.patrols.writing import (
    KEY,
    PatrolInputs,
    PatrolProps,
    cleared,
    content,
    derive,
    resumed,
    with_tag,
)
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words
from ui.tips.words import code_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

NOTES_SHOWN = 100
Outcome = Recorded | Refused | StoreFull


class Patrols(Protocol):
    """The part of the patrol service that this page needs."""

    def note(
        self,
        district_id: str,
        text: str,
        place: Place | None = None,
        photos: Sequence[TakenPhoto] = (),
        tag: str = "",
        *,
        draft: Draft | None = None,
    ) -> Outcome: ...
    def notes(self, limit: int = NOTES_SHOWN) -> tuple[PatrolNoteView, ...]: ...
    def start(self, district_id: str) -> Outcome: ...
    def end(self, patrol_id: str) -> Outcome: ...
    def running(self) -> Patrol | None: ...


class Withdrawals(Protocol):
    """Takes a change back while it was never sent."""

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull: ...


Locate = Callable[[float, float], str | None]
"""The district of a point (longitude, latitude), None outside all."""


@QmlElement
class PatrolViewModel(ViewModel[PatrolProps], props=PatrolProps):
    """The Patrol page. ``said`` tells what was done and whether it can be undone; without words, that what was said
    before is over."""

    said = Signal(str, bool)
    changed = Signal()
    discarded = Signal()

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
        drafts: DraftKeeper,
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
        self._drafts = drafts
        self._inputs = PatrolInputs()
        self._undo = ""
        self._notes: RowModel[NoteRow] = RowModel(NoteRow, self)
        self._tags: RowModel[TagRow] = RowModel(TagRow, self)
        self._tags.show(tag_rows())
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._advance)
        drafts.changed.connect(self._follow_drafts)
        drafts.restored.connect(self._take_restored)
        self._follow_drafts()

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
        self._inputs = replace(self._inputs, position=position)
        (self._place if self._inputs.blank else self._keep)(self._inputs)

    @Slot(float, float)
    def placeAt(self, lon: float, lat: float) -> None:
        """The note belongs to a place that was tapped on the map."""
        self._keep(replace(self._inputs, place=Place(lat=lat, lon=lon)))

    @Slot()
    def placeHere(self) -> None:
        """The note belongs to where the officer stands, or to no place."""
        self._keep(replace(self._inputs, place=None, stood=self._inputs.position, bound=""))

    @Slot(list)
    def attach(self, addresses: list[QUrl]) -> None:
        """Photos were chosen: seal them, so that they are safe whatever becomes of their files."""
        for address in addresses:
            self._seal(Path(QUrl(address).toLocalFile()))

    def _seal(self, path: Path) -> None:
        self._jobs.run(Lane.DATABASE, lambda: self._drafts.take_photo(path), self._attached)

    def _attached(self, answer: Answer[TakenPhoto | Refused | StoreFull]) -> None:
        if isinstance(answer, Ok) and isinstance(answer.value, TakenPhoto):
            self._keep(replace(self._inputs, photos=with_photo(self._inputs.photos, answer.value)))
        else:
            self._complain(answer)

    @Slot(str)
    def leaveOut(self, sha256: str) -> None:
        """This photo does not belong to the note after all."""
        self._keep(replace(self._inputs, photos=tuple(one for one in self._inputs.photos if one.sha256 != sha256)))

    @Slot()
    def flush(self) -> None:
        """The field lost the focus: to the disk at once."""
        self._drafts.flush()

    @Slot()
    def discard(self) -> None:
        """Let the note being written go; it can be put back."""
        self._drafts.discard(KEY)
        self.discarded.emit()

    @Slot(str)
    def write(self, text: str) -> None:
        """The note's text as it is written."""
        if text != self._inputs.text:
            self._keep(replace(self._inputs, text=text))

    @Slot(str)
    def chooseTag(self, tag: str) -> None:
        """Say in one tap what kind of note it is."""
        self._keep(with_tag(self._inputs, tag))

    @Slot()
    def save(self) -> None:
        """Keep the note: one recorded change."""
        inputs = self._inputs
        if not inputs.text.strip() or inputs.busy or not self._district_known():
            return
        draft = self._drafts.settle(KEY)
        self._set(replace(inputs, busy=True))
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._patrols.note(
                inputs.district, inputs.text.strip(), inputs.where, inputs.photos, inputs.tag, draft=draft
            ),
            lambda answer: self._saved(answer, draft),
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
        """Take the last note back while it was not sent: it is being written again, above what was begun since."""
        operation = self._undo
        back = self._drafts.back_of(operation)
        draft = back.draft if back else None

        def answer(result: Answer[bool | StoreFull]) -> None:
            if result == Ok(True) and back is not None:
                self._drafts.adopt(back)
            self.said.emit(withdrawn_words(result), False)
            self.changed.emit()
            self.refresh()

        self._jobs.run(Lane.DATABASE, lambda: self._outbox.withdraw(operation, draft), answer)

    def _saved(self, answer: Answer[Outcome], draft: Draft | None) -> None:
        inputs = replace(self._inputs, busy=False)
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self._undo = answer.value.operation_id
            self._place(cleared(inputs))
            self._drafts.spent(draft, self._undo)
            self.said.emit(self.tr("Note kept on this device"), True)
            self.changed.emit()
        else:
            self._set(inputs)
            self._complain(answer)
        self.refresh()

    def _walked(self, answer: Answer[Outcome]) -> None:
        self._set(replace(self._inputs, busy=False))
        if isinstance(answer, Ok) and isinstance(answer.value, Recorded):
            self.said.emit("", False)
            self.changed.emit()
        else:
            self._complain(answer)
        self.refresh()

    def _district_known(self) -> bool:
        if not self._inputs.district:
            self.said.emit(self.tr("No district is known on this device yet. Sync once; your text stays here."), False)
        return bool(self._inputs.district)

    def _complain(self, answer: Answer[Outcome] | Answer[TakenPhoto | Refused | StoreFull]) -> None:
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
        self._place(self._inputs)

    def _district(self, place: Place | None) -> str:
        found = self._locate(place.lon, place.lat) if place else None
        mine = self._mine()
        running = self._inputs.running
        bound = self._inputs.bound
        return found or bound or (running.district_id if running else "") or (mine[0] if mine else "")

    def _place(self, inputs: PatrolInputs) -> None:
        """Show the district of where the note will lie."""
        self._inputs = inputs
        self._set(replace(inputs, district=self._district(inputs.where)))

    def _keep(self, inputs: PatrolInputs) -> None:
        """The note being written changed: bind it to where it was begun, and keep it."""
        if inputs.blank:
            inputs = replace(inputs, stood=None, bound="")
        elif not inputs.bound or inputs.stood is None:
            self._inputs = inputs = replace(inputs, stood=inputs.stood or inputs.position)
            inputs = replace(inputs, bound=self._district(inputs.where))
        self._place(inputs)
        if not inputs.blank:
            self._drafts.write(KEY, content(self._inputs), title=self._inputs.lookups.district(self._inputs.district))
        elif self._drafts.get(KEY) is not None:
            self._drafts.discard(KEY)

    def _follow_drafts(self) -> None:
        """The draft was put back, or discarded elsewhere."""
        draft, inputs = self._drafts.get(KEY), self._inputs
        if draft is not None and inputs.blank:
            self._place(resumed(inputs, draft.content))
        elif draft is None and not inputs.blank and not inputs.busy:
            self._place(cleared(inputs))

    def _take_restored(self, key: DraftKey) -> None:
        """The note is another one now, joined with what was put back: show it, or the next letter writes over it."""
        draft = self._drafts.get(key)
        if key == KEY and draft is not None:
            self._place(resumed(self._inputs, draft.content))

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
