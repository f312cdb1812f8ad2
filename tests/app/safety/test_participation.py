"""Who takes part."""

import numpy as np
import pytest

from app.safety.participation import concentration, reach, representation, returning, unmasked_share, where_to_ask
from app.safety.ratings import Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import surfaces
from tests.app.safety.cities import AS_OF, Rating, ratings_of, town

SETTINGS = SurfaceSettings()


def test_that_olomouc_reached_as_many_as_published() -> None:
    """Pánek et al. 2017: 661 respondents; Olomouc had 100,378 inhabitants at the end of 2016."""
    found = reach(661, 100_378)
    assert found.per_thousand == pytest.approx(6.585, abs=0.001)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 6.585 < found.high


@pytest.mark.parametrize(("reached", "percent"), [(277, 12.1), (189, 8.2), (121, 5.3), (84, 3.7), (61, 2.7)])
def test_that_the_reach_of_a_course_is_as_published(reached: int, percent: float) -> None:
    """BMC Public Health 2010, 10:588, table 2: a target population of 2,295 at each phase of its recruitment."""
    found = reach(reached, 2295)
    assert found.per_thousand is not None
    assert round(found.per_thousand / 10, 1) == percent


def test_that_an_unknown_population_gives_no_rate() -> None:
    assert reach(5, None).per_thousand is None
    assert reach(5, 0).low is None


def test_that_a_missing_group_shows_as_under_represented() -> None:
    men, women = representation(["m"] * 60 + ["f"] * 20 + ["nechci odpovídat"] * 9, {"m": 490.0, "f": 510.0})
    assert (men.share.share, women.share.share) == (0.75, 0.25)
    assert men.ratio == pytest.approx(0.75 / 0.49)
    assert women.ratio == pytest.approx(0.25 / 0.51)
    assert women.share.high < women.population_share


# Scott et al. 2018, J. Am. Coll. Cardiol. 71, table 1: women and all in trials, women's share of the disease.
TRIALS = [
    (11_932, 43_377, 0.43, 28, 0.6),  # acute coronary syndrome
    (11_777, 49_190, 0.43, 24, 0.6),  # coronary artery disease
    (28_884, 76_311, 0.49, 38, 0.8),  # atrial fibrillation
    (3_802, 15_997, 0.40, 24, 0.6),  # heart failure
    (16_560, 35_779, 0.52, 46, 0.9),  # hypertension
    (2_907, 3_763, 0.57, 77, 1.4),  # pulmonary arterial hypertension
    (24_366, 104_972, 0.40, 23, 0.6),  # Ekpo et al. 2024, JACC: Advances 3(1): 23.2 %, ratio .58
]


@pytest.mark.parametrize(("women", "everybody", "expected", "percent", "ratio"), TRIALS)
def test_that_the_ratio_is_the_published_one_of_participation_to_prevalence(
    women: int, everybody: int, expected: float, percent: int, ratio: float
) -> None:
    labels = ["f"] * women + ["m"] * (everybody - women)
    found = representation(labels, {"f": expected, "m": 1.0 - expected})[0]
    assert (round(100 * found.share.share), round(found.ratio or 0.0, 1)) == (percent, ratio)
    assert found.share.low < women / everybody < found.share.high


def test_that_the_lowest_ratio_over_the_highest_is_the_published_representation_score() -> None:
    """Go Vocal's manual, "Representation dashboard": 10, 7.5 and 8 % of three equal groups took part: 75 %."""
    found = representation(["A"] * 100 + ["B"] * 75 + ["C"] * 80, {"A": 1000.0, "B": 1000.0, "C": 1000.0})
    ratios = [group.ratio or 0.0 for group in found]
    assert min(ratios) / max(ratios) == pytest.approx(0.75)


def test_that_nobody_known_is_no_comparison() -> None:
    assert representation(["x"], {"m": 1.0}) == ()


def test_that_the_busiest_twentieth_is_rounded_up() -> None:
    found = concentration(np.array([0] * 50 + list(range(1, 31))))
    assert (found.respondents, found.top) == (31, 2)
    assert found.share == pytest.approx(51 / 80)


def test_that_returning_means_another_day() -> None:
    moments = np.array([10.1, 10.9, 10.2, 11.3, np.nan, 5.0])
    assert returning(np.array([1, 1, 2, 2, 3, 3]), moments) == 1


def test_that_inhabited_cells_without_a_rating_count_as_masked() -> None:
    surface = surfaces(ratings_of([Rating(who=i) for i in range(9)]), AS_OF, SETTINGS)[Slice.POOLED]
    share = unmasked_share(surface, np.array(town(4), dtype=np.int64))
    assert share is not None
    assert (share.n, share.share) == (4, 0.25)
    assert unmasked_share(surface, np.empty(0, dtype=np.int64)) is None


def test_that_people_and_ignorance_say_where_to_ask() -> None:
    cells = town(4)
    rated = [Rating(who=i) for i in range(9)] + [Rating(cell=1, who=100 + i) for i in range(3)]
    surface = surfaces(ratings_of(rated), AS_OF, SETTINGS)[Slice.POOLED]
    asks = where_to_ask(surface, {cells[0]: 900.0, cells[1]: 100.0, cells[2]: 100.0, cells[3]: 0.0}, SETTINGS)
    assert [ask.cell for ask in asks] == [cells[2], cells[1]]
    assert (asks[0].respondents, asks[1].respondents) == (0, 3)
    assert asks[0].gain == pytest.approx(100 * (0.4 * 0.6 / 13) ** 0.5)
