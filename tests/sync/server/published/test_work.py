"""What may be said of the work in a hexagon."""

from datetime import UTC, date, datetime

import pytest

from sync.server.published.domain import ClosedTips, HexWork
from sync.server.published.work import Closed, Seen, monday_of, weeks_of, work_of

HERE = "891e3545b03ffff"
MANY = {HERE: 8}


def closed(day: int, outcome: str = "solved", category: str = "lighting", month: int = 3) -> Closed:
    return Closed(HERE, category, outcome, datetime(2026, month, day, 12, tzinfo=UTC))


def seen(day: int) -> Seen:
    return Seen(HERE, datetime(2026, 3, day, 12, tzinfo=UTC))


def test_that_closed_tips_are_counted_by_month_category_and_outcome_and_a_duplicate_is_told_once() -> None:
    tips = [closed(1), closed(30), closed(2, "handed_over"), closed(3, category="litter"), closed(4, "duplicate"),
            closed(5, ""), closed(1, month=4)]  # fmt: skip
    assert work_of(tips, {}) == {
        HERE: HexWork(
            (),
            (
                ClosedTips("2026-03", "lighting", "handed_over", 1),
                ClosedTips("2026-03", "lighting", "solved", 2),
                ClosedTips("2026-03", "litter", "solved", 1),
                ClosedTips("2026-04", "lighting", "solved", 1),
            ),
        )
    }


def test_that_the_month_is_that_of_the_citys_clocks() -> None:
    late = Closed(HERE, "noise", "solved", datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    assert work_of([late], {})[HERE].closed[0].month == "2026-04"


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 3, 22), ()), (date(2026, 3, 23), ("2026-03-09",)), (date(2026, 3, 30), ("2026-03-09",))],
)
def test_that_a_visit_is_told_by_its_week_and_a_week_after_it_is_over(today: date, told: tuple[str, ...]) -> None:
    assert monday_of(date(2026, 3, 15)) == date(2026, 3, 9)
    work = work_of([], weeks_of([seen(9), seen(15)], MANY, today))
    assert work == ({HERE: HexWork(told)} if told else {})


@pytest.mark.parametrize("addresses", [{}, {HERE: 0}, {HERE: 7}])
def test_that_no_visit_is_told_where_few_people_live(addresses: dict[str, int]) -> None:
    assert work_of([], weeks_of([seen(9)], addresses, date(2026, 5, 1))) == {}


def test_that_visits_are_counted_by_days() -> None:
    visits = [seen(9), seen(9), seen(15), seen(16)]
    assert weeks_of(visits, MANY, date(2026, 5, 1)) == {HERE: {date(2026, 3, 9): 2, date(2026, 3, 16): 1}}
