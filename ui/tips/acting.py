"""Recording one change of a tip, saying what became of it, and taking it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.outbox.views import Recorded, Refused
from app.tips import operations as ops
from app.tips.domain import Tip
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.snapshot import ViewModel
from ui.sync.answers import withdrawn_words
from ui.tips.words import code_words

P = TypeVar("P")
Acted = Recorded | Refused | StoreFull


class Acts(Protocol):
    """The part of the tip service that records."""

    def act(self, tip_id: str, operation: ops.TipOperation, *, base: int | None = None) -> Acted: ...


class Withdrawing(Protocol):
    """The part of the outbox that undo needs."""

    def withdraw_all(self, operation_ids: Sequence[str], draft: Draft | None = None) -> bool | StoreFull: ...


@dataclass(frozen=True, slots=True)
class ActingTools:
    """What recording and taking back work with."""

    tips: Acts
    outbox: Withdrawing
    drafts: DraftKeeper
    jobs: Jobs
    lookups: Callable[[], Lookups]
    clock: moments.Clock


class ActingViewModel(ViewModel[P]):
    """Changes tips.

    ``said`` tells what was done, with the operations that undo would withdraw (or empty); ``changed``: the store is
    another one now.
    """

    said = Signal(str, str)
    changed = Signal()

    def __init__(self, props: P, tools: ActingTools, parent: QObject | None = None) -> None:
        super().__init__(props, parent)
        self._acting = tools

    def refresh(self) -> None:
        """Read anew what is shown."""
        raise NotImplementedError

    def tell(self, words: str, operations: str) -> None:
        """Something was recorded, here or in a sheet: say it, and show what it changed."""
        self.said.emit(words, operations)
        self.refresh()
        self.changed.emit()

    @Slot(str)
    def undo(self, operations: str) -> None:
        """Take back what was recorded together (ids with spaces between) and was not sent yet: it is a draft again."""
        back = self._acting.drafts.back_of(operations)
        draft = back.draft if back else None

        def answer(result: Answer[bool | StoreFull]) -> None:
            if result == Ok(True) and back is not None:
                self._acting.drafts.adopt(back)
            self.tell(withdrawn_words(result), "")

        self._acting.jobs.run(
            Lane.DATABASE, lambda: self._acting.outbox.withdraw_all(operations.split(), draft), answer
        )

    def act_on(self, tip: Tip, operation: ops.TipOperation) -> None:
        """Record one change of this tip, as it was shown."""
        words = look_of(operation.KIND).done()
        self._acting.jobs.run(
            Lane.DATABASE,
            lambda: self._acting.tips.act(tip.id, operation, base=tip.version),
            lambda answer: self._acted(answer, words),
        )

    def _acted(self, answer: Answer[Acted], words: str) -> None:
        match answer:
            case Err():
                self.tell(QCoreApplication.translate("Actions", "It could not be recorded. Try again."), "")
            case Ok(value=outcome):
                self.tell(*self._outcome(outcome, words))

    def _outcome(self, outcome: Acted, words: str) -> tuple[str, str]:
        match outcome:
            case Recorded(operation_id=operation_id):
                return words, operation_id
            case Refused(code=code, now=now):
                return code_words(code, now, self._acting.lookups(), self._acting.clock()), ""
            case StoreFull():
                return QCoreApplication.translate(
                    "Actions", "The device is full: this was not kept, all before it is safe. Make room and try again."
                ), ""
            case _:
                assert_never(outcome)
