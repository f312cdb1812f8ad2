"""The tips behind one number of the board: reading them, and giving some to another officer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, assert_never

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.views import Recorded, Refused
from app.tips.views import TipPage, TipQuery, TipRow
from app.workload.views import Cell, Measure
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words
from ui.team.list_model import TeamTipRow, tip_rows
from ui.team.numbers import Number, Total, key_of, measure_word, whose
from ui.tips.words import code_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

CELL_LIMIT = 500
Outcome = Recorded | Refused | StoreFull


class Reassigning(Protocol):
    """The part of the team service that knows the tips of a number and gives them over."""

    def tips_of(self, cell: Cell) -> TipQuery: ...

    def reassign(
        self, tip_ids: Sequence[str], holder_id: str | None, district_id: str | None
    ) -> tuple[Outcome, ...]: ...


class TipPages(Protocol):
    """Reads the tips behind a number."""

    def page(self, query: TipQuery) -> TipPage: ...


class Withdrawing(Protocol):
    """Takes changes back while none of them was sent."""

    def withdraw_all(self, operation_ids: Sequence[str]) -> bool | StoreFull: ...


@dataclass(frozen=True, slots=True)
class CellInputs:
    """What is known of the tapped ``number``; ``undo`` are the last reassignment's operations.

    ``tips`` are the first of the ``total`` behind that number.
    """

    number: Number | None = None
    tips: tuple[TipRow, ...] = ()
    total: int = 0
    loaded: bool = False
    failed: bool = False
    chosen: frozenset[str] = frozenset()
    busy: bool = False
    undo: tuple[str, ...] = ()
    lookups: Lookups = field(default_factory=Lookups)


@dataclass(frozen=True, slots=True)
class CellProps:
    """What is shown beside the board. ``key`` and ``measure`` say where on it the number stands."""

    key: str = ""
    measure: str = ""
    title: str = ""
    where: str = ""
    loaded: bool = False
    failed: bool = False
    tipCount: int = 0
    tipsListed: int = 0
    chosenCount: int = 0
    allChosen: bool = False
    busy: bool = False


def derive(inputs: CellInputs) -> CellProps:
    """Props of the inputs."""
    number = inputs.number
    if number is None:
        return CellProps(busy=inputs.busy)
    return CellProps(
        key=key_of(number),
        measure=number.measure.value,
        title=measure_word(number.measure),
        where=whose(number, inputs.lookups),
        loaded=inputs.loaded,
        failed=inputs.failed,
        tipCount=inputs.total,
        tipsListed=len(inputs.tips),
        chosenCount=len(inputs.chosen),
        allChosen=bool(inputs.tips) and len(inputs.chosen) == len(inputs.tips),
        busy=inputs.busy,
    )


@QmlElement
class CellViewModel(ViewModel[CellProps], props=CellProps):
    """The number that was tapped. ``said`` carries what was done and whether it can be undone; ``opened`` a tip to
    read; ``changed``: tips were given over or back."""

    said = Signal(str, bool)
    opened = Signal(str)
    changed = Signal()

    def __init__(
        self,
        team: Reassigning,
        tips: TipPages,
        outbox: Withdrawing,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(CellProps(), parent)
        self._team = team
        self._pages = tips
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = CellInputs()
        self._tips: RowModel[TeamTipRow] = RowModel(TeamTipRow, self)

    @fixed
    def tips(self) -> RowModel[TeamTipRow]:
        return self._tips

    @Slot()
    def refresh(self) -> None:
        """Read the tips of the number anew."""
        if self._inputs.number is not None:
            self._read(self._inputs.number)

    @Slot(str, str, str)
    def showCell(self, district_id: str, holder_id: str, measure: str) -> None:
        """A number was tapped: read its tips."""
        self._show_number(Cell(district_id, holder_id or None, Measure(measure)))

    @Slot(str)
    def showTotal(self, measure: str) -> None:
        """A number over the whole board was tapped."""
        self._show_number(Total(Measure(measure)))

    @Slot()
    def leave(self) -> None:
        self._show_number(None)

    @Slot(str)
    def toggle(self, tip_id: str) -> None:
        """Choose a tip for another holder, or leave it."""
        self._set(replace(self._inputs, chosen=self._inputs.chosen ^ {tip_id}))

    @Slot()
    def toggleAll(self) -> None:
        everything = frozenset(tip.id for tip in self._inputs.tips)
        chosen = frozenset() if self._inputs.chosen == everything else everything
        self._set(replace(self._inputs, chosen=chosen))

    @Slot(str)
    def openTip(self, tip_id: str) -> None:
        self.opened.emit(tip_id)

    @Slot(str)
    def reassign(self, holder_id: str) -> None:
        """Give the chosen tips to ``holder_id``."""
        chosen = tuple(tip.id for tip in self._inputs.tips if tip.id in self._inputs.chosen)
        if not chosen or self._inputs.busy:
            return
        self._set(replace(self._inputs, busy=True))
        name = self._lookups().officer(holder_id)

        def answer(result: Answer[tuple[Outcome, ...]]) -> None:
            self._reassigned(result, name)

        self._jobs.run(Lane.DATABASE, lambda: self._team.reassign(chosen, holder_id, None), answer)

    @Slot()
    def undo(self) -> None:
        """Take the last reassignment back: all of it, or nothing where any of it was sent."""
        operations = self._inputs.undo
        self._set(replace(self._inputs, undo=()))

        def answer(result: Answer[bool | StoreFull]) -> None:
            late = self.tr("It was sent already. Give the tips back to change it.")
            self.said.emit(late if result == Ok(False) else withdrawn_words(result), False)
            self.changed.emit()
            self.refresh()

        self._jobs.run(Lane.DATABASE, lambda: self._outbox.withdraw_all(operations), answer)

    def _reassigned(self, result: Answer[tuple[Outcome, ...]], name: str) -> None:
        match result:
            case Err():
                self._set(replace(self._inputs, busy=False))
                self.said.emit(self.tr("The tips could not be given over. Nothing was changed; try again."), False)
                return
            case Ok(value=outcomes):
                done = tuple(one.operation_id for one in outcomes if isinstance(one, Recorded))
        self._set(replace(self._inputs, busy=False, chosen=frozenset(), undo=done))
        self.said.emit(self._given_words(outcomes, len(done), name), bool(done))
        self.changed.emit()
        self.refresh()

    def _given_words(self, outcomes: tuple[Outcome, ...], done: int, name: str) -> str:
        refused = [one for one in outcomes if isinstance(one, Refused)]
        if any(isinstance(one, StoreFull) for one in outcomes):
            return self.tr("The disk is full. Free some space and try again; nothing was lost.")
        if refused:
            why = code_words(refused[0].code, refused[0].now, self._lookups(), self._clock())
            return self.tr("%n tip(s) not given over: %1", "", len(refused)).replace("%1", why)
        return self.tr("%n tip(s) given to %1", "", done).replace("%1", name)

    def _show_number(self, number: Number | None) -> None:
        self._set(CellInputs(number=number, busy=self._inputs.busy, undo=self._inputs.undo))
        self.refresh()

    def _question(self, number: Number) -> TipQuery:
        match number:
            case Cell():
                return self._team.tips_of(number)
            case Total(measure=measure):
                question = self._team.tips_of(Cell("", None, measure))
                return msgspec.structs.replace(question, district=None, holder=None)
            case _:
                assert_never(number)

    def _read(self, number: Number) -> None:
        question = msgspec.structs.replace(self._question(number), limit=CELL_LIMIT)

        def answer(result: Answer[TipPage]) -> None:
            if self._inputs.number == number:
                self._take(result)

        self._jobs.run(Lane.DATABASE, lambda: self._pages.page(question), answer)

    def _take(self, result: Answer[TipPage]) -> None:
        match result:
            case Err():
                self._set(replace(self._inputs, loaded=True, failed=True))
            case Ok(value=page):
                chosen = self._inputs.chosen & frozenset(row.id for row in page.rows)
                read = replace(self._inputs, tips=page.rows, total=page.total, chosen=chosen)
                self._set(replace(read, loaded=True, failed=False))

    def _set(self, inputs: CellInputs) -> None:
        self._inputs = replace(inputs, lookups=self._lookups())
        self._tips.show(tip_rows(inputs.tips, inputs.chosen, self._inputs.lookups, self._clock()))
        self.show(derive(self._inputs))
