from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from app.db.outcomes import StoreFull
from app.outbox.domain import Code
from app.outbox.views import Recorded, Refused
from app.session import DeviceSession
from app.tips.views import TipPage, TipQuery
from app.workload.views import Cell, Measure, WorkloadRow
from tests.ui.city import COLLEAGUE, NOW
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.team.viewmodel import CELL_LIMIT, Outcome, TeamInputs, TeamViewModel, Total, derive, measure_word

JANA = WorkloadRow("d1", "Kamenná", "j", "Jana", 2, 10, 3, 6, 12)
PETR = WorkloadRow("d1", "Kamenná", "p", "Petr", 0, 20, 0, 0, 1)
NOBODY = WorkloadRow("", "", None, "", 1, 4, 0, 0, 3)
pytestmark = pytest.mark.parametrize("session", ["supervisor"], indirect=True)


@pytest.fixture
def team(session: DeviceSession, jobs: Jobs, lookups: Lookups, executor: HandExecutor, english: None) -> TeamViewModel:
    made = TeamViewModel(
        session.team, session.tips, session.outbox, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone
    )
    made.refresh()
    executor.run()
    return made


@pytest.fixture
def said(team: TeamViewModel) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    team.said.connect(lambda words, undoable: heard.append((words, undoable)))
    return heard


def show(team: TeamViewModel, executor: HandExecutor, measure: str = "open", at: int = 0) -> None:
    row = team.board.rows[at]
    team.showCell(row.districtId, row.holderId, measure)
    executor.run()


def test_that_every_number_of_the_board_is_the_count_of_its_tips(team: TeamViewModel, executor: HandExecutor) -> None:
    wrong = []
    assert len(team.board.rows) > 9
    for row in team.board.rows:
        for measure, number in zip(Measure, (row.fresh, row.open, row.waiting, row.overdue), strict=True):
            team.showCell(row.districtId, row.holderId, measure.value)
            executor.run()
            if not number == team.props.tipCount == team.props.tipsListed == team.tips.count:
                wrong.append((row.key, measure, number, team.props.tipCount))
    assert wrong == []


def test_that_every_total_is_the_count_of_its_tips(team: TeamViewModel, executor: HandExecutor) -> None:
    props = team.props
    for measure, number in zip(Measure, (props.fresh, props.open, props.waiting, props.overdue), strict=True):
        team.showTotal(measure.value)
        executor.run()
        assert (team.props.tipCount, team.props.cellWhere) == (number, "All districts")
    assert props.open > 100


