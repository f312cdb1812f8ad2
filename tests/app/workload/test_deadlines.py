from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workload.deadlines import (
    DeadlineRule,
    DeadlineRules,
    Level,
    add_working_days,
    deadline_state,
    duration_summary,
    is_working_day,
    working_days_between,
)

RULE = DeadlineRule(days=10, due_soon=2, to_supervisor=3, to_head=10)
DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "holiday",
    [
        date(2024, 3, 29),  # Good Friday
        date(2024, 4, 1),  # Easter Monday
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2024, 7, 5),
        date(2024, 9, 28),
        date(2024, 10, 28),
        date(2024, 12, 24),
        date(2025, 1, 1),
    ],
)
def test_that_the_holidays_of_act_245_of_2000_are_no_working_days(holiday: date) -> None:
    assert not is_working_day(holiday)


@pytest.mark.parametrize(
    ("year", "working"),
    [
        (2006, 251),  # ČTK in iDNES, 27 December 2006: 251 days of work in 2006 and again in 2007
        (2007, 251),
        (2022, 260 - 8),  # e15, 6 November 2022: eight holidays of the year fall on week days, of which it has 260
    ],
)
def test_that_a_year_has_its_published_number_of_working_days(year: int, working: int) -> None:
    assert working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working


def test_that_easter_is_stepped_over() -> None:
    # Wednesday 27 March 2024: Thursday, then Friday and Monday are holidays, Tuesday 2 April is the second day.
    assert add_working_days(date(2024, 3, 27), 2) == date(2024, 4, 2)


def test_that_christmas_and_new_year_are_stepped_over() -> None:
    # 23 December 2024 is a Monday: the 27th, 30th, 31st, then 2 January.
    assert add_working_days(date(2024, 12, 23), 4) == date(2025, 1, 2)


def test_that_no_days_from_a_holiday_is_the_next_working_day() -> None:
    assert add_working_days(date(2024, 3, 30), 0) == date(2024, 4, 2)
    with pytest.raises(ValueError, match="past"):
        add_working_days(date(2024, 3, 30), -1)


@pytest.mark.parametrize(
    ("today", "left", "level"),
    [
        (date(2024, 6, 3), 10, Level.on_time),
        (date(2024, 6, 13), 2, Level.due_soon),
        (date(2024, 6, 17), 0, Level.due_soon),
        (date(2024, 6, 18), -1, Level.overdue),
        (date(2024, 6, 20), -3, Level.supervisor),
        (date(2024, 7, 1), -10, Level.head),
    ],
)
def test_that_a_late_tip_climbs_level_by_level(today: date, left: int, level: Level) -> None:
    state = deadline_state(date(2024, 6, 3), today, RULE)
    assert (state.due, state.left, state.level) == (date(2024, 6, 17), left, level)


def test_that_a_category_has_its_own_rule_and_others_the_common_one() -> None:
    rules = DeadlineRules(RULE, {"lighting": DeadlineRule(5)})
    assert (rules.of("lighting").days, rules.of("noise").days) == (5, 10)
    with pytest.raises(ValueError, match="rule"):
        DeadlineRule(5, to_supervisor=5, to_head=5)


def test_that_durations_have_a_median_and_a_percentile_but_not_from_four() -> None:
    numpy = pytest.importorskip("numpy")
    values = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.0]
    found = duration_summary(values)
    assert (found.n, found.median) == (7, 3.0)
    assert found.p90 == pytest.approx(numpy.percentile(values, 90))
    assert duration_summary([1.0] * 4).median is None
    assert duration_summary([2.0] * 11).p90 == 2.0


@given(DAYS, st.integers(1, 60))
def test_that_a_deadline_is_a_working_day_that_many_working_days_away(start: date, days: int) -> None:
    due = add_working_days(start, days)
    assert is_working_day(due)
    assert working_days_between(start, due) == days
    assert working_days_between(due, start) == -days


@given(DAYS, st.integers(1, 30), st.integers(0, 60))
def test_that_waiting_never_lowers_the_level(received: date, days: int, passed: int) -> None:
    order = list(Level)
    rule = DeadlineRule(days)
    today = received + timedelta(days=passed)
    one, next_day = (deadline_state(received, day, rule) for day in (today, today + timedelta(days=1)))
    assert order.index(one.level) <= order.index(next_day.level)
