"""One tip: what and where, who, its story, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.views import EntryState, Recorded, Refused
from app.tips import operations as ops
from app.tips.domain import OutcomeKind, Status, Tip
from app.tips.views import TipDetail
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words
from ui.tips.actions import Action, ActionRow, actions
from ui.tips.face import address_of, title_of
from ui.tips.story import StoryRow, story_rows
from ui.tips.words import code_words, outcome_word, status_tone, status_word

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

Acted = Recorded | Refused | StoreFull


class TipCase(Protocol):
    """The part of the tip service that one tip's page needs."""

    def detail(self, tip_id: str) -> TipDetail | None: ...
    def act(self, tip_id: str, operation: ops.TipOperation, *, base: int | None = None) -> Acted: ...
    def mark_read(self, tip_id: str) -> StoreFull | None: ...


class Withdrawing(Protocol):
    """The part of the outbox that undo needs."""

    def withdraw(self, operation_id: str) -> bool | StoreFull: ...


@dataclass(frozen=True, slots=True)
class TipInputs:
    """What the page knows: ``tip_id`` asked for, ``detail`` once it is here, ``missing`` if there is no such tip.

    ``online``: it is read from the station; ``notice`` says why it did not come.
    """

    tip_id: str = ""
    detail: TipDetail | None = None
    lookups: Lookups = field(default_factory=Lookups)
    missing: bool = False
    failed: bool = False
    online: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class TipProps:
    """What the page shows. ``online``: from the station, to be read only; ``notice`` says why it did not come."""

    tipId: str = ""
    here: bool = False
    missing: bool = False
    failed: bool = False
    online: bool = False
    notice: str = ""
    number: str = ""
    title: str = ""
    sign: str = ""
    category: str = ""
    status: str = ""
    tone: str = "neutral"
    deadline: str = ""
    deadlineTone: str = "neutral"
    address: str = ""
    district: str = ""
    holder: str = ""
    hasPlace: bool = False
    lat: float = 0.0
    lon: float = 0.0
    joined: int = 0
    contactName: str = ""
    phone: str = ""
    email: str = ""
    hasContact: bool = False
    unsent: int = 0
    gone: bool = False
    conflicts: int = 0
    outcome: str = ""


def derive(inputs: TipInputs, now: datetime) -> TipProps:
    """Props of the inputs at a moment."""
    detail = inputs.detail
    if detail is None:
        return TipProps(inputs.tip_id, False, inputs.missing, inputs.failed, inputs.online, inputs.notice)
    tip, contact, lookups = detail.tip, detail.contact, inputs.lookups
    closed = tip.status is Status.CLOSED
    deadline, tone = ("", "neutral") if closed else moments.deadline(tip.deadline, now)
    waiting = f": {tip.waiting_body}" if tip.waiting_body else ""
    return TipProps(
        tipId=tip.id,
        here=True,
        online=detail.online,
        number=tip.number,
        title=title_of(tip, lookups),
        sign=lookups.icon(tip.category),
        category=lookups.category(tip.category),
        status=status_word(tip.status, tip.waiting_on) + waiting,
        tone=status_tone(tip.status),
        deadline=deadline,
        deadlineTone=tone,
        address=address_of(tip),
        district=lookups.district(tip.district_id),
        holder=lookups.officer(tip.holder_id),
        hasPlace=tip.place is not None,
        lat=tip.place.lat if tip.place else 0.0,
        lon=tip.place.lon if tip.place else 0.0,
        joined=tip.joined,
        contactName=contact.name if contact else "",
        phone=contact.phone if contact else "",
        email=contact.email if contact else "",
        hasContact=contact is not None and bool(contact.phone or contact.email or contact.name),
        unsent=sum(entry.state in (EntryState.WAITING, EntryState.SENT) for entry in detail.pending),
        gone=detail.gone,
        conflicts=len(tip.conflicts),
        outcome=outcome_word(tip.closing.outcome.kind) if tip.closing else "",
    )