def test_that_one_tip_is_given_over_and_taken_back(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    before = team.props.open, team.props.tipCount
    team.toggle(team.tips.rows[0].tipId)
    team.reassign(COLLEAGUE)
    executor.run()
    assert said == [("1 tip given to Petr Malý", True)]
    assert (team.props.open, team.props.tipCount, team.props.chosenCount) == (before[0], before[1] - 1, 0)
    team.undo()
    executor.run()
    assert (team.props.open, team.props.tipCount) == before
    assert said[-1] == ("Taken back.", False)
    assert session.outbox.summary().waiting == 0


def test_that_many_are_given_over_together(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    count = team.props.tipCount
    team.toggleAll()
    assert team.props.allChosen
    team.reassign(COLLEAGUE)
    team.reassign(COLLEAGUE)
    executor.run()
    assert session.outbox.summary().waiting == count > 1
    assert said == [(f"{count} tips given to Petr Malý", True)]
    assert team.props.tipCount == 0


def test_that_undo_after_sending_says_what_to_do(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    team.toggle(team.tips.rows[0].tipId)
    team.reassign(COLLEAGUE)
    executor.run()
    assert isinstance(session.exchange.next_batch(), tuple)
    team.undo()
    executor.run()
    assert said[-1] == ("It was sent already. Give the tips back to change it.", False)


def test_that_a_choice_ends_with_its_number(team: TeamViewModel, executor: HandExecutor) -> None:
    show(team, executor)
    team.toggle(team.tips.rows[0].tipId)
    show(team, executor, "overdue")
    assert team.props.chosenCount == 0
    team.leaveCell()
    assert (team.props.cellKey, team.tips.count) == ("", 0)


def test_that_an_answer_for_another_number_is_dropped(team: TeamViewModel, executor: HandExecutor) -> None:
    row = team.board.rows[0]
    team.showCell(row.districtId, row.holderId, "open")
    older = executor.queue.popleft()
    team.showCell(row.districtId, row.holderId, "waiting")
    executor.run()
    older[1]()
    executor.run()
    assert (team.props.cellMeasure, team.props.tipCount) == ("waiting", row.waiting)


class Desk:
    """A team service, its tips and its outbox, that answer as they were told to and remember what was asked."""

    def __init__(self) -> None:
        self.rows: tuple[WorkloadRow, ...] = (JANA, PETR)
        self.page_of = TipPage((), 0, {})
        self.answers: tuple[Outcome, ...] = ()
        self.broken = False
        self.given: list[tuple[tuple[str, ...], str | None]] = []

    def workload(self, now: datetime) -> tuple[WorkloadRow, ...]:
        assert now == NOW
        if self.broken:
            raise OSError
        return self.rows

    def tips_of(self, cell: Cell) -> TipQuery:
        return TipQuery(district=cell.district_id, holder=cell.holder_id)

    def page(self, query: TipQuery) -> TipPage:
        assert query.limit == CELL_LIMIT
        if self.broken:
            raise OSError
        return self.page_of

    def reassign(self, tip_ids: Sequence[str], holder_id: str | None, district_id: str | None) -> tuple[Outcome, ...]:
        assert district_id is None
        if self.broken:
            raise OSError
        self.given.append((tuple(tip_ids), holder_id))
        return self.answers

    def withdraw(self, operation_id: str) -> bool | StoreFull:
        return operation_id == "o1"


@pytest.fixture
def desk(session: DeviceSession) -> Desk:
    made = Desk()
    made.page_of = session.tips.page(TipQuery(limit=3))
    return made


@pytest.fixture
def faked(desk: Desk, jobs: Jobs, lookups: Lookups, executor: HandExecutor, english: None) -> TeamViewModel:
    made = TeamViewModel(desk, desk, desk, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone)
    made.refresh()
    made.showCell("d1", "j", "open")
    executor.run()
    return made


DONE = Recorded("o1", 1)


@pytest.mark.parametrize(
    ("answers", "words", "undoable"),
    [
        ((DONE, DONE, DONE), "3 tips given to Petr Malý", True),
        ((Refused(Code.ALREADY_SO),) * 3, "3 tips not given over: It was so already", False),
        ((DONE, DONE, Refused(Code.CHANGED_MEANWHILE)), "1 tip not given over: Somebody changed it", True),
        ((Refused(Code.NOT_PERMITTED),), "1 tip not given over: Your role may not", False),
        ((StoreFull(0),) * 3, "The disk is full", False),
    ],
)
def test_that_every_answer_is_told_and_why(
    faked: TeamViewModel,
    executor: HandExecutor,
    desk: Desk,
    answers: tuple[Outcome, ...],
    *,
    words: str,
    undoable: bool,
) -> None:
    heard: list[tuple[str, bool]] = []
    faked.said.connect(lambda said, can_undo: heard.append((said, can_undo)))
    desk.answers = answers
    faked.toggleAll()
    faked.reassign(COLLEAGUE)
    executor.run()
    ((said, can_undo),) = heard
    assert said.startswith(words)
    assert can_undo is undoable


def test_that_what_could_not_be_read_says_so_and_can_be_tried_again(
    faked: TeamViewModel, desk: Desk, executor: HandExecutor
) -> None:
    desk.broken = True
    faked.showCell("d1", "p", "open")
    faked.refresh()
    executor.run()
    assert (faked.props.failed, faked.props.tipsFailed, faked.board.count) == (False, True, 2)
    desk.broken = False
    faked.readTips()
    executor.run()
    assert (faked.props.tipsFailed, faked.props.tipsListed) == (False, 3)


def test_that_a_reassignment_that_breaks_keeps_the_choice(
    faked: TeamViewModel, desk: Desk, executor: HandExecutor
) -> None:
    faked.toggleAll()
    desk.broken = True
    faked.reassign(COLLEAGUE)
    executor.run()
    assert (faked.props.chosenCount, faked.props.busy, desk.given) == (3, False, [])


def test_that_officers_come_when_the_names_come(
    desk: Desk, jobs: Jobs, lookups: Lookups, executor: HandExecutor
) -> None:
    names = [Lookups()]
    made = TeamViewModel(desk, desk, desk, jobs=jobs, lookups=lambda: names[0], clock=NOW.astimezone)
    made.refresh()
    executor.run()
    assert made.officers.rowCount() == 0
    names[0] = lookups
    made.refresh()
    executor.run()
    names_of = {officer.name for officer in made.officers.rows}
    assert names_of == {"Petr Malý"}


def test_that_more_than_the_list_holds_is_still_counted(
    faked: TeamViewModel, desk: Desk, executor: HandExecutor
) -> None:
    desk.page_of = TipPage(desk.page_of.rows, 700, {})
    faked.readTips()
    executor.run()
    assert (faked.props.tipCount, faked.props.tipsListed) == (700, 3)


@pytest.mark.usefixtures("session", "english")
@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda props: (props.open, props.waiting, props.overdue, props.fresh, props.oldest), (34, 3, 6, 3, "12 days")),
        (lambda props: props.spread, "Petr has the most open (20), Jana the fewest (10)."),
        (lambda props: (props.empty, props.failed), (False, False)),
    ],
)
def test_that_the_board_adds_up(change: Callable[[object], object], shown: object) -> None:
    assert change(derive(TeamInputs(workload=(JANA, PETR, NOBODY), loaded=True, failed=True))) == shown


@pytest.mark.usefixtures("session", "english")
@pytest.mark.parametrize(
    ("number", "where"),
    [
        (Cell("d1", "j", Measure.OPEN), "Kamenná · Jana"),
        (Cell("", None, Measure.OPEN), "Outside all districts · nobody yet"),
        (Total(Measure.OPEN), "All districts"),
        (Cell("d9", "x", Measure.OPEN), ""),
        (None, ""),
    ],
)
def test_that_a_number_says_whose_it_is(number: Cell | Total | None, where: str) -> None:
    props = derive(TeamInputs(workload=(JANA, PETR, NOBODY), cell=number))
    assert (props.cellWhere, props.cellTitle) == (where, "Open" if number else "")


@pytest.mark.usefixtures("session", "english")
def test_that_empty_and_failed_boards_differ() -> None:
    empty = TeamInputs(loaded=True)
    assert (derive(empty).empty, derive(empty).failed) == (True, False)
    failed = replace(empty, failed=True)
    assert (derive(failed).empty, derive(failed).failed) == (False, True)
    assert not derive(TeamInputs()).empty
    assert derive(TeamInputs(workload=(JANA,))).spread == ""
    assert len({measure_word(measure) for measure in Measure}) == len(Measure)
