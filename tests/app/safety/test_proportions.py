"""Wilson's interval against published tables and statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from app.safety.proportions import wilson


@pytest.mark.parametrize(
    ("y", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_that_the_published_examples_come_out(y: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3."""
    found = wilson(y, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("y", "n", "low", "high"), [(0, 25, 0.0, 0.133), (9, 10, 0.596, 0.982)])
def test_that_agrestis_examples_come_out(y: int, n: int, low: float, high: float) -> None:
    """Agresti, Categorical Data Analysis, 2nd ed. 2002, 1.4.3 (vegetarians), and Introduction, 2nd ed. 2007, 1.4.1."""
    found = wilson(y, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999))
def test_that_it_agrees_with_statsmodels(pair: tuple[int, int], confidence: float) -> None:
    y, n = pair
    found = wilson(y, n, confidence=confidence)
    low, high = proportion_confint(y, n, alpha=1 - confidence, method="wilson")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


@pytest.mark.parametrize(("y", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_that_impossible_counts_are_refused(y: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(y, n)