@QmlElement
class TipViewModel(ViewModel[TipProps], props=TipProps):
    """The tip in sight. ``said`` tells what was done, with the operations that undo would withdraw (or empty).

    A signal ``…Asked`` for each action that needs more words brings the tip (a TipDetail) that it is about:
    ``closingAsked`` with the outcome that the button said already, ``noteAsked`` with whether a photo comes first.
    """

    said = Signal(str, str)
    closingAsked = Signal(object, object)
    noteAsked = Signal(object, bool)
    waitAsked = Signal(object)
    reopenAsked = Signal(object)
    assignAsked = Signal()
    takenBack = Signal(str)
    changed = Signal()
    wasRead = Signal()
    onlineAsked = Signal(str)

    def __init__(
        self,
        tips: TipCase,
        outbox: Withdrawing,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        *,
        written: Callable[[str], frozenset[str]] = lambda _: frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(TipProps(), parent)
        self._written = written
        self._assigned: Tip | None = None
        self._tips = tips
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = TipInputs()
        self._story = RowModel(StoryRow, self)
        self._actions = RowModel(ActionRow, self)

    @fixed
    def story(self) -> RowModel[StoryRow]:
        return self._story

    @fixed
    def actions(self) -> RowModel[ActionRow]:
        """What is allowed now; the first two are the likeliest."""
        return self._actions

    @property
    def detail(self) -> TipDetail | None:
        return self._inputs.detail

    @Slot(str)
    def open(self, tip_id: str) -> None:
        """Show a tip, and note that it was read."""
        if tip_id != self._inputs.tip_id or self._inputs.online:
            self._set(TipInputs(tip_id=tip_id))
        if tip_id:
            self._jobs.run(Lane.DATABASE, lambda: self._tips.mark_read(tip_id), self._marked_read)
            self.refresh()

    def _marked_read(self, answer: Answer[StoreFull | None]) -> None:
        match answer:
            case Ok(value=None):
                pass
            case Ok():
                self.said.emit(
                    QCoreApplication.translate(
                        "Actions", "The device is full: the tip stays marked as unread. Make room."
                    ),
                    "",
                )
            case Err():
                self.said.emit(
                    QCoreApplication.translate(
                        "Actions", "The store takes no writing now: the tip stays marked as unread."
                    ),
                    "",
                )
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
        seen = detail.tip.status
        match Action(key):
            case Action.ACCEPT:
                self.act(ops.TipAccept(seen=seen))
            case Action.START:
                self.act(ops.TipStart(seen=seen))
            case action:
                self._ask(action, detail)

    def _ask(self, action: Action, detail: TipDetail) -> None:
        match action:
            case Action.CLOSE:
                self.closingAsked.emit(detail, None)
            case Action.NOT_OURS:
                self.closingAsked.emit(detail, OutcomeKind.NOT_OURS)
            case Action.HAND_OVER:
                self.closingAsked.emit(detail, OutcomeKind.HANDED_OVER)
            case Action.NOTE:
                self.noteAsked.emit(detail, False)
            case Action.PHOTO:
                self.noteAsked.emit(detail, True)
            case Action.WAIT:
                self.waitAsked.emit(detail)
            case Action.REOPEN:
                self.reopenAsked.emit(detail)
            case Action.ASSIGN:
                self._assigned = detail.tip
                self.assignAsked.emit()

    @Slot(str, str)
    def assign(self, holder_id: str, district_id: str) -> None:
        """Give the tip that was asked about to another officer, or to another district."""
        tip = self._assigned
        if tip is not None:
            operation = ops.TipAssign(holder_id=holder_id or None, district_id=district_id or None)
            self._act_on(tip, operation)

    def act(self, operation: ops.TipOperation) -> None:
        """Record one change of the tip in sight, as it is shown; none of a tip that this device does not hold."""
        detail = self._inputs.detail
        if detail is not None and not self._inputs.online:
            self._act_on(detail.tip, operation)

    def _act_on(self, tip: Tip, operation: ops.TipOperation) -> None:
        words = look_of(operation.KIND).done()
        self._jobs.run(
            Lane.DATABASE,
            lambda: self._tips.act(tip.id, operation, base=tip.version),
            lambda answer: self._acted(answer, words),
        )

    def tell(self, words: str, operations: str) -> None:
        """A sheet recorded something: say it, and show what it changed."""
        self.said.emit(words, operations)
        self.refresh()
        self.changed.emit()

    @Slot(str)
    def undo(self, operations: str) -> None:
        """Take back what was recorded together (ids with spaces between) and was not sent yet."""

        def work() -> bool | StoreFull:
            taken = [self._outbox.withdraw(one) for one in operations.split()]
            return next((one for one in taken if one is not True), True)

        def answer(result: Answer[bool | StoreFull]) -> None:
            if result == Ok(True):
                self.takenBack.emit(operations)
            self._undone(result)

        self._jobs.run(Lane.DATABASE, work, answer)

    def _undone(self, answer: Answer[bool | StoreFull]) -> None:
        self.said.emit(withdrawn_words(answer), "")
        self.refresh()
        self.changed.emit()

    def _acted(self, answer: Answer[Acted], words: str) -> None:
        match answer:
            case Err():
                self.said.emit(QCoreApplication.translate("Actions", "It could not be recorded. Try again."), "")
            case Ok(value=outcome):
                self.said.emit(*self._outcome(outcome, words))
        self.refresh()
        self.changed.emit()

    def _outcome(self, outcome: Acted, words: str) -> tuple[str, str]:
        match outcome:
            case Recorded(operation_id=operation_id):
                return words, operation_id
            case Refused(code=code, now=now):
                return code_words(code, now, self._inputs.lookups, self._clock()), ""
            case StoreFull():
                return QCoreApplication.translate(
                    "Actions", "The device is full: this was not kept, all before it is safe. Make room and try again."
                ), ""
            case _:
                assert_never(outcome)

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
        self._story.show(story_rows(detail, inputs.lookups, self._clock()) if detail else ())
        self._actions.show(actions(detail.tip.status, detail.allowed, self._written(detail.tip.id)) if detail else ())
        self.show(derive(inputs, self._clock()))
