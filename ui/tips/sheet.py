"""What every sheet of a tip does: bound to its tip when it opens, kept while one writes in it, recorded whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, DraftKey
from app.outbox.views import Recorded, Refused
from app.tips import operations as ops
from app.tips.domain import Status
from app.tips.views import TipDetail
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.drafts.sheet import KeptSheet
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.tips.words import code_words

FEATURE = "tips"
P = TypeVar("P")
Done = tuple[Recorded, ...] | Refused | StoreFull


class Recording(Protocol):
    """The part of the tip service that a sheet ends in."""

    def act_together(
        self,
        tip_id: str,
        operations: Sequence[ops.TipOperation],
        *,
        base: int | None = None,
        draft: Draft | None = None,
    ) -> Done: ...


@dataclass(frozen=True, slots=True)
class Target:
    """The tip that a sheet is about, as it was when the sheet opened. What it records goes there and nowhere else."""

    id: str
    version: int
    status: Status
    number: str
    title: str

    @property
    def words(self) -> str:
        return " · ".join(filter(None, (self.number, self.title)))


def target_of(detail: TipDetail) -> Target:
    """The target of a sheet that opens on what is shown."""
    tip = detail.tip
    return Target(tip.id, tip.version, tip.status, tip.number, tip.title.partition("\n")[0])


@dataclass(frozen=True, slots=True)
class SheetTools:
    """What all the sheets work with."""

    tips: Recording
    drafts: DraftKeeper
    jobs: Jobs
    lookups: Callable[[], Lookups]
    clock: moments.Clock


class SheetViewModel(KeptSheet[P]):
    """A sheet of one tip.

    ``recorded`` carries the words of what was done and the ids of the operations (with spaces between) that undo would
    withdraw.
    """

    SHEET: ClassVar[str]
    recorded = Signal(str, str)

    def __init__(self, props: P, tools: SheetTools, parent: QObject | None = None) -> None:
        super().__init__(props, tools.drafts, parent)
        self._tools = tools
        self._target: Target | None = None

    @property
    def target(self) -> Target | None:
        """The tip that this sheet is about, None while it never opened."""
        return self._target

    @property
    def key(self) -> DraftKey | None:
        """Where this sheet's draft lies."""
        return DraftKey(FEATURE, self.SHEET, self._target.id) if self._target else None

    def bind(self, target: Target) -> None:
        """Open on a tip, with what was being written about it."""
        self._target = target
        self._begin()

    def _about(self) -> str:
        return self._target.words if self._target else ""

    def _base(self) -> int | None:
        return self._target.version if self._target else None

    def _record(self, *operations: ops.TipOperation, words: str = "") -> None:
        """Record these on the sheet's own tip, in one transaction with spending its draft."""
        target = self._target
        if target is None or self.key is None or self._busy:
            return
        self._busy, self._problem = True, ""
        draft, said = self._tools.drafts.settle(self.key), words or look_of(operations[-1].KIND).done()

        def work() -> Done:
            return self._tools.tips.act_together(target.id, operations, base=target.version, draft=draft)

        def answer(result: Answer[Done]) -> None:
            self._recorded(result, draft, said)

        self._refresh()
        self._tools.jobs.run(Lane.DATABASE, work, answer)

    def _recorded(self, result: Answer[Done], draft: Draft | None, words: str) -> None:
        self._busy = False
        if isinstance(result, Ok) and isinstance(result.value, tuple):
            done = " ".join(one.operation_id for one in result.value)
            self._tools.drafts.spent(draft, done)
            self._refresh()
            self.finished.emit()
            self.recorded.emit(words, done)
            return
        self._problem = self._trouble(result)
        self._refresh()

    def _trouble(self, result: Answer[Any]) -> str:
        match result:
            case Ok(value=Refused(code=code, now=now)):
                why = code_words(code, now, self._tools.lookups(), self._tools.clock())
                words = QCoreApplication.translate("Sheet", "%1 What you wrote is kept here.")
                return words.replace("%1", why)
            case Ok(value=StoreFull()):
                return QCoreApplication.translate(
                    "Sheet",
                    "The device is full: this was not recorded. What you wrote is kept here; make room and try again.",
                )
            case _:
                return QCoreApplication.translate(
                    "Sheet", "It could not be recorded. What you wrote is kept here; try again."
                )
