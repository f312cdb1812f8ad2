from dataclasses import replace

import pytest

from app.session import DeviceSession
from app.tips.views import Sort, Tab, TipPage, TipQuery
from app.values import Place
from tests.ui.city import NOW
from tests.ui.conftest import HERE, Check
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.tips.viewmodel import TodayInputs, TodayViewModel, derive, query


@pytest.fixture
def today(session: DeviceSession, jobs: Jobs, lookups: Lookups, executor: HandExecutor) -> TodayViewModel:
    model = TodayViewModel(session.tips, jobs, lambda: lookups, NOW.astimezone)
    model.start()
    executor.run()
    return model


def test_that_the_list_keeps_qts_contract(today: TodayViewModel, executor: HandExecutor, keeps_contract: Check) -> None:
    keeps_contract(today.rows)
    today.showTab("closed")
    executor.run()
    today.search("lampa")
    executor.run()
    assert today.rows.total > 0


def test_that_the_new_tips_are_first_and_counted(today: TodayViewModel) -> None:
    assert today.props.tab == "new"
    assert today.props.total == today.props.countNew == 66
    first = today.rows.row(0)
    assert (first.here, first.unread, first.status) == (True, True, "New")


@pytest.mark.usefixtures("czech")
def test_that_search_needs_no_accents(today: TodayViewModel, executor: HandExecutor) -> None:
    today.search("osvetleni")
    executor.run()
    assert today.props.total > 0
    titles = {today.rows.row(at).title for at in range(min(50, today.props.total))}
    assert "Nesvítí osvětlení u školky" in titles


def test_that_search_goes_over_all_tabs_and_leaves_their_counts(today: TodayViewModel, executor: HandExecutor) -> None:
    before = today.props.countOverdue
    today.search("lampa")
    executor.run()
    assert today.props.countOverdue == before
    assert {today.rows.row(at).status for at in range(today.props.total)} > {"New"}


def test_that_an_answer_to_an_older_question_is_dropped(today: TodayViewModel, executor: HandExecutor) -> None:
    today.showTab("closed")
    today.start()
    older = executor.queue.popleft()
    today.showTab("overdue")
    today.start()
    executor.run()
    older[1]()
    executor.run()
    assert today.props.tab == "overdue"
    assert today.rows.total == today.props.countOverdue


def test_that_nearest_first_needs_a_position(today: TodayViewModel, executor: HandExecutor) -> None:
    before = today.props.canSortNear
    today.move_to(HERE)
    today.sortBy("near")
    executor.run()
    assert (before, today.props.canSortNear) == (False, True)
    words = [today.rows.row(at).distance for at in range(10)]
    metres = [float(word.split()[0]) * (1000 if word.endswith("km") else 1) for word in words]
    assert metres == sorted(metres)


def test_that_a_tip_chosen_elsewhere_is_marked_and_revealed(today: TodayViewModel) -> None:
    revealed: list[int] = []
    opened: list[str] = []
    today.revealed.connect(revealed.append)
    today.opened.connect(opened.append)
    today.mark(today.rows.row(7).tipId)
    today.mark("01890000-0000-7000-8fff-ffffffffffff")
    assert revealed == [7]
    assert opened == []


def test_that_a_refresh_keeps_the_rows_in_place(today: TodayViewModel, executor: HandExecutor) -> None:
    resets: list[bool] = []
    today.rows.modelReset.connect(lambda: resets.append(True))
    today.refresh()
    executor.run()
    assert resets == []


class Broken:
    def page(self, query: TipQuery) -> TipPage:
        raise OSError(query.tab)


def test_that_a_list_that_can_not_be_read_says_so(jobs: Jobs, lookups: Lookups, executor: HandExecutor) -> None:
    today = TodayViewModel(Broken(), jobs, lambda: lookups, NOW.astimezone)
    today.start()
    executor.run()
    assert today.props.failed
    assert today.props.loaded


@pytest.mark.parametrize(
    ("inputs", "because"),
    [
        (TodayInputs(), ""),
        (TodayInputs(loaded=True), "nothing"),
        (TodayInputs(loaded=True, counts={Tab.CLOSED: 3}), "new"),
        (TodayInputs(loaded=True, counts={Tab.CLOSED: 3}, tab=Tab.OVERDUE), "overdue"),
        (TodayInputs(loaded=True, text="lampa", counts={Tab.NEW: 1}), "text"),
        (TodayInputs(loaded=True, total=1, counts={Tab.NEW: 1}), ""),
    ],
)
def test_that_an_empty_list_knows_why(inputs: TodayInputs, because: str) -> None:
    assert derive(inputs).emptyBecause == because


def test_that_without_a_position_the_nearest_fall_back_to_the_newest() -> None:
    inputs = TodayInputs(sort=Sort.NEAR)
    assert query(inputs, 0, 50).sort is Sort.AGE
    assert query(replace(inputs, near=Place(lat=50.0, lon=13.0)), 50, 50).sort is Sort.NEAR
