"""Bursts are found, set aside with the reason, and come back when released."""

import numpy as np
import pytest
from scipy import stats

from app.safety.bursts import find_bursts, poisson_quantile, set_aside
from app.safety.settings import SurfaceSettings
from tests.app.safety.cities import Rating, ratings_of, town

SETTINGS = SurfaceSettings()


@pytest.mark.parametrize("mean", [0.0, 0.02, 0.5, 3.0, 40.0])
def test_that_the_limit_is_the_quantile_of_scipy(mean: float) -> None:
    assert poisson_quantile(0.999, mean) == int(stats.poisson.ppf(0.999, mean) if mean else 0)


@pytest.mark.parametrize(("mean", "limit"), [(1.0, 5), (3.0, 10), (5.0, 13)])
def test_that_the_limit_is_that_of_the_printed_tables(mean: float, limit: int) -> None:
    """Cumulative Poisson tables as in Molina 1942: .9994 at 5 for 1, .9997 at 10 for 3, .9993 at 13 for 5."""
    assert poisson_quantile(0.999, mean) == limit


def test_that_nine_in_a_day_in_a_quiet_cell_are_a_burst_and_eight_are_not() -> None:
    eight = [Rating(who=i, age=10 - i * 0.1) for i in range(8)]
    assert find_bursts(ratings_of(eight), SETTINGS) == ()
    (burst,) = find_bursts(ratings_of([*eight, Rating(who=8, age=9.15)]), SETTINGS)
    assert (burst.cell, burst.most_in_a_day, burst.limit) == (town(1)[0], 9, 8)
    assert sorted(burst.positions) == list(range(9))


def test_that_a_busy_cell_may_have_a_busy_day() -> None:
    usual = [Rating(who=i, age=95 - i * 0.2) for i in range(450)]
    busy = [Rating(who=1000 + i, age=4.9 - i * 0.05) for i in range(12)]
    assert find_bursts(ratings_of(usual + busy), SETTINGS) == ()


def test_that_an_attack_does_not_raise_its_own_baseline() -> None:
    attack = [Rating(unsafe=True, who=i, age=30 - i * 0.05) for i in range(400)]
    bursts = find_bursts(ratings_of(attack), SETTINGS)
    kept = set_aside(ratings_of(attack), bursts)
    assert kept.sum() <= 8


def test_that_a_released_burst_counts_again_and_the_others_do_not() -> None:
    one = [Rating(who=i, age=40 - i * 0.01) for i in range(20)]
    other = [Rating(cell=3, who=i, age=5 - i * 0.01) for i in range(20)]
    ratings = ratings_of([*one, *other, Rating(cell=5)])
    bursts = find_bursts(ratings, SETTINGS)
    assert len(bursts) == 2
    assert set_aside(ratings, bursts).sum() == 1
    released = [burst for burst in bursts if burst.cell == town(4)[3]]
    np.testing.assert_array_equal(set_aside(ratings, bursts, released=released), [False] * 20 + [True] * 21)


def test_that_two_days_apart_are_two_bursts() -> None:
    days = [Rating(who=100 * d + i, age=20 - 5 * d - i * 0.01) for d in range(2) for i in range(15)]
    assert [burst.most_in_a_day for burst in find_bursts(ratings_of(days), SETTINGS)] == [15, 15]


def test_that_ratings_without_a_time_are_never_a_burst() -> None:
    assert find_bursts(ratings_of([Rating(who=i, age=None) for i in range(50)]), SETTINGS) == ()
