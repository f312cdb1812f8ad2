"""Sync: what waits, what the station said, and how the connection stands. Also feeds the thin strip on every page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.outbox.views import EntryState, Exported, OutboxEntry, OutboxSummary, Recorded, Refused
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import dismissed_words, exported_words, resent_words, withdrawn_words
from ui.sync.edit_viewmodel import FEATURE
from ui.sync.list_model import ChangeRow, change_rows
from ui.sync.rounds import Rounds
from ui.sync.standing import SyncInputs, SyncProps, derive
from ui.sync.taking_back import taken_back

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Outbox(Protocol):
    """The part of the outbox service that this page needs."""

    def summary(self) -> OutboxSummary: ...
    def entries(self) -> tuple[OutboxEntry, ...]: ...
    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull: ...
    def resend(
        self, operation_id: str, payload: dict[str, Any] | None = None, draft: Draft | None = None
    ) -> Recorded | Refused | StoreFull: ...
    def dismiss(self, operation_id: str) -> bool | StoreFull: ...
    def export(self, path: Path) -> Exported | Refused | StoreFull: ...


@QmlElement
class SyncViewModel(ViewModel[SyncProps], props=SyncProps):
    """The Sync page. ``said`` tells in words what was done, without words that there is nothing more to say;
    ``opened`` asks for a tip, ``editAsked`` for the sheet of a refused change (an OutboxEntry)."""

    said = Signal(str)
    opened = Signal(str)
    changed = Signal()
    editAsked = Signal(object)
    enrolAsked = Signal()

    def __init__(
        self,
        outbox: Outbox,
        rounds: Rounds,
        drafts: DraftKeeper,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        last_success: datetime | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SyncProps(), parent)
        self._outbox = outbox
        self._rounds = rounds
        self._drafts = drafts
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = SyncInputs(last_success=last_success)
        self._entries: tuple[OutboxEntry, ...] = ()
        self._changes: RowModel[ChangeRow] = RowModel(ChangeRow, self)
        self._listed = False
        self._wanted = ""
        self._going: set[str] = set()
        rounds.changed.connect(self._follow)
        rounds.finished.connect(self.refresh)

    @fixed
    def changes(self) -> RowModel[ChangeRow]:
        return self._changes

    @Slot()
    def refresh(self) -> None:
        """Read the outbox anew."""
        self._jobs.run(Lane.DATABASE, lambda: (self._outbox.summary(), self._outbox.entries()), self._take)

    @Slot()
    def sendNow(self) -> None:
        self._rounds.send_now()

    @Slot(str)
    def withdraw(self, operation_id: str) -> None:
        """Take back a change that was never sent: what was written in it is a draft again."""
        entry = self._entry(operation_id)
        if entry is None or not self._begin(operation_id):
            return
        kept = taken_back(self._entries, entry)
        back = self._drafts.back(kept.key, kept.content, title=kept.title) if kept else None

        def answer(result: Answer[bool | StoreFull]) -> None:
            self._going.discard(operation_id)
            words = withdrawn_words(result)
            if result == Ok(True) and back is not None:
                self._drafts.adopt(back)
                words = self.tr("Taken back. What you wrote is a draft again.")
            self._done(words)

        self._jobs.run(Lane.DATABASE, lambda: self._outbox.withdraw(operation_id, back.draft if back else None), answer)

    @Slot(str)
    def resend(self, operation_id: str) -> None:
        """Record a refused change anew, as things stand now."""
        if not self._begin(operation_id):
            return

        def answer(result: Answer[Recorded | Refused | StoreFull]) -> None:
            self._going.discard(operation_id)
            words = resent_words(result, self._lookups(), self._clock())
            if isinstance(result, Ok) and isinstance(result.value, Recorded):
                self.tell(words)
            else:
                self._done(words)

        self._jobs.run(Lane.DATABASE, lambda: self._outbox.resend(operation_id), answer)

    @Slot(str)
    def edit(self, operation_id: str) -> None:
        """Have the sheet opened in which a refused change is written anew, once the list is read."""
        self._wanted = operation_id
        if self._listed:
            self._open_wanted()

    @Slot(str)
    def dismiss(self, operation_id: str) -> None:
        """Put a merged or rejected change aside; its text stays."""
        if not self._begin(operation_id):
            return

        def answer(result: Answer[bool | StoreFull]) -> None:
            self._going.discard(operation_id)
            self._done(dismissed_words(result))

        self._jobs.run(Lane.DATABASE, lambda: self._outbox.dismiss(operation_id), answer)

    @Slot()
    def mark(self) -> None:
        """Something began or ended being written: the rows say so."""
        self._show_entries()

    def tell(self, words: str) -> None:
        """A change was recorded in another one's place: say it, and have it sent."""
        self._done(words)
        self._rounds.poke()

    @Slot(str)
    def openTip(self, tip_id: str) -> None:
        if tip_id:
            self.opened.emit(tip_id)

    @Slot()
    def enrol(self) -> None:
        self.enrolAsked.emit()

    @Slot(QUrl)
    def exportTo(self, url: QUrl) -> None:
        """Write what waits to a signed file that the station can read in."""
        path = Path(url.toLocalFile())
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._outbox.export(path),
            lambda answer: self.said.emit(exported_words(answer, path.name)),
        )

    def _entry(self, operation_id: str) -> OutboxEntry | None:
        return next((one for one in self._entries if one.operation_id == operation_id), None)

    def _begin(self, operation_id: str) -> bool:
        """Whether this change may be touched: one tap on it is on its way at a time."""
        free = operation_id not in self._going
        self._going.add(operation_id)
        return free

    def _open_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        entry = self._entry(wanted)
        if entry is not None and entry.state is EntryState.REJECTED:
            self.editAsked.emit(entry)
        elif wanted:
            self.said.emit(self.tr("This entry needs nothing any more. What you wrote can still be copied."))

    def _done(self, words: str) -> None:
        self.said.emit(words)
        self.changed.emit()
        self.refresh()

    def _take(self, answer: Answer[tuple[OutboxSummary, tuple[OutboxEntry, ...]]]) -> None:
        match answer:
            case Err():
                self._set(replace(self._inputs, unread=True))
            case Ok(value=(summary, entries)):
                self._entries, self._listed = entries, True
                self._show_entries()
                self._set(replace(self._inputs, summary=summary, now=self._clock(), unread=False))
                if self._wanted:
                    self._open_wanted()

    def _show_entries(self) -> None:
        written = self._drafts.targets(FEATURE)
        self._changes.show(change_rows(self._entries, self._lookups(), self._clock(), written))

    def _follow(self) -> None:
        self._set(replace(self._inputs, state=self._rounds.state, now=self._clock()))

    def _set(self, inputs: SyncInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))
