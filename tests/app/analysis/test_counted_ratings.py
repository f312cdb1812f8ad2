"""Which rows count, and why the others do not."""

import math
from datetime import date

from app.analysis.counted_ratings import CountedRatings, LeftOut, NoneLeft, counted_ratings, newest_day
from tests.app.analysis.rows import rows, two_districts

HERE, DAY = (50.46, 13.41), 20_000.25


def test_that_each_row_left_out_is_counted_under_its_first_reason() -> None:
    table = rows(
        (*HERE, 1, "a", DAY),
        (*HERE, -1, "b", DAY),
        (50.46, 13.60, 0, "c", DAY),
        (50.46, 13.60, -1, "d", DAY),
        (50.46, 13.43, 0, "e", DAY),
    )
    found = counted_ratings(table, resolution=9, areas=two_districts(), within_km=1.0)
    assert isinstance(found, CountedRatings)
    assert found.left_out == {LeftOut.NEITHER: 2, LeftOut.OUTSIDE: 1, LeftOut.FAR: 1}
    assert (len(found.ratings), found.read, found.labels["channel"]) == (1, 5, ("web",))
    assert found.districts == ("Západ", "Východ")


def test_that_nothing_left_says_why() -> None:
    found = counted_ratings(rows((*HERE, -1, "a", DAY)), resolution=9)
    assert found == NoneLeft({LeftOut.NEITHER: 1})


def test_that_equal_labels_are_one_person() -> None:
    found = counted_ratings(rows((*HERE, 1, "a", DAY), (*HERE, 0, "b", DAY), (*HERE, 0, "a", DAY)), resolution=9)
    assert isinstance(found, CountedRatings)
    first, second, third = found.ratings.respondent.tolist()
    assert first == third != second


def test_that_times_that_are_all_midnight_are_dates() -> None:
    dates = counted_ratings(rows((*HERE, 1, "a", 20_000.0), (*HERE, 1, "b", 20_001.0)), resolution=9)
    times = counted_ratings(rows((*HERE, 1, "a", 20_000.0), (*HERE, 1, "b", 20_001.5)), resolution=9)
    assert isinstance(dates, CountedRatings)
    assert isinstance(times, CountedRatings)
    assert (dates.timed.any(), times.timed.all()) == (False, True)


def test_that_the_newest_day_is_that_of_the_last_rating_with_a_time() -> None:
    found = counted_ratings(rows((*HERE, 1, "a", 0.9), (*HERE, 1, "b", math.nan)), resolution=9)
    none = counted_ratings(rows((*HERE, 1, "b", math.nan)), resolution=9)
    assert isinstance(found, CountedRatings)
    assert isinstance(none, CountedRatings)
    assert (newest_day(found.ratings), newest_day(none.ratings)) == (date(1970, 1, 1), None)
