"""Counts before and after, and ranked places."""

from app.analysis.outcomes import CountChange, RankedPlaces, RateComparison, count_change, rate_comparison
from app.analysis.outcomes import ranking_accuracy as accuracy
from app.safety.outcomes.forecast_accuracy import ForecastAccuracy
from app.safety.outcomes.refusals import NoEvents


def test_that_a_change_comes_with_the_interval_of_each_count() -> None:
    found = count_change(16, 36)
    assert isinstance(found, CountChange)
    assert found.test.z == 4.0
    assert found.before.low < 16 < found.before.high < found.after.high
    assert count_change(0, 0) == NoEvents()


def test_that_rates_are_compared_by_their_exposure() -> None:
    found = rate_comparison(20, 40, 1.0, 2.0)
    assert isinstance(found, RateComparison)
    assert (found.events, found.first.rate, found.second.rate) == (60, 20.0, 20.0)
    assert found.test.p > 0.9
    assert rate_comparison(0, 0) == NoEvents()


def test_that_places_without_area_are_of_one_size() -> None:
    places = RankedPlaces((6.0, 3.0, 1.0), (9.0, 5.0, 1.0))
    found = accuracy(places)
    assert isinstance(found, ForecastAccuracy)
    assert (found.area, [rank.row for rank in found.ranks]) == (3.0, [0, 1, 2])
    assert found == accuracy(RankedPlaces(places.observed, places.predicted, (1.0, 1.0, 1.0)))
    large = accuracy(RankedPlaces(places.observed, places.predicted, (100.0, 1.0, 1.0)))
    assert isinstance(large, ForecastAccuracy)
    assert large.ranks[0].row == 1
