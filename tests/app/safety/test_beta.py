"""The Beta distribution against scipy, exact fractions, published intervals and its own laws."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from app.safety.beta import beta_cdf, beta_quantile, beta_sf, probability_less

RANGES = [(-3, 3), (-1, 3), (0, 5), (-6, -2), (-3, 5)]


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_that_probabilities_agree_with_scipy_on_random_input(low: float, high: float) -> None:
    rng = np.random.default_rng(7)
    a, b = 10 ** rng.uniform(low, high, 5000), 10 ** rng.uniform(low, high, 5000)
    x = np.where(rng.random(5000) < 0.5, rng.random(5000), np.maximum(rng.beta(a, b), 1e-300))
    assert np.abs(beta_cdf(x, a, b) - special.betainc(a, b, x)).max() < 1e-12
    assert np.abs(beta_sf(x, a, b) - special.betaincc(a, b, x)).max() < 1e-12


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_that_quantiles_agree_with_scipy_on_random_input(low: float, high: float) -> None:
    rng = np.random.default_rng(8)
    a, b, p = 10 ** rng.uniform(low, high, 5000), 10 ** rng.uniform(low, high, 5000), rng.random(5000)
    assert np.abs(beta_quantile(p, a, b) - special.betaincinv(a, b, p)).max() < 1e-12


def test_that_quantiles_agree_with_scipy_at_edges() -> None:
    sizes = np.array([1e-3, 0.5, 1.0, 1.5, 12.0, 400.0, 1e5])
    levels = np.array([0.0, 1e-60, 1e-12, 0.05, 0.1, 0.5, 0.95, 1 - 1e-12, 1.0])
    p, a, b = (grid.ravel() for grid in np.meshgrid(levels, sizes, sizes))
    # between b = a = .001 the density at the median is .0005, so one last digit of p is 2e-13 of x
    assert np.abs(beta_quantile(p, a, b) - special.betaincinv(a, b, p)).max() < 1e-12


def test_that_the_far_tail_keeps_its_digits() -> None:
    ours, theirs = beta_cdf(1e-6, 30.0, 50.0), special.betainc(30.0, 50.0, 1e-6)
    assert float(theirs) < 1e-150
    assert float(ours) == pytest.approx(float(theirs), rel=1e-11)


@given(st.integers(1, 40), st.integers(0, 40), st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50))
def test_that_whole_parameters_give_the_exact_binomial_sum(a: int, extra: int, x: Fraction) -> None:
    """Abramowitz & Stegun 26.5.24: I_x(a, n − a + 1) = P(Binomial(n, x) ≥ a)."""
    n = a + extra
    exact = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert float(beta_cdf(float(x), a, n - a + 1)) == pytest.approx(float(exact), abs=1e-14)


@pytest.mark.parametrize(
    ("y", "n", "low", "high"), [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (1, 29, 0.0009, 0.1776)]
)
def test_that_quantiles_give_the_published_exact_intervals(y: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, table I, method 5 (Clopper & Pearson)."""
    assert float(beta_quantile(0.025, y, n - y + 1)) == pytest.approx(low, abs=5e-5)
    assert float(beta_quantile(0.975, y + 1, n - y)) == pytest.approx(high, abs=5e-5)


def test_that_placenta_previa_has_its_published_posterior() -> None:
    """Gelman et al., Bayesian Data Analysis, 2.4: 437 girls of 980 births, Beta(438, 544): 95 % in 0.415 to 0.477."""
    limits = beta_quantile(np.array([0.025, 0.5, 0.975]), 438, 544)
    assert limits.tolist() == pytest.approx([0.415, 0.446, 0.477], abs=5e-4)


def test_that_no_vegetarian_of_25_gives_the_published_exact_limit() -> None:
    """Agresti, Categorical Data Analysis, 2nd ed. 2002, 1.4.4: Clopper & Pearson give (0.0, 0.137)."""
    assert float(beta_quantile(0.975, 1, 25)) == pytest.approx(0.137, abs=5e-4)


