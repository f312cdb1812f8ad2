"""Age, replaced ratings and the cap of a respondent."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.ratings import Ratings
from app.safety.settings import SurfaceSettings
from app.safety.weights import age_weights, capped, day_number, distinct, live, months_before
from tests.app.safety.cities import AS_OF, Rating, random_town, ratings_of

SETTINGS = SurfaceSettings()


def weights_of(ratings: Ratings) -> np.ndarray:
    aged = live(ratings, SETTINGS) * age_weights(ratings.moment, AS_OF, SETTINGS)
    return capped(aged, ratings, AS_OF, SETTINGS)


def test_that_a_weight_halves_in_180_days() -> None:
    moments = day_number(AS_OF) - np.array([0.0, 180.0, 360.0, 90.0])
    np.testing.assert_allclose(age_weights(moments, AS_OF, SETTINGS), [1, 0.5, 0.25, 0.5**0.5])


def test_that_a_rating_past_24_months_weighs_nothing() -> None:
    edge = day_number(date(2024, 9, 1))
    weights = age_weights(np.array([edge, edge - 1.0, edge - 0.5]), AS_OF, SETTINGS)
    assert weights[0] > 0
    assert weights[1] == weights[2] == 0


def test_that_a_later_rating_weighs_nothing_and_one_of_the_day_itself_all() -> None:
    weights = age_weights(day_number(AS_OF) + np.array([0.9, 1.0]), AS_OF, SETTINGS)
    assert weights.tolist() == [1.0, 0.0]


def test_that_a_rating_without_a_time_weighs_one() -> None:
    assert age_weights(np.array([np.nan]), AS_OF, SETTINGS).tolist() == [1.0]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_that_months_go_back_to_the_same_day_or_the_last(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_that_a_new_rating_within_30_days_replaces_the_old_one() -> None:
    given_ratings = [Rating(age=50), Rating(age=25), Rating(age=0), Rating(age=10, who=1), Rating(age=5, cell=1)]
    assert live(ratings_of(given_ratings), SETTINGS).tolist() == [0, 0, 1, 1, 1]


def test_that_a_rating_30_days_later_replaces_nothing() -> None:
    assert live(ratings_of([Rating(age=30), Rating(age=0)]), SETTINGS).tolist() == [1, 1]


def test_that_day_and_night_do_not_replace_each_other() -> None:
    assert live(ratings_of([Rating(age=3, night=0), Rating(age=1, night=1)]), SETTINGS).tolist() == [1, 1]


def test_that_ratings_without_a_time_replace_nothing() -> None:
    assert live(ratings_of([Rating(age=None), Rating(age=None), Rating(age=2)]), SETTINGS).tolist() == [1, 1, 1]


def test_that_ratings_of_one_moment_are_one_live_rating_together() -> None:
    given_ratings = [Rating(age=5), Rating(age=5, unsafe=True), Rating(age=20), Rating(age=60)]
    assert live(ratings_of(given_ratings), SETTINGS).tolist() == [0.5, 0.5, 0, 1]


def test_that_a_respondent_counts_at_most_five_in_a_district_in_90_days() -> None:
    many = [Rating(cell=i, age=20.0 - i, who=3) for i in range(12)]
    other_district = [Rating(cell=20 + i, age=20.0 - i, who=3, district=1) for i in range(3)]
    earlier = [Rating(cell=i, age=200.0 - i, who=3) for i in range(4)]
    weights = weights_of(ratings_of(many + other_district + earlier))
    assert weights[:12].sum() == pytest.approx(5.0)
    assert (weights[5:12] > 0).sum() == 1
    assert weights[12:15].sum() == pytest.approx(sum(0.5 ** ((20 - i) / 180) for i in range(3)))
    assert weights[15:].sum() == pytest.approx(sum(0.5 ** ((200 - i) / 180) for i in range(4)))


@given(st.integers(0, 500))
def test_that_no_90_days_hold_more_than_the_cap(seed: int) -> None:
    ratings = random_town(seed, 300, people=4)
    weights = weights_of(ratings)
    for who in range(4):
        for district in range(2):
            own = (ratings.respondent == who) & (ratings.district == district)
            for now in ratings.moment[own]:
                window = own & (ratings.moment <= now) & (ratings.moment > now - 90)
                assert weights[window].sum() <= SETTINGS.respondent_cap + 1e-9


@given(st.integers(0, 500), st.integers(1, 20))
def test_that_ratings_beyond_the_cap_change_nothing(seed: int, extra: int) -> None:
    """The extra ratings come after the cap is reached, in cells that the device had not rated."""
    rng = np.random.default_rng(seed)
    honest = [Rating(cell=int(rng.integers(0, 9)), who=int(rng.integers(1, 9)), age=float(i)) for i in range(40)]
    stuffing = [Rating(cell=10 + i, unsafe=True, age=10.0 - i * 0.1) for i in range(6)]
    more = [Rating(cell=16 + i, unsafe=bool(rng.random() < 0.5), age=9.0 - i * 0.1) for i in range(extra)]
    before, after = weights_of(ratings_of(honest + stuffing)), weights_of(ratings_of(honest + stuffing + more))
    assert before[40:].sum() == pytest.approx(5.0)
    np.testing.assert_array_equal(after[: before.size], before)
    assert not after[before.size :].any()


def test_that_ratings_of_one_moment_share_the_room_whatever_their_order() -> None:
    given_ratings = [Rating(cell=i, unsafe=i % 2 == 0, age=None) for i in range(20)]
    weights = weights_of(ratings_of(given_ratings))
    np.testing.assert_allclose(weights, 0.25)
    np.testing.assert_allclose(weights_of(ratings_of(given_ratings[::-1])), 0.25)


def test_that_distinct_counts_respondents_once_a_group() -> None:
    counted = distinct(np.array([0, 0, 1, 1, 1]), np.array([7, 7, 7, 8, 9]), 3)
    assert counted.tolist() == [1, 3, 0]
