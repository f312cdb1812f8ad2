import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.outcomes.poisson_change import ETest, PoissonChange, e_test, poisson_z
from app.safety.outcomes.refusals import BadValue, NoEvents

COUNTS = st.integers(0, 60)
# Fortran code of Krishnamoorthy & Thomson, as quoted in SciPy's own tests of poisson_means_test, in the order
# count 1, exposure 1, count 2, exposure 2, p.
FORTRAN = [
    (0, 100, 3, 100, 0.0884),
    (2, 100, 6, 100, 0.1749),
    (20, 10, 20, 10, 0.9999997568929630),
    (10, 10, 10, 10, 0.9999998403241203),
    (3, 100, 20, 300, 0.12202725450896404),
]


def rates_compared(count1: int, count2: int, exposure1: float = 1.0, exposure2: float = 1.0) -> ETest:
    outcome = e_test(count1, count2, exposure1, exposure2)
    assert isinstance(outcome, ETest)
    return outcome


@pytest.mark.parametrize(("before", "now", "z"), [(4, 9, 2.0), (16, 25, 2.0), (100, 144, 4.0), (9, 0, -6.0)])
def test_that_the_published_examples_of_the_poisson_z_are_met(before: int, now: int, z: float) -> None:
    # A. P. Wheeler: crimede-coder.com 2023, "Don't use percent change" (4 to 9); his blog of 2018-04-29 (16 to 25).
    outcome = poisson_z(before, now)
    assert isinstance(outcome, PoissonChange)
    assert outcome.z == z
    assert outcome.flagged == (abs(z) >= 3)


@pytest.mark.parametrize(
    ("before", "now", "flagged"), [(9, 20, False), (9, 21, True), (21, 9, True), (0, 2, False), (0, 3, True)]
)
def test_that_a_change_is_flagged_from_three_on(before: int, now: int, flagged: bool) -> None:
    outcome = poisson_z(before, now)
    assert isinstance(outcome, PoissonChange)
    assert outcome.flagged is flagged


def test_that_few_events_are_called_thin_and_none_refused() -> None:
    thin = poisson_z(2, 5)
    assert isinstance(thin, PoissonChange)
    assert thin.thin
    assert poisson_z(0, 0) == NoEvents()
    assert isinstance(poisson_z(-1, 3), BadValue)


@pytest.mark.parametrize(("count1", "exposure1", "count2", "exposure2", "p"), FORTRAN)
def test_that_the_e_test_meets_the_published_p_values(
    count1: int, exposure1: float, count2: int, exposure2: float, p: float
) -> None:
    # Examples 1 and 2 of section 6 of Krishnamoorthy & Thomson 2004, then the authors' program.
    assert rates_compared(count1, count2, exposure1, exposure2).p == pytest.approx(p, abs=5e-5)


def test_that_wheelers_robbery_example_is_met() -> None:
    # andrewpwheeler.com 2018-04-29: 16 robberies on average, 25 now, p rounds to 0.165.
    assert round(rates_compared(25, 16).p, 3) == 0.165


def test_that_scipy_gives_the_same_e_test() -> None:
    stats = pytest.importorskip("scipy.stats")
    # Equal exposures: with others SciPy's floating-point comparison loses some ties (see the next test).
    for count1, count2, exposure in [(0, 5, 1.0), (7, 3, 2.5), (40, 90, 3.0), (300, 350, 1.0), (17, 4, 10.0)]:
        expected = stats.poisson_means_test(count1, exposure, count2, exposure)
        found = rates_compared(count1, count2, exposure, exposure)
        assert found.statistic == pytest.approx(expected.statistic, rel=1e-12)
        assert found.p == pytest.approx(expected.pvalue, abs=1e-6)


@pytest.mark.parametrize(
    ("count1", "exposure1", "count2", "exposure2"),
    [(5, 10, 1, 3), (9, 5, 1, 1), (13, 2, 0, 7), (3, 7, 8, 5), (4, 1, 4, 1)],
)
def test_that_ties_are_counted_as_the_definition_says(count1: int, exposure1: int, count2: int, exposure2: int) -> None:
    def squared(x1: int, x2: int) -> Fraction:
        variance = Fraction(x1, exposure1**2) + Fraction(x2, exposure2**2)
        return (Fraction(x1, exposure1) - Fraction(x2, exposure2)) ** 2 / variance if variance else Fraction(0)

    def mass(x: int, mean: float) -> float:
        return math.exp(x * math.log(mean) - mean - math.lgamma(x + 1))

    rate, observed = (count1 + count2) / (exposure1 + exposure2), squared(count1, count2)
    expected = math.fsum(
        mass(x1, rate * exposure1) * mass(x2, rate * exposure2)
        for x1 in range(70)
        for x2 in range(70)
        if squared(x1, x2) >= observed
    )
    assert rates_compared(count1, count2, exposure1, exposure2).p == pytest.approx(expected, abs=1e-12)


def test_that_large_counts_agree_with_the_normal_limit() -> None:
    found = rates_compared(1_000_000, 1_003_000)
    assert found.p == pytest.approx(math.erfc(abs(found.statistic) / math.sqrt(2)), rel=1e-4)


def test_that_equal_counts_can_not_be_told_apart_and_none_is_refused() -> None:
    assert rates_compared(5, 5).p == pytest.approx(1.0, abs=1e-4)
    assert e_test(0, 0) == NoEvents()
    assert isinstance(e_test(1, 2, 0.0), BadValue)
    assert isinstance(e_test(1, -2), BadValue)


@given(COUNTS, COUNTS.filter(bool))
def test_that_swapping_the_periods_turns_the_sign_and_keeps_the_p_value(a: int, b: int) -> None:
    there, back = poisson_z(a, b), poisson_z(b, a)
    assert isinstance(there, PoissonChange)
    assert isinstance(back, PoissonChange)
    assert there.z == -back.z
    assert rates_compared(a, b).p == pytest.approx(rates_compared(b, a).p, abs=1e-12)


@given(COUNTS, COUNTS.filter(bool), st.floats(0.1, 10))
def test_that_an_e_test_p_value_is_a_probability(a: int, b: int, exposure: float) -> None:
    assert 0.0 <= rates_compared(a, b, exposure, 1.0).p <= 1.0
