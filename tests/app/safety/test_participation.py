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


def test_that_an_unknown_population_gives_no_rate() -> None:
    assert reach(5, None).per_thousand is None
    assert reach(5, 0).low is None


def test_that_a_missing_group_shows_as_under_represented() -> None:
    men, women = representation(["m"] * 60 + ["f"] * 20 + ["nechci odpovídat"] * 9, {"m": 490.0, "f": 510.0})
    assert (men.share.share, women.share.share) == (0.75, 0.25)
    assert men.ratio == pytest.approx(0.75 / 0.49)
    assert women.ratio == pytest.approx(0.25 / 0.51)
    assert women.share.high < women.population_share


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
