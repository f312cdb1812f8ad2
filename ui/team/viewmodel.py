"""Team: where the work piles up, a number a district, officer and measure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtQml import QmlElement

from app.workload.views import WorkloadRow
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.team.cell_viewmodel import CellViewModel
from ui.team.list_model import BoardRow, OfficerRow, board_rows, officer_rows

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Workloads(Protocol):
    """The part of the team service that counts."""

    def workload(self, now: datetime) -> tuple[WorkloadRow, ...]: ...


@dataclass(frozen=True, slots=True)
class TeamInputs:
    """What the board knows."""

    workload: tuple[WorkloadRow, ...] = ()
    loaded: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class TeamProps:
    """What the board shows over its rows."""

    loaded: bool = False
    failed: bool = False
    empty: bool = False
    fresh: int = 0
    open: int = 0
    waiting: int = 0
    overdue: int = 0
    spread: str = ""


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


def derive(inputs: TeamInputs) -> TeamProps:
    """Props of the inputs."""
    return TeamProps(
        loaded=inputs.loaded,
        failed=inputs.failed and not inputs.workload,
        empty=inputs.loaded and not inputs.failed and not inputs.workload,
        fresh=sum(row.new_7d for row in inputs.workload),
        open=sum(row.open for row in inputs.workload),
        waiting=sum(row.waiting for row in inputs.workload),
        overdue=sum(row.overdue for row in inputs.workload),
        spread=_spread(inputs.workload),
    )


@QmlElement
class TeamViewModel(ViewModel[TeamProps], props=TeamProps):
    """The workload board; ``cell`` is the number of it that was tapped."""

    def __init__(
        self,
        team: Workloads,
        cell: CellViewModel,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(TeamProps(), parent)
        self._team = team
        self._cell = cell
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = TeamInputs()
        self._board: RowModel[BoardRow] = RowModel(BoardRow, self)
        self._officers: RowModel[OfficerRow] = RowModel(OfficerRow, self)
        cell.setParent(self)
        cell.changed.connect(self._count)

    @fixed
    def cell(self) -> CellViewModel:
        return self._cell

    @fixed
    def board(self) -> RowModel[BoardRow]:
        return self._board

    @fixed
    def officers(self) -> RowModel[OfficerRow]:
        return self._officers

    @Slot()
    def refresh(self) -> None:
        """Read the board anew, and the tips of the tapped number."""
        self._count()
        self._cell.refresh()

    def _count(self) -> None:
        now = self._clock()
        self._jobs.run(Lane.DATABASE, lambda: self._team.workload(now), self._take)

    def _take(self, result: Answer[tuple[WorkloadRow, ...]]) -> None:
        match result:
            case Err():
                self._set(replace(self._inputs, loaded=True, failed=True))
            case Ok(value=workload):
                self._set(replace(self._inputs, workload=workload, loaded=True, failed=False))

    def _set(self, inputs: TeamInputs) -> None:
        self._inputs = inputs
        self._board.show(board_rows(inputs.workload))
        self._officers.show(officer_rows(self._lookups(), inputs.workload))
        self.show(derive(inputs))
