import pytest

from app.workload.hours import (
    DistrictDemand,
    HandlingTimes,
    NobodyAvailable,
    Saturation,
    saturation,
    weekly_hours,
)


def test_that_hours_are_the_sum_of_their_parts() -> None:
    demand = DistrictDemand(tips=8, open_cases=6, patrol=10, admin=3, travel=1.5)
    assert weekly_hours(demand, HandlingTimes(tip=0.75, open_case=0.5)) == 6 + 3 + 10 + 3 + 1.5


def test_that_sixty_percent_is_still_kept_and_more_is_over() -> None:
    # ICMA's rule of 60: at most 60 % of the hours are committed.
    assert saturation(24, 40) == Saturation(24, 40, 0.6, 0.6, over=False)
    full = saturation(25, 40)
    assert isinstance(full, Saturation)
    assert full.over


def test_that_a_published_saturation_is_met() -> None:
    # ICMA's Center for Public Safety Management, Morgan Hill, figure 3-8: 2.8 of 4.9 officers an hour are 57 percent;
    # its report for Redwood City: three officers, two for an hour and one for half of it, are 2.5 hours of work.
    found = saturation(2.8, 4.9)
    assert isinstance(found, Saturation)
    assert (round(100 * found.share), found.over) == (57, False)
    assert weekly_hours(DistrictDemand(1, 0, 0, 0, 0), HandlingTimes(tip=2 * 1.0 + 0.5)) == 2.5


def test_that_work_without_anybody_is_told_apart() -> None:
    assert saturation(5, 0) == NobodyAvailable(5)
    with pytest.raises(ValueError, match="hours"):
        saturation(-1, 40)
