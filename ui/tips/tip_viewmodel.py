"""One tip: what and where, who, its story, and what can be done with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.tips import operations as ops
from app.tips.domain import OutcomeKind, Tip
from app.tips.views import TipDetail
from ui.jobs import Answer, Err, Lane, Ok
from ui.rows import RowModel
from ui.snapshot import fixed
from ui.tips.acting import ActingTools, ActingViewModel, Acts
from ui.tips.actions import ActionRow, action_of, actions, offered
from ui.tips.facts import FactRow, fact_rows
from ui.tips.sheet import FEATURE
from ui.tips.story import story_rows
from ui.tips.story_row import StoryRow
from ui.tips.tip_props import TipInputs, TipProps, derive

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
BUTTONS = 2
"""So many actions have a button of their own."""


class TipCase(Acts, Protocol):
    """The part of the tip service that one tip's page needs."""

    def detail(self, tip_id: str) -> TipDetail | None: ...
    def mark_read(self, tip_id: str) -> StoreFull | None: ...


@QmlElement
class TipViewModel(ActingViewModel[TipProps], props=TipProps):
    """The tip in sight.

    A signal ``…Asked`` for each intent that needs more words brings the tip (a TipDetail) that it is about:
    ``closingAsked`` with the outcome that the button said already, ``noteAsked`` with whether a photo comes first,
    ``formAsked`` with the form.
    """

    closingAsked = Signal(object, object)
    noteAsked = Signal(object, bool)
    formAsked = Signal(object, object)
    assignAsked = Signal()
    wasRead = Signal()
    onlineAsked = Signal(str)

    def __init__(
        self,
        tips: TipCase,
        tools: ActingTools,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(TipProps(), tools, parent)
        self._drafts = tools.drafts
        self._assigned: Tip | None = None
        self._acting_now = False
        self._tips = tips
        self._jobs = tools.jobs
        self._lookups = tools.lookups
        self._clock = tools.clock
        self._inputs = TipInputs()
        self._asks: Mapping[str, Callable[[TipDetail], None]] = {
            "close": lambda detail: self.closingAsked.emit(detail, None),
            "not_ours": lambda detail: self.closingAsked.emit(detail, OutcomeKind.NOT_OURS),
            "hand_over": lambda detail: self.closingAsked.emit(detail, OutcomeKind.HANDED_OVER),
            "note": lambda detail: self.noteAsked.emit(detail, False),
            "photo": lambda detail: self.noteAsked.emit(detail, True),
            "assign": self._ask_for_whom,
        }
        self._facts = RowModel(FactRow, self)
        self._story = RowModel(StoryRow, self)
        self._likeliest = RowModel(ActionRow, self)
        self._further = RowModel(ActionRow, self)

    @fixed
    def facts(self) -> RowModel[FactRow]:
        return self._facts

    @fixed
    def story(self) -> RowModel[StoryRow]:
        return self._story

    @fixed
    def likeliest(self) -> RowModel[ActionRow]:
        """The actions that have a button of their own."""
        return self._likeliest

    @fixed
    def further(self) -> RowModel[ActionRow]:
        """The actions behind one button."""
        return self._further

    @property
    def actions(self) -> tuple[ActionRow, ...]:
        """What is allowed now, the likeliest first."""
        return (*self._likeliest.rows, *self._further.rows)

    @property
    def detail(self) -> TipDetail | None:
        return self._inputs.detail

    def tell(self, words: str, operations: str) -> None:
        """What was recorded or refused is said: the next tap may act again."""
        self._acting_now = False
        super().tell(words, operations)

    @Slot(str)
    def open(self, tip_id: str) -> None:
        """Show a tip, and note that it was read."""
        if tip_id != self._inputs.tip_id or self._inputs.online:
            self._set(TipInputs(tip_id=tip_id))
        if tip_id:
            self.refresh()
            self._jobs.run(Lane.DATABASE, lambda: self._tips.mark_read(tip_id), self._marked_read)

    def _marked_read(self, answer: Answer[StoreFull | None]) -> None:
        if answer != Ok(None):
            words = QCoreApplication.translate(
                "Actions", "The device is full, or its store takes no writing: the tip stays marked as unread."
            )
            self.said.emit(words, "")
        self.wasRead.emit()

    def open_online(self, tip_id: str) -> None:
        """Show a tip that is on its way from the station; ``take_online`` brings it."""
        self._set(TipInputs(tip_id=tip_id, online=True))

    def take_online(self, tip_id: str, came: TipDetail | str) -> None:
        """The tip from the station, or the words why it did not come."""
        inputs = self._inputs
        if tip_id == inputs.tip_id and inputs.online:
            words, detail = (came, None) if isinstance(came, str) else ("", came)
            self._set(TipInputs(tip_id, detail, self._lookups(), online=True, notice=words))

    @Slot()
    def askOnlineAgain(self) -> None:
        """Try once more to read the tip from the station."""
        self.open_online(self._inputs.tip_id)
        self.onlineAsked.emit(self._inputs.tip_id)

    @Slot()
    def leave(self) -> None:
        self._set(TipInputs())

    @Slot()
    def mark(self) -> None:
        """Something about the tip began or ended being written: its buttons say so."""
        self._set(self._inputs)

    @Slot()
    def refresh(self) -> None:
        """The store changed: read the tip again. One from the station stays until it is on this device again."""
        tip_id = self._inputs.tip_id
        if tip_id:
            self._jobs.run(Lane.DATABASE, lambda: self._tips.detail(tip_id), lambda found: self._take(tip_id, found))

    @Slot(str)
    def perform(self, key: str) -> None:
        """Do what needs no more words, else have the sheet of that action opened on what is shown now."""
        detail = self._inputs.detail
        if detail is None or self._inputs.online:
            return
        action = action_of(key)
        if action.at_once is not None:
            if not self._acting_now:
                self._acting_now = True
                self.act_on(detail.tip, action.at_once(detail.tip))
        elif action.form is not None:
            self.formAsked.emit(detail, action.form)
        else:
            self._asks[key](detail)

    def _ask_for_whom(self, detail: TipDetail) -> None:
        self._assigned = detail.tip
        self.assignAsked.emit()

    @Slot(str, str)
    def assign(self, holder_id: str, district_id: str) -> None:
        """Give the tip that was asked about to another officer, or to another district."""
        tip = self._assigned
        if tip is not None:
            self.act_on(tip, ops.TipAssign(holder_id=holder_id or None, district_id=district_id or None))

    def _take(self, tip_id: str, answer: Answer[TipDetail | None]) -> None:
        if tip_id != self._inputs.tip_id:
            return
        match answer:
            case Err() | Ok(value=None) if self._inputs.online:
                self._set(self._inputs)
            case Err():
                self._set(replace(self._inputs, failed=True))
            case Ok(value=detail):
                self._set(TipInputs(tip_id, detail, self._lookups(), missing=detail is None))

    def _set(self, inputs: TipInputs) -> None:
        self._inputs = inputs
        detail = inputs.detail
        self._facts.show(fact_rows(detail.tip, inputs.lookups, self._clock()) if detail else ())
        self._story.show(story_rows(detail, inputs.lookups, self._clock()) if detail else ())
        rows = (
            actions(
                detail.tip.status,
                offered(detail.allowed, inputs.lookups),
                self._drafts.sheets_of(FEATURE, detail.tip.id),
                heard=detail.tip.heard_at is not None,
            )
            if detail
            else ()
        )
        self._likeliest.show(rows[:BUTTONS])
        self._further.show(rows[BUTTONS:])
        self.show(replace(derive(inputs, self._clock()), hasFurther=len(rows) > BUTTONS))
