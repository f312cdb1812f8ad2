import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workload.poisson_interval import gamma_quantile, lower_gamma, poisson_interval, upper_gamma


@pytest.mark.parametrize(("level", "low", "high"), [(0.90, 17.38, 34.92), (0.95, 16.18, 36.90), (0.99, 14.00, 41.00)])
def test_that_graphpads_example_of_25_events_is_met(level: float, low: float, high: float) -> None:
    # GraphPad FAQ, "How QuickCalcs computes the confidence interval of a count" (Garwood's method).
    found = poisson_interval(25, level=level)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (3, 0.619, 8.767), (10, 4.795, 18.390)]
)
def test_that_the_tabulated_exact_limits_are_met(count: int, low: float, high: float) -> None:
    # Ulm 1990, American Journal of Epidemiology 131(2), 373-375, and epitools' manual (3.689 for no event).
    found = poisson_interval(count)
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-4)


def test_that_the_welsh_nickel_workers_have_their_interval() -> None:
    # Breslow & Day 1987, volume II, section 2.3: 137 deaths where 24.2 were expected, SMR 566 (475 to 669).
    found = poisson_interval(137, 24.19893)
    assert [round(100 * value) for value in (found.rate, found.low, found.high)] == [566, 475, 669]


@pytest.mark.parametrize("count", [0, 1, 2, 7, 50, 999, 25_000])
def test_that_scipy_gives_the_same_limits(count: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    found = poisson_interval(count, 2.0)
    assert found.low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 4 if count else 0.0, rel=1e-10)
    assert found.high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 4, rel=1e-10)


def test_that_what_is_no_count_is_refused() -> None:
    for arguments in [(-1, 1.0), (1, 0.0), (1, float("inf"))]:
        with pytest.raises(ValueError, match="no interval"):
            poisson_interval(*arguments)


@given(st.floats(0.1, 500), st.floats(0.001, 0.999))
def test_that_a_quantile_has_its_probability(a: float, p: float) -> None:
    x = gamma_quantile(a, p)
    assert lower_gamma(a, x) == pytest.approx(p, abs=1e-10)
    assert upper_gamma(a, x) == pytest.approx(1 - p, abs=1e-10)


@given(st.integers(0, 2000), st.floats(0.5, 0.99))
def test_that_the_interval_holds_the_rate_and_widens_with_the_level(count: int, level: float) -> None:
    narrow, wide = poisson_interval(count, level=level), poisson_interval(count, level=0.995)
    assert wide.low <= narrow.low <= count <= narrow.high < wide.high
