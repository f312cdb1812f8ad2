from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from app.workload.views import Measure, WorkloadRow
from tests.ui.city import NOW
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.team.viewmodel import TeamInputs, TeamViewModel, derive

JANA = WorkloadRow("d1", "Kamenná", "j", "Jana", 2, 10, 3, 6, 12)
PETR = WorkloadRow("d1", "Kamenná", "p", "Petr", 0, 20, 0, 0, 1)
NOBODY = WorkloadRow("", "", None, "", 1, 4, 0, 0, 3)
pytestmark = pytest.mark.parametrize("session", ["supervisor"], indirect=True)


def test_that_every_number_of_the_board_is_the_count_of_its_tips(team: TeamViewModel, executor: HandExecutor) -> None:
    wrong = []
    assert len(team.board.rows) > 9
    for row in team.board.rows:
        for measure, number in zip(Measure, (row.fresh, row.open, row.waiting, row.overdue), strict=True):
            team.cell.showCell(row.districtId, row.holderId, measure.value)
            executor.run()
            if not number == team.cell.props.tipCount == team.cell.props.tipsListed == team.cell.tips.count:
                wrong.append((row.key, measure, number, team.cell.props.tipCount))
    assert wrong == []


def test_that_every_total_is_the_count_of_its_tips(team: TeamViewModel, executor: HandExecutor) -> None:
    props = team.props
    for measure, number in zip(Measure, (props.fresh, props.open, props.waiting, props.overdue), strict=True):
        team.cell.showTotal(measure.value)
        executor.run()
        assert (team.cell.props.tipCount, team.cell.props.where) == (number, "All districts")
    assert props.open > 100


class Counts:
    """A team service that counts what it was told, or can not."""

    def __init__(self) -> None:
        self.rows: tuple[WorkloadRow, ...] = (JANA, PETR)
        self.broken = False

    def workload(self, now: datetime) -> tuple[WorkloadRow, ...]:
        assert now == NOW
        if self.broken:
            raise OSError
        return self.rows


def test_that_a_board_that_could_not_be_read_stays_as_it_was(
    team: TeamViewModel, jobs: Jobs, lookups: Lookups, executor: HandExecutor
) -> None:
    counts = Counts()
    made = TeamViewModel(counts, team.cell, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone)
    made.refresh()
    executor.run()
    counts.broken = True
    made.refresh()
    executor.run()
    assert (made.props.failed, made.board.count) == (False, 2)


def test_that_officers_come_when_the_names_come(
    team: TeamViewModel, jobs: Jobs, lookups: Lookups, executor: HandExecutor
) -> None:
    names = [Lookups()]
    made = TeamViewModel(Counts(), team.cell, jobs=jobs, lookups=lambda: names[0], clock=NOW.astimezone)
    made.refresh()
    executor.run()
    assert made.officers.rowCount() == 0
    names[0] = lookups
    made.refresh()
    executor.run()
    names_of = {officer.name for officer in made.officers.rows}
    assert names_of == {"Petr Malý"}


@pytest.mark.usefixtures("session", "english")
@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda props: (props.open, props.waiting, props.overdue, props.fresh), (34, 3, 6, 3)),
        (lambda props: props.spread, "Petr has the most open (20), Jana the fewest (10)."),
        (lambda props: (props.empty, props.failed), (False, False)),
    ],
)
def test_that_the_board_adds_up(change: Callable[[object], object], shown: object) -> None:
    assert change(derive(TeamInputs(workload=(JANA, PETR, NOBODY), loaded=True, failed=True))) == shown


@pytest.mark.usefixtures("session", "english")
def test_that_empty_and_failed_boards_differ() -> None:
    empty = TeamInputs(loaded=True)
    assert (derive(empty).empty, derive(empty).failed) == (True, False)
    failed = replace(empty, failed=True)
    assert (derive(failed).empty, derive(failed).failed) == (False, True)
    assert not derive(TeamInputs()).empty
    assert derive(TeamInputs(workload=(JANA,))).spread == ""
