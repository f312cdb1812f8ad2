"""Moments: the forms of people and programs, the two odd nights of a year, and what no calendar has."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.moments import SKIPPED, TWICE, MomentReader, NoMoment, is_null_date

PRAGUE = ZoneInfo("Europe/Prague")


def read(value: Any, form: str = "") -> datetime | None:
    return MomentReader(PRAGUE, form).read(value)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        ("2026-05-02 09:28", "", datetime(2026, 5, 2, 7, 28, tzinfo=UTC)),
        ("2026-05-02T09:28:00Z", "", datetime(2026, 5, 2, 9, 28, tzinfo=UTC)),
        ("1.7.2013 9:25", "", datetime(2013, 7, 1, 7, 25, tzinfo=UTC)),
        ("1. 2. 2026 14:05", "", datetime(2026, 2, 1, 13, 5, tzinfo=UTC)),
        ("1. 2. 2026 v 14.05", "", datetime(2026, 2, 1, 13, 5, tzinfo=UTC)),
        ("17.9.2014 ", "", datetime(2014, 9, 16, 22, tzinfo=UTC)),
        ("20130601083000", "%Y%m%d%H%M%S", datetime(2013, 6, 1, 6, 30, tzinfo=UTC)),
        ("41565.9513888889", "excel", datetime(2013, 10, 18, 20, 50, tzinfo=UTC)),
        ("41565,9513888889", "excel", datetime(2013, 10, 18, 20, 50, tzinfo=UTC)),
        ("40103.9513888889", "excel_1904", datetime(2013, 10, 18, 20, 50, tzinfo=UTC)),
        (1370068200000, "epoch_ms", datetime(2013, 6, 1, 6, 30, tzinfo=UTC)),
        ("1370068200", "epoch", datetime(2013, 6, 1, 6, 30, tzinfo=UTC)),
        (1370068200, "", datetime(2013, 6, 1, 6, 30, tzinfo=UTC)),
        ("", "", None),
        (None, "excel", None),
    ],
)
def test_that_a_moment_of_each_form_becomes_utc(value: Any, form: str, expected: datetime | None) -> None:
    assert read(value, form) == expected


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        ("0001-01-01 00:00:00", "", "a year from 1900 to 2100"),
        ("9999-12-31 23:59:59", "", "a year from 1900 to 2100"),
        ("2026-02-30", "", "a date and time is expected"),
        ("31.11.2026", "", "a date and time is expected"),
        ("20130601083000", "", "%Y%m%d%H%M%S"),
        ("20130601", "", "%Y%m%d"),
        ("41565.95", "", '"excel"'),
        (1370068200000, "", '"epoch_ms"'),
        ("1370068200", "", '"epoch"'),
        ("soon", "excel", "form 'excel'"),
        (1e300, "excel", "form 'excel'"),
        ("inf", "epoch", "form 'epoch'"),
        (True, "", "a date and time"),
        ([], "", "a date and time"),
        ("2026-05-02", "%d/%m/%Y", "form '%d/%m/%Y'"),
    ],
)
def test_that_what_is_no_moment_says_what_is_expected(value: Any, form: str, words: str) -> None:
    with pytest.raises(NoMoment) as caught:
        read(value, form)
    assert words in str(caught.value)


def test_that_the_hour_that_is_skipped_and_the_one_that_comes_twice_are_counted() -> None:
    reader = MomentReader(PRAGUE)
    assert reader.read("2026-03-29 02:30") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert reader.read("2026-10-25 02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert reader.read("2026-10-25 03:30") == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert (reader.clock_changes[SKIPPED], reader.clock_changes[TWICE]) == (1, 1)


@pytest.mark.parametrize(
    "value", ["0001-01-01", "0001-01-01 00:00:00", "0001-01-01T00:00:00", "0000-00-00", "1.1.0001"]
)
def test_that_the_dates_that_stand_for_none_are_known(value: str) -> None:
    assert is_null_date(value)
    assert not is_null_date("1.1.2001")
    assert not is_null_date("2001-01-01")


@given(st.integers(-2_208_000_000, 4_133_000_000))
def test_that_a_time_in_utc_comes_back(seconds: int) -> None:
    whole = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert read(whole.isoformat()) == whole


@given(
    st.one_of(st.text(max_size=30), st.floats(), st.integers()),
    st.sampled_from(["", "excel", "epoch", "epoch_ms", "%d"]),
)
def test_that_any_value_is_a_moment_of_these_centuries_or_refused(value: Any, form: str) -> None:
    try:
        found = read(value, form)
    except NoMoment:
        return
    assert found is None or abs(found.year - 2000) <= 101
    assert found is None or found.utcoffset() == timedelta(0)
