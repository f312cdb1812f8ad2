"""The patrol note being written: said, placed and kept in under ten seconds, and taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, DraftKey, with_photo
from app.outbox.views import Recorded, Refused
from app.patrols.domain import Patrol
from app.photos.domain import TakenPhoto
from app.values import Place
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.patrols.answers import Outcome, no_district_words, trouble_words
from ui.patrols.list_model import TagRow, tag_rows
from ui.patrols.writing import KEY, NoteInputs, NoteProps, cleared, content, derive, resumed, with_tag
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Noting(Protocol):
    """The part of the patrol service that records a note."""

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


class Withdrawals(Protocol):
    """Takes a change back while it was never sent."""

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull: ...


Locate = Callable[[float, float], str | None]
"""The district of a point (longitude, latitude), None outside all."""


@QmlElement
class PatrolNoteViewModel(ViewModel[NoteProps], props=NoteProps):
    """The note being written. ``said`` tells what was done and whether it can be undone; ``changed``: a note was kept
    or taken back."""

    said = Signal(str, bool)
    changed = Signal()
    discarded = Signal()

    def __init__(
        self,
        patrols: Noting,
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
        super().__init__(NoteProps(), parent)
        self._patrols = patrols
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._mine = districts
        self._locate = locate
        self._drafts = drafts
        self._inputs = NoteInputs()
        self._undo = ""
        self._tags: RowModel[TagRow] = RowModel(TagRow, self)
        self._tags.show(tag_rows())
        drafts.changed.connect(self._follow_drafts)
        drafts.restored.connect(self._take_restored)
        self._follow_drafts()

    @fixed
    def tags(self) -> RowModel[TagRow]:
        return self._tags

    def walk(self, running: Patrol | None) -> None:
        """This patrol runs now, or none: a note without a place lies in its district."""
        self._place(replace(self._inputs, running=running))

    def move_to(self, position: Place | None) -> None:
        """Where the officer stands."""
        moved = replace(self._inputs, position=position)
        (self._place if moved.blank else self._keep)(moved)

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
            self.said.emit(trouble_words(answer, self._lookups(), self._clock()), False)

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
        if not inputs.text.strip() or inputs.busy:
            return
        if not inputs.district:
            self.said.emit(no_district_words(), False)
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
            self.said.emit(trouble_words(answer, self._lookups(), self._clock()), False)

    def _district(self, inputs: NoteInputs) -> str:
        place, running, bound = inputs.where, inputs.running, inputs.bound
        found = self._locate(place.lon, place.lat) if place else None
        mine = self._mine()
        return found or bound or (running.district_id if running else "") or (mine[0] if mine else "")

    def _place(self, inputs: NoteInputs) -> None:
        """Show the district of where the note will lie."""
        self._set(replace(inputs, district=self._district(inputs)))

    def _keep(self, inputs: NoteInputs) -> None:
        """The note being written changed: bind it to where it was begun, and keep it."""
        if inputs.blank:
            inputs = replace(inputs, stood=None, bound="")
        elif not inputs.bound or inputs.stood is None:
            inputs = replace(inputs, stood=inputs.stood or inputs.position)
            inputs = replace(inputs, bound=self._district(inputs))
        self._place(inputs)
        if not inputs.blank:
            self._drafts.write(KEY, content(self._inputs), title=self._inputs.lookups.district(self._inputs.district))
        elif self._drafts.get(KEY) is not None:
            self._drafts.discard(KEY)

    def _follow_drafts(self) -> None:
        """The draft was put back, or discarded elsewhere."""
        draft, inputs = self._drafts.get(KEY), self._inputs
        if draft is not None and inputs.blank:
            inputs = resumed(inputs, draft.content)
        elif draft is None and not inputs.blank and not inputs.busy:
            inputs = cleared(inputs)
        else:
            return
        self._place(inputs)

    def _take_restored(self, key: DraftKey) -> None:
        """The note is another one now, joined with what was put back: show it, or the next letter writes over it."""
        draft = self._drafts.get(key)
        if key == KEY and draft is not None:
            self._place(resumed(self._inputs, draft.content))

    def _set(self, inputs: NoteInputs) -> None:
        self._inputs = replace(inputs, lookups=self._lookups())
        self._tags.show(tag_rows())
        self.show(derive(self._inputs))