@given(st.floats(0.01, 0.99), st.floats(1, 500), st.floats(1, 500))
def test_that_a_quantile_gives_its_probability_back(p: float, a: float, b: float) -> None:
    x = beta_quantile(p, a, b)
    assert float(beta_cdf(x, a, b)) == pytest.approx(p, abs=1e-11)


@given(st.integers(0, 1024).map(lambda k: k / 1024), st.floats(0.01, 1e4), st.floats(0.01, 1e4))
def test_that_both_sides_sum_to_one_and_mirror(x: float, a: float, b: float) -> None:
    assert float(beta_cdf(x, a, b) + beta_sf(x, a, b)) == pytest.approx(1.0, abs=1e-13)
    assert float(beta_sf(x, a, b)) == pytest.approx(float(beta_cdf(1 - x, b, a)), abs=1e-13)


def test_that_the_order_of_two_agrees_with_quadrature() -> None:
    for a1, b1, a2, b2 in [(3, 7, 2, 9), (0.5, 0.5, 4, 2), (120, 80, 100, 90), (1, 1, 1, 1)]:
        one, other = stats.beta(a1, b1), stats.beta(a2, b2)
        exact, _ = integrate.quad(
            lambda x, one=one, other=other: other.pdf(x) * one.cdf(x), 0, 1, epsabs=1e-12, limit=200
        )
        assert float(probability_less(a1, b1, a2, b2)) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize(
    ("a1", "b1", "a2", "b2", "p"),
    [
        (21, 200, 31, 200, 0.906704245199),  # S. Harnett, AB-testing, the notebook on Evan Miller's formula
        (3, 1, 91, 11, 0.713),  # J. D. Cook 2011, "A Bayesian view of Amazon resellers": 2 of 2 against 90 of 100
    ],
)
def test_that_the_order_of_two_meets_published_comparisons(a1: int, b1: int, a2: int, b2: int, p: float) -> None:
    assert float(probability_less(a1, b1, a2, b2)) == pytest.approx(p, abs=5e-4)


@pytest.mark.parametrize(
    ("a1", "b1", "a2", "b2"),
    [(90_000, 110_000, 1.2, 1.5), (1.2, 1.5, 90_000, 110_000), (0.05, 40, 300, 9_000), (4, 2, 0.5, 0.5)],
)
def test_that_the_order_of_two_is_exact_however_unlike_they_are(a1: float, b1: float, a2: float, b2: float) -> None:
    one, other = stats.beta(a1, b1), stats.beta(a2, b2)
    edges = np.unique(np.concatenate([q.ppf([1e-9, 0.01, 0.5, 0.99, 1 - 1e-9]) for q in (one, other)]))
    logits = [-300.0, -100.0, -30.0, *special.logit(edges[(edges > 1e-12) & (edges < 1 - 1e-12)]), 30.0, 100.0, 300.0]

    def density(t: float) -> float:
        log_x, log_y = -np.logaddexp(0, -t), -np.logaddexp(0, t)
        return float(
            np.exp(a2 * log_x + b2 * log_y - special.betaln(a2, b2)) * special.betainc(a1, b1, special.expit(t))
        )

    pieces = zip(sorted(logits), sorted(logits)[1:], strict=False)
    exact = sum(integrate.quad(density, low, high, epsabs=1e-13, limit=300)[0] for low, high in pieces)
    assert float(probability_less(a1, b1, a2, b2)) == pytest.approx(exact, abs=1e-8)


@pytest.mark.parametrize("call", [beta_cdf, beta_sf, beta_quantile])
@pytest.mark.parametrize(("x", "a", "b"), [(0.5, 0.0, 1.0), (0.5, 1.0, -1.0), (float("nan"), 1.0, 1.0)])
def test_that_impossible_parameters_are_refused(call: object, x: float, a: float, b: float) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match="Beta"):
        call(x, a, b)
