"""Team: where the work piles up, the tips behind every number, and giving them to somebody else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, assert_never

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.views import Recorded, Refused
from app.tips.views import TipPage, TipQuery, TipRow
from app.workload.views import Cell, Measure, WorkloadRow
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words
from ui.team.list_model import BoardRow, OfficerRow, TeamTipRow, board_rows, officer_rows, tip_rows
from ui.tips.words import code_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1

CELL_LIMIT = 500
EVERYWHERE = "*"
Outcome = Recorded | Refused | StoreFull


@dataclass(frozen=True, slots=True)
class Total:
    """A number over the whole board."""

    measure: Measure


Number = Cell | Total


class Workloads(Protocol):
    """The part of the team service that this page needs."""

    def workload(self, now: datetime) -> tuple[WorkloadRow, ...]: ...

    def tips_of(self, cell: Cell) -> TipQuery: ...

    def reassign(
        self, tip_ids: Sequence[str], holder_id: str | None, district_id: str | None
    ) -> tuple[Outcome, ...]: ...


class TipPages(Protocol):
    """Reads the tips behind a number."""

    def page(self, query: TipQuery) -> TipPage: ...


class Withdrawals(Protocol):
    """Takes a change back while it was never sent."""

    def withdraw(self, operation_id: str) -> bool | StoreFull: ...


@dataclass(frozen=True, slots=True)
class TeamInputs:
    """What the page knows. ``cell`` is the number that was tapped, ``undo`` the last reassignment's operations.

    ``tips`` are the first of the ``tips_total`` behind that number.
    """

    workload: tuple[WorkloadRow, ...] = ()
    loaded: bool = False
    failed: bool = False
    cell: Number | None = None
    tips: tuple[TipRow, ...] = ()
    tips_total: int = 0
    tips_loaded: bool = False
    tips_failed: bool = False
    chosen: frozenset[str] = frozenset()
    busy: bool = False
    undo: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class TeamProps:
    """What the page shows."""

    loaded: bool = False
    failed: bool = False
    empty: bool = False
    fresh: int = 0
    open: int = 0
    waiting: int = 0
    overdue: int = 0
    oldest: str = ""
    spread: str = ""
    cellKey: str = ""
    cellMeasure: str = ""
    cellTitle: str = ""
    cellWhere: str = ""
    tipsLoaded: bool = False
    tipsFailed: bool = False
    tipCount: int = 0
    tipsListed: int = 0
    chosenCount: int = 0
    allChosen: bool = False
    busy: bool = False


def measure_word(measure: Measure) -> str:
    """The name of a number of the board."""
    match measure:
        case Measure.NEW_7D:
            return QCoreApplication.translate("Team", "New in 7 days")
        case Measure.OPEN:
            return QCoreApplication.translate("Team", "Open")
        case Measure.WAITING:
            return QCoreApplication.translate("Team", "Waiting")
        case Measure.OVERDUE:
            return QCoreApplication.translate("Team", "Overdue")


def _spread(workload: tuple[WorkloadRow, ...]) -> str:
    """The range of open tips over officers (SCIENCE.md §4: range first); nothing for fewer than two officers."""
    load: dict[str, tuple[str, int]] = {}
    for row in workload:
        if row.holder_id:
            _, before = load.get(row.holder_id, ("", 0))
            load[row.holder_id] = (row.holder_name, before + row.open)
    if len(load) < 2:
        return ""
    least, most = min(load.values(), key=lambda one: one[1]), max(load.values(), key=lambda one: one[1])
    words = QCoreApplication.translate("Team", "%1 has the most open (%2), %3 the fewest (%4).")
    for sign, value in (("%1", most[0]), ("%2", str(most[1])), ("%3", least[0]), ("%4", str(least[1]))):
        words = words.replace(sign, value)
    return words


def _cell_where(inputs: TeamInputs) -> str:
    match inputs.cell:
        case None:
            return ""
        case Total():
            return QCoreApplication.translate("Team", "All districts")
        case Cell(district_id=district, holder_id=holder):
            row = next((row for row in inputs.workload if (row.district_id, row.holder_id) == (district, holder)), None)
            if row is None:
                return ""
            outside = QCoreApplication.translate("Team", "Outside all districts")
            nobody = QCoreApplication.translate("Team", "nobody yet")
            return f"{row.district_name or outside} · {row.holder_name or nobody}"


def _cell_key(cell: Number | None) -> str:
    match cell:
        case None:
            return ""
        case Total():
            return EVERYWHERE
        case Cell(district_id=district, holder_id=holder):
            return f"{district}/{holder or ''}"


def derive(inputs: TeamInputs) -> TeamProps:
    """Props of the inputs."""
    oldest = max((row.oldest_days for row in inputs.workload if row.oldest_days is not None), default=None)
    cell = inputs.cell
    return TeamProps(
        loaded=inputs.loaded,
        failed=inputs.failed and not inputs.workload,
        empty=inputs.loaded and not inputs.failed and not inputs.workload,
        fresh=sum(row.new_7d for row in inputs.workload),
        open=sum(row.open for row in inputs.workload),
        waiting=sum(row.waiting for row in inputs.workload),
        overdue=sum(row.overdue for row in inputs.workload),
        oldest="–" if oldest is None else QCoreApplication.translate("Moments", "%n day(s)", None, oldest),
        spread=_spread(inputs.workload),
        cellKey=_cell_key(cell),
        cellMeasure="" if cell is None else cell.measure.value,
        cellTitle="" if cell is None else measure_word(cell.measure),
        cellWhere=_cell_where(inputs),
        tipsLoaded=inputs.tips_loaded,
        tipsFailed=inputs.tips_failed,
        tipCount=inputs.tips_total,
        tipsListed=len(inputs.tips),
        chosenCount=len(inputs.chosen),
        allChosen=bool(inputs.tips) and len(inputs.chosen) == len(inputs.tips),
        busy=inputs.busy,
    )


@QmlElement
class TeamViewModel(ViewModel[TeamProps], props=TeamProps):
    """The workload board. ``said`` carries what was done and whether it can be undone; ``opened`` a tip to read."""

    said = Signal(str, bool)
    opened = Signal(str)
    changed = Signal()

    def __init__(
        self,
        team: Workloads,
        tips: TipPages,
        outbox: Withdrawals,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(TeamProps(), parent)
        self._team = team
        self._tips = tips
        self._outbox = outbox
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = TeamInputs()
        self._board: RowModel[BoardRow] = RowModel(BoardRow, self)
        self._cell_tips: RowModel[TeamTipRow] = RowModel(TeamTipRow, self)
        self._officers: RowModel[OfficerRow] = RowModel(OfficerRow, self)

    @fixed
    def board(self) -> RowModel[BoardRow]:
        return self._board

    @fixed
    def tips(self) -> RowModel[TeamTipRow]:
        return self._cell_tips

    @fixed
    def officers(self) -> RowModel[OfficerRow]:
        return self._officers

    @Slot()
    def refresh(self) -> None:
        """Read the board anew, and the tips of the chosen number."""
        now = self._clock()
        self._jobs.run(Lane.DATABASE, lambda: self._team.workload(now), self._take_workload)
        self.readTips()

    @Slot(str, str, str)
    def showCell(self, district_id: str, holder_id: str, measure: str) -> None:
        """A number was tapped: read its tips."""
        self._show_number(Cell(district_id, holder_id or None, Measure(measure)))

    @Slot(str)
    def showTotal(self, measure: str) -> None:
        """A number over the whole board was tapped."""
        self._show_number(Total(Measure(measure)))

    @Slot()
    def leaveCell(self) -> None:
        self._show_number(None)

    @Slot()
    def readTips(self) -> None:
        """Read the tips of the chosen number anew."""
        if self._inputs.cell is not None:
            self._read_cell(self._inputs.cell)

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
        """Take the last reassignment back, as far as it was not sent yet."""
        operations = self._inputs.undo
        self._set(replace(self._inputs, undo=()))

        def work() -> bool | StoreFull:
            taken = [self._outbox.withdraw(operation) for operation in operations]
            return next((one for one in taken if one is not True), True)

        def answer(result: Answer[bool | StoreFull]) -> None:
            late = self.tr("It was sent already. Give the tips back to change it.")
            self.said.emit(late if result == Ok(False) else withdrawn_words(result), False)
            self.changed.emit()
            self.refresh()

        self._jobs.run(Lane.DATABASE, work, answer)

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

    def _show_number(self, cell: Number | None) -> None:
        cleared = replace(self._inputs, tips=(), tips_total=0, tips_loaded=False, tips_failed=False, chosen=frozenset())
        self._set(replace(cleared, cell=cell))
        self.readTips()

    def _question(self, number: Number) -> TipQuery:
        match number:
            case Cell():
                return self._team.tips_of(number)
            case Total(measure=measure):
                question = self._team.tips_of(Cell("", None, measure))
                return msgspec.structs.replace(question, district=None, holder=None)
            case _:
                assert_never(number)

    def _read_cell(self, cell: Number) -> None:
        question = self._question(cell)

        def answer(result: Answer[TipPage]) -> None:
            if self._inputs.cell != cell:
                return
            match result:
                case Err():
                    self._set(replace(self._inputs, tips_loaded=True, tips_failed=True))
                case Ok(value=page):
                    chosen = self._inputs.chosen & frozenset(row.id for row in page.rows)
                    read = replace(self._inputs, tips=page.rows, tips_total=page.total, chosen=chosen)
                    self._set(replace(read, tips_loaded=True, tips_failed=False))

        def work() -> TipPage:
            return self._tips.page(msgspec.structs.replace(question, limit=CELL_LIMIT))

        self._jobs.run(Lane.DATABASE, work, answer)

    def _take_workload(self, result: Answer[tuple[WorkloadRow, ...]]) -> None:
        match result:
            case Err():
                self._set(replace(self._inputs, loaded=True, failed=True))
            case Ok(value=workload):
                self._set(replace(self._inputs, workload=workload, loaded=True, failed=False))

    def _set(self, inputs: TeamInputs) -> None:
        self._inputs = inputs
        lookups = self._lookups()
        self._board.show(board_rows(inputs.workload))
        self._officers.show(officer_rows(lookups, inputs.workload))
        self._cell_tips.show(tip_rows(inputs.tips, inputs.chosen, lookups, self._clock()))
        self.show(derive(inputs))
