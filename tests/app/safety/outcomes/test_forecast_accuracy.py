import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.outcomes.forecast_accuracy import ForecastAccuracy, forecast_accuracy
from app.safety.outcomes.refusals import BadValue, NoEvents, TooShort


def ranked(observed: list[float], predicted: list[float], area: list[float] | None = None) -> ForecastAccuracy:
    outcome = forecast_accuracy(np.array(observed), np.array(predicted), np.array(area or [1.0] * len(observed)))
    assert isinstance(outcome, ForecastAccuracy)
    return outcome


def test_that_the_definition_of_chainey_et_al_is_met() -> None:
    # Chainey, Tompson & Uhlig 2008, p. 14: 25 % of the events in 50 % of the area give a PAI of 0.5,
    # 20 % of the events in 10 % of the area a PAI of 2.
    assert ranked([25, 75], [2, 1]).ranks[0].pai == pytest.approx(0.5)
    assert ranked([20, 80], [2, 1], [10, 90]).ranks[0].pai == pytest.approx(2.0)


def test_that_a_perfect_forecast_has_a_pei_of_one_everywhere() -> None:
    # Example of Wheeler's R package ptools (its tests): PAI 2, 1.5, 1 and PEI 1, 1, 1.
    ranks = ranked([6, 3, 0], [3, 2, 1]).ranks
    assert [rank.pai for rank in ranks] == pytest.approx([2.0, 1.5, 1.0])
    assert [rank.pei for rank in ranks] == pytest.approx([1.0, 1.0, 1.0])


def test_that_ties_are_ordered_to_the_forecast_s_disadvantage() -> None:
    # Example of ptools' manual: observed 6 7 3 2 1 0, predicted 8 4 4 2 1 0; the tie puts 3 before 7.
    found = ranked([6, 7, 3, 2, 1, 0], [8, 4, 4, 2, 1, 0])
    assert [rank.row for rank in found.ranks] == [0, 2, 1, 3, 4, 5]
    assert [rank.observed for rank in found.ranks] == [6, 9, 16, 18, 19, 19]
    assert found.ranks[1].pai == pytest.approx((9 / 19) / (2 / 6))
    assert found.ranks[1].pei == pytest.approx(9 / 13)
    assert found.tied == 1


def test_that_the_hit_rate_has_an_interval_from_the_number_of_events() -> None:
    few, many = ranked([2, 2], [2, 1]).ranks[0], ranked([200, 200], [2, 1]).ranks[0]
    assert few.hit_low is not None
    assert many.hit_low is not None
    assert few.hit_low < many.hit_low < 0.5
    assert ranked([2.5, 2.0], [2, 1]).ranks[0].hit_low is None


def test_that_nothing_to_judge_is_refused() -> None:
    one = np.ones(2)
    assert forecast_accuracy(np.zeros(2), one, one) == NoEvents()
    assert forecast_accuracy(one[:1], one[:1], one[:1]) == TooShort("places", 1, 2)
    outcome = forecast_accuracy(one, one, np.array([1.0, 0.0]))
    assert isinstance(outcome, BadValue)
    assert (outcome.name, outcome.row) == ("area", 2)


PLACES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=2, max_size=12).filter(
    lambda places: any(observed for observed, _ in places)
)


def test_that_empty_places_of_any_size_do_not_raise_the_pei() -> None:
    # the perfect ranking takes the small empty place before the large one
    found = ranked([10, 2, 0, 8, 0], [5, 5, 1, 3, 0], [1, 1, 1, 1, 6])
    assert [rank.pei for rank in found.ranks] == pytest.approx([0.2, 12 / 18, 1.0, 1.0, 1.0])


@given(PLACES, st.data())
def test_that_the_pei_never_exceeds_one_whatever_the_areas(places: list[tuple[int, int]], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 50), min_size=len(places), max_size=len(places)))
    found = ranked([float(o) for o, _ in places], [float(p) for _, p in places], [float(size) for size in sizes])
    assert all(0.0 <= rank.pei <= 1.0 for rank in found.ranks)


@given(PLACES)
def test_that_all_places_together_score_one_and_the_order_of_rows_is_nothing(places: list[tuple[int, int]]) -> None:
    observed, predicted = [float(o) for o, _ in places], [float(p) for _, p in places]
    found, turned = ranked(observed, predicted), ranked(observed[::-1], predicted[::-1])
    assert found.ranks[-1].pai == pytest.approx(1.0)
    assert found.ranks[-1].pei == pytest.approx(1.0)
    assert [rank.pai for rank in found.ranks] == pytest.approx([rank.pai for rank in turned.ranks])
    assert all(rank.pei <= 1.0 + 1e-12 for rank in found.ranks)
