from collections.abc import Sequence

import pytest

from app.db.outcomes import StoreFull
from app.outbox.domain import Code
from app.outbox.views import Recorded, Refused
from app.session import DeviceSession
from app.tips.views import TipPage, TipQuery
from app.workload.views import Cell
from tests.ui.city import COLLEAGUE, NOW
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.team.cell_viewmodel import CELL_LIMIT, CellViewModel, Outcome
from ui.team.viewmodel import TeamViewModel

pytestmark = pytest.mark.parametrize("session", ["supervisor"], indirect=True)


@pytest.fixture
def said(team: TeamViewModel) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    team.cell.said.connect(lambda words, undoable: heard.append((words, undoable)))
    return heard


def show(team: TeamViewModel, executor: HandExecutor, measure: str = "open", at: int = 0) -> None:
    row = team.board.rows[at]
    team.cell.showCell(row.districtId, row.holderId, measure)
    executor.run()


def test_that_one_tip_is_given_over_and_taken_back(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    before = team.props.open, team.cell.props.tipCount
    team.cell.toggle(team.cell.tips.rows[0].tipId)
    team.cell.reassign(COLLEAGUE)
    executor.run()
    assert said == [("1 tip given to Petr Malý", True)]
    assert (team.props.open, team.cell.props.tipCount, team.cell.props.chosenCount) == (before[0], before[1] - 1, 0)
    team.cell.undo()
    executor.run()
    assert (team.props.open, team.cell.props.tipCount) == before
    assert said[-1] == ("Taken back.", False)
    assert session.outbox.summary().waiting == 0


def test_that_many_are_given_over_together(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    count = team.cell.props.tipCount
    team.cell.toggleAll()
    assert team.cell.props.allChosen
    team.cell.reassign(COLLEAGUE)
    team.cell.reassign(COLLEAGUE)
    executor.run()
    assert session.outbox.summary().waiting == count > 1
    assert said == [(f"{count} tips given to Petr Malý", True)]
    assert team.cell.props.tipCount == 0


def test_that_undo_after_sending_says_what_to_do(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    team.cell.toggle(team.cell.tips.rows[0].tipId)
    team.cell.reassign(COLLEAGUE)
    executor.run()
    assert isinstance(session.exchange.next_batch(), tuple)
    team.cell.undo()
    executor.run()
    assert said[-1] == ("It was sent already. Give the tips back to change it.", False)


def test_that_undo_takes_nothing_back_where_one_of_them_was_sent(
    team: TeamViewModel, executor: HandExecutor, said: list[tuple[str, bool]], session: DeviceSession
) -> None:
    show(team, executor)
    for row in team.cell.tips.rows[:2]:
        team.cell.toggle(row.tipId)
    team.cell.reassign(COLLEAGUE)
    executor.run()
    left = team.cell.props.tipCount
    sent = session.exchange.next_batch(1)
    assert isinstance(sent, tuple)
    assert len(sent) == 1
    team.cell.undo()
    executor.run()
    assert said[-1] == ("It was sent already. Give the tips back to change it.", False)
    assert (session.outbox.summary().waiting, team.cell.props.tipCount) == (2, left)


def test_that_a_choice_ends_with_its_number(team: TeamViewModel, executor: HandExecutor) -> None:
    show(team, executor)
    team.cell.toggle(team.cell.tips.rows[0].tipId)
    show(team, executor, "overdue")
    assert team.cell.props.chosenCount == 0
    team.cell.leave()
    assert (team.cell.props.key, team.cell.tips.count) == ("", 0)


def test_that_an_answer_for_another_number_is_dropped(team: TeamViewModel, executor: HandExecutor) -> None:
    row = team.board.rows[0]
    team.cell.showCell(row.districtId, row.holderId, "open")
    older = executor.queue.popleft()
    team.cell.showCell(row.districtId, row.holderId, "waiting")
    executor.run()
    older[1]()
    executor.run()
    assert (team.cell.props.measure, team.cell.props.tipCount) == ("waiting", row.waiting)


class Desk:
    """A team service, its tips and its outbox, that answer as they were told to and remember what was asked."""

    def __init__(self) -> None:
        self.page_of = TipPage((), 0, {})
        self.answers: tuple[Outcome, ...] = ()
        self.broken = False
        self.given: list[tuple[tuple[str, ...], str | None]] = []

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

    def withdraw_all(self, operation_ids: Sequence[str]) -> bool | StoreFull:
        return bool(operation_ids)


@pytest.fixture
def desk(session: DeviceSession) -> Desk:
    made = Desk()
    made.page_of = session.tips.page(TipQuery(limit=3))
    return made


@pytest.fixture
def faked(desk: Desk, jobs: Jobs, lookups: Lookups, executor: HandExecutor, english: None) -> CellViewModel:
    made = CellViewModel(desk, desk, desk, jobs=jobs, lookups=lambda: lookups, clock=NOW.astimezone)
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
    faked: CellViewModel,
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
    faked: CellViewModel, desk: Desk, executor: HandExecutor
) -> None:
    desk.broken = True
    faked.showCell("d1", "p", "open")
    executor.run()
    assert faked.props.failed
    desk.broken = False
    faked.refresh()
    executor.run()
    assert (faked.props.failed, faked.props.tipsListed) == (False, 3)


def test_that_a_reassignment_that_breaks_keeps_the_choice(
    faked: CellViewModel, desk: Desk, executor: HandExecutor
) -> None:
    faked.toggleAll()
    desk.broken = True
    faked.reassign(COLLEAGUE)
    executor.run()
    assert (faked.props.chosenCount, faked.props.busy, desk.given) == (3, False, [])


def test_that_more_than_the_list_holds_is_still_counted(
    faked: CellViewModel, desk: Desk, executor: HandExecutor
) -> None:
    desk.page_of = TipPage(desk.page_of.rows, 700, {})
    faked.refresh()
    executor.run()
    assert (faked.props.tipCount, faked.props.tipsListed) == (700, 3)
