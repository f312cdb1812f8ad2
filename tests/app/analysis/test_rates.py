"""Rates and shares drawn towards the common one."""

import pytest

from app.analysis.rates import LARGEST_COUNT, AreaRates, GroupShares, TooFewGroups, area_rates, group_shares
from app.safety.proportions import wilson
from app.safety.shrinkage import AllOrNothing


def test_that_a_smaller_area_is_drawn_nearer_to_the_mean() -> None:
    found = area_rates((30.0, 3.0, 5.0), (1000.0, 100.0, 1000.0))
    assert isinstance(found, AreaRates)
    large, small, _ = found.areas
    assert large.raw == small.raw == 0.03
    assert found.prior_mean < small.rate < large.rate < 0.03
    assert large.raw_low is not None
    assert large.raw_low < 0.03


def test_that_what_is_no_count_has_no_limits() -> None:
    found = area_rates((2.5, LARGEST_COUNT + 1.0), (100.0, 1e9))
    assert isinstance(found, AreaRates)
    assert {(area.raw_low, area.raw_high) for area in found.areas} == {(None, None)}


def test_that_groups_alike_have_the_common_share() -> None:
    found = group_shares((5, 5, 5), (10, 10, 10))
    assert isinstance(found, GroupShares)
    common = wilson(15, 30)
    assert not found.overdispersed
    assert {(one.mean, one.low, one.high) for one in found.groups} == {(common.share, common.low, common.high)}


def test_that_groups_that_differ_have_a_prior() -> None:
    found = group_shares((1, 19, 10, 2), (20, 20, 20, 20))
    assert isinstance(found, GroupShares)
    assert found.alpha is not None
    assert found.beta is not None
    assert found.prior_mean == pytest.approx(found.alpha / (found.alpha + found.beta))
    assert found.groups[0].raw < found.groups[0].mean < found.prior_mean


def test_that_one_group_and_all_or_nothing_are_refused() -> None:
    assert area_rates((1.0,), (10.0,)) == group_shares((1,), (10,)) == TooFewGroups(1)
    assert isinstance(group_shares((0, 10), (10, 10)), AllOrNothing)
