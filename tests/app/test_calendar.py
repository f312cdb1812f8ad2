"""Days and years are Prague's."""

from datetime import UTC, date, datetime

import pytest

from app.calendar import end_of_day, prague_day, start_of_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 20, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), date(2027, 7, 1)),
        (datetime(2028, 2, 28, 23, 30, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_that_a_moment_has_its_day_in_prague(moment: datetime, day: date) -> None:
    assert prague_day(moment) == day


def test_that_a_day_ends_by_pragues_clocks_in_summer_and_winter() -> None:
    assert end_of_day(date(2026, 7, 1)).astimezone(UTC) == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)
    assert end_of_day(date(2026, 12, 1)).astimezone(UTC) == datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)


def test_that_a_day_begins_by_pragues_clocks_and_lasts_as_long_as_they_say() -> None:
    begins = [start_of_day(date(2026, month, day)) for month, day in ((3, 29), (3, 30), (10, 25), (10, 26))]
    assert begins[0] == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert [(after - before).total_seconds() / 3600 for before, after in (begins[:2], begins[2:])] == [23, 25]
