"""Change of a cell between two periods."""

import numpy as np
import pytest

from app.safety.change import Change, Trend, change, trends
from app.safety.settings import SurfaceSettings
from tests.app.safety.cities import AS_OF, Rating, random_town, ratings_of

SETTINGS = SurfaceSettings()


def compare(before: tuple[int, int], after: tuple[int, int]) -> Change:
    first = [Rating(who=i, unsafe=i < before[0], age=200) for i in range(before[1])]
    second = [Rating(who=1000 + i, unsafe=i < after[0], age=10) for i in range(after[1])]
    return change(ratings_of(first), ratings_of(second), AS_OF, SETTINGS)


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        ((18, 20), (4, 20), Trend.SAFER),
        ((4, 20), (18, 20), Trend.LESS_SAFE),
        ((10, 20), (9, 20), Trend.CAN_NOT_TELL),
        ((18, 20), (0, 9), Trend.NOT_ENOUGH),
        ((9, 9), (4, 40), Trend.NOT_ENOUGH),
    ],
)
def test_that_a_change_is_named(before: tuple[int, int], after: tuple[int, int], trend: Trend) -> None:
    assert compare(before, after).trends == (trend,)


def test_that_the_probability_agrees_with_simulation() -> None:
    """Both periods share the prior of .4·12."""
    found = compare((8, 10), (6, 10))
    rng = np.random.default_rng(1)
    m = 0.4  # a total weight of 20 is below 30
    before = rng.beta(8 + 12 * m, 2 + 12 * (1 - m), 400_000)
    after = rng.beta(6 + 12 * m, 4 + 12 * (1 - m), 400_000)
    assert float(found.p_safer[0]) == pytest.approx(float((after < before).mean()), abs=0.004)


def test_that_the_same_ratings_twice_are_no_change() -> None:
    assert float(compare((10, 30), (10, 30)).p_safer[0]) == pytest.approx(0.5, abs=1e-9)


def test_that_more_respondents_than_ratings_are_not_invented() -> None:
    found = compare((3, 12), (5, 11))
    assert (found.respondents_before.tolist(), found.respondents_after.tolist()) == ([12], [11])


@pytest.mark.parametrize("seed", range(6))
def test_that_trends_alone_are_those_of_the_change(seed: int) -> None:
    before, after = random_town(seed, 500), random_town(seed + 100, 400)
    whole = change(before, after, AS_OF, SETTINGS)
    assert len(set(whole.trends)) >= 2
    assert trends(before, after, AS_OF, SETTINGS) == dict(zip(whole.cells.tolist(), whole.trends, strict=True))
