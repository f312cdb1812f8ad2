"""Empirical Bayes and the Beta-binomial against published data, esda and scipy."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize, special, stats

from app.safety.shrinkage import AllOrNothing, BetaBinomial, NoOverdispersion, beta_binomial, empirical_bayes
from tests.app.safety.auckland import CHILDREN, DEATHS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import esda.smoothing
    import libpysal

# Tarone 1982, Biometrics 38; Gelman et al., Bayesian Data Analysis, table 5.1: tumours of 71 groups of rats
TUMOURS = [0] * 14 + [1] * 8 + [2] * 9 + [1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4, 10, 4, 4, 4, 5]
TUMOURS += [11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4]
RATS = [20] * 7 + [19] * 4 + [18, 18, 17] + [20] * 4 + [19, 19, 18, 18, 25, 24, 23] + [20] * 6
RATS += [10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50] + [20] * 7 + [48, 19, 19, 19, 22, 46, 49, 20, 20, 23]
RATS += [19, 22, 20, 20, 20, 52, 46, 47, 24, 14]


def test_that_the_homicides_of_st_louis_come_out_as_published() -> None:
    """The example of PySAL's manual (esda.smoothing.Empirical_Bayes), 78 counties around St. Louis."""
    table = libpysal.io.open(libpysal.examples.get_path("stl_hom.csv"), "r")
    homicides, people = table[:, 10], table[:, 13]
    table.close()
    found = empirical_bayes(homicides, people)
    expected = [2.36718950e-05, 4.54539167e-05, 4.78114019e-05, 2.76907146e-05, 6.58989323e-05]
    np.testing.assert_allclose(found.rate[:5], expected, rtol=5e-9)


def test_that_the_infant_deaths_of_north_carolina_come_out_as_published() -> None:
    """Sudden infant deaths of 100 counties, 1979–84 (Cressie 1993), rates as in PySAL's own checks."""
    table = libpysal.io.open(libpysal.examples.get_path("sids2.dbf"), "r")
    births, deaths = np.array(table[:, 8]), np.array(table[:, 9])
    table.close()
    found = empirical_bayes(deaths, births)
    np.testing.assert_allclose(found.rate[:5], [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349], atol=5e-8)


def test_that_the_infant_deaths_of_auckland_have_the_published_prior() -> None:
    """Marshall's own data, nine years of them; the digits are those of the manual of R's package spdep (EBest)."""
    found = empirical_bayes(DEATHS, [9 * children for children in CHILDREN])
    assert found.prior_mean == pytest.approx(0.002633436, abs=5e-10)
    assert found.prior_variance == pytest.approx(7.284173e-07, abs=5e-14)


@given(st.integers(0, 10_000), st.integers(2, 40))
def test_that_rates_agree_with_esda(seed: int, areas: int) -> None:
    rng = np.random.default_rng(seed)
    population = rng.integers(50, 5000, areas)
    events = rng.poisson(population * rng.gamma(2, 0.02, areas))
    assume(events.sum() > 0)
    found = empirical_bayes(events, population)
    if found.prior_variance > 0:
        theirs = esda.smoothing.Empirical_Bayes(events, population).r.flatten()
        np.testing.assert_allclose(found.rate, theirs, rtol=1e-9)
    else:
        assert (found.rate == found.prior_mean).all()


def test_that_a_rate_is_drawn_towards_the_prior_and_less_so_with_people() -> None:
    found = empirical_bayes([2, 200, 10], [100, 10_000, 5000])
    assert found.prior_variance > 0
    assert found.weight[0] < found.weight[2] < found.weight[1]


@pytest.mark.parametrize(("events", "population"), [([1], [10]), ([1, -1], [10, 10]), ([1, 1], [10, 0])])
def test_that_impossible_rates_are_refused(events: list[int], population: list[int]) -> None:
    with pytest.raises(ValueError, match="two or more areas"):
        empirical_bayes(events, population)


def test_that_the_boys_of_saxony_come_out_as_published() -> None:
    """Families of 12 children (Sokal & Rohlf 1994): Wikipedia, Beta-binomial distribution, gives maximum likelihood
    α = 34.09558, β = 31.5715 and log likelihood −12492.9. Its digits end early: our likelihood is greater by 2e-6."""
    counts = np.array([3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7])
    fit = beta_binomial(np.repeat(np.arange(13), counts), np.full(counts.sum(), 12))
    assert isinstance(fit, BetaBinomial)
    assert fit.alpha == pytest.approx(34.09558, rel=5e-4)
    assert fit.beta == pytest.approx(31.5715, rel=5e-4)
    coefficients = (counts * np.log(special.comb(12, np.arange(13)))).sum()
    assert fit.log_likelihood + coefficients == pytest.approx(-12492.9, abs=0.05)
    published = (counts * stats.betabinom.logpmf(np.arange(13), 12, 34.09558, 31.5715)).sum()
    assert fit.log_likelihood + coefficients > published


def test_that_the_tumours_of_rats_are_fitted_and_the_last_group_drawn_in() -> None:
    """Bayesian Data Analysis 5.3 puts the posterior mode of α and β near (2.4, 14) and θ₇₁ near .21 for 4 of 14."""
    fit = beta_binomial(TUMOURS, RATS)
    assert isinstance(fit, BetaBinomial)
    assert (fit.alpha, fit.beta) == (pytest.approx(2.34, abs=0.01), pytest.approx(14.11, abs=0.02))
    assert fit.mean[-1] == pytest.approx(0.208, abs=0.001)
    assert fit.low[-1] < fit.mean[-1] < fit.high[-1]


def test_that_the_historical_groups_of_rats_have_the_published_prior() -> None:
    """Mukhopadhyay & Fletcher 2018, Scientific Reports 8:9983: without the 71st group Beta(2.30, 14.08) fits best."""
    fit = beta_binomial(TUMOURS[:-1], RATS[:-1])
    assert isinstance(fit, BetaBinomial)
    assert (round(fit.alpha, 2), round(fit.beta, 2)) == (2.30, 14.08)


@pytest.mark.parametrize("seed", range(12))
def test_that_no_optimiser_finds_a_greater_likelihood(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = rng.integers(2, 80, 30)
    a, b = 10 ** rng.uniform(-0.7, 1.2, 2)
    y = rng.binomial(n, rng.beta(a, b, 30))
    fit = beta_binomial(y, n)
    if not isinstance(fit, BetaBinomial):
        pytest.skip("this draw has no more spread than chance")

    def loss(log_parameters: np.ndarray) -> float:
        a, b = np.exp(log_parameters)
        return -float((special.betaln(y + a, n - y + b) - special.betaln(a, b)).sum())

    theirs = optimize.minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-11})
    assert fit.log_likelihood >= -theirs.fun - 1e-9
    np.testing.assert_allclose([fit.alpha, fit.beta], np.exp(theirs.x), rtol=1e-4)
    np.testing.assert_allclose(fit.low, stats.beta.ppf(0.025, fit.alpha + y, fit.beta + n - y), atol=1e-12)
    np.testing.assert_allclose(fit.high, stats.beta.ppf(0.975, fit.alpha + y, fit.beta + n - y), atol=1e-12)


def test_that_groups_without_more_than_chance_have_no_fit() -> None:
    alike = beta_binomial([5, 5, 5, 5], [10, 10, 10, 10])
    assert isinstance(alike, NoOverdispersion)
    assert (alike.share, alike.log_likelihood) == (0.5, pytest.approx(40 * np.log(0.5)))
    assert beta_binomial([0, 0, 0], [10, 10, 10]) == NoOverdispersion(0.0, 0.0)
    assert beta_binomial([0, 10], [10, 10]) == AllOrNothing(0.5)
    assert beta_binomial([0, 1, 1, 0], [1, 1, 1, 1]) == AllOrNothing(0.5)


def test_that_the_limit_is_not_below_any_finite_prior() -> None:
    y, n = np.array([5, 6, 4, 5, 7]), np.full(5, 10)
    limit = beta_binomial(y, n)
    assert isinstance(limit, NoOverdispersion)
    for strength in (1.0, 1e2, 1e4, 1e6):
        a, b = limit.share * strength, (1 - limit.share) * strength
        assert limit.log_likelihood > float((special.betaln(y + a, n - y + b) - special.betaln(a, b)).sum())


# Crowder 1978, Applied Statistics 27, 34–37: germination of Orobanche aegyptiaca 75 and 73 on bean and cucumber;
# Williams 1975, Biometrics 31, 949–952: rat pups alive at 21 days in control and treated litters
SEEDS_AND_LITTERS = [
    ([10, 23, 23, 26, 17], [39, 62, 81, 51, 39], 20.912666, 35.811553),
    ([5, 53, 55, 32, 46, 10], [6, 74, 72, 51, 79, 13], 69.24424, 31.88047),
    ([8, 10, 8, 23, 0], [16, 30, 28, 45, 4], 23.526215, 36.951608),
    (
        [13, 12, 9, 9, 8, 8, 12, 11, 9, 9, 8, 11, 4, 5, 7, 7],
        [13, 12, 9, 9, 8, 8, 13, 12, 10, 10, 9, 13, 5, 7, 10, 10],
        43.56410,
        4.949559,
    ),
    (
        [12, 11, 10, 9, 10, 9, 9, 8, 8, 4, 7, 4, 5, 3, 3, 0],
        [12, 11, 10, 9, 11, 10, 10, 9, 9, 5, 9, 7, 10, 6, 10, 7],
        1.591195,
        0.5590488,
    ),
]


@pytest.mark.parametrize(("y", "n", "alpha", "beta"), SEEDS_AND_LITTERS)
def test_that_seeds_and_litters_are_fitted_as_by_an_optimiser(
    y: list[int], n: list[int], alpha: float, beta: float
) -> None:
    fit = beta_binomial(y, n)
    assert isinstance(fit, BetaBinomial)
    assert (fit.alpha, fit.beta) == (pytest.approx(alpha, rel=2e-6), pytest.approx(beta, rel=2e-6))


@pytest.mark.parametrize(("y", "n"), [([1], [2]), ([3, 1], [2, 2]), ([-1, 1], [2, 2]), ([0, 1], [0, 2])])
def test_that_impossible_groups_are_refused(y: list[int], n: list[int]) -> None:
    with pytest.raises(ValueError, match="two or more groups"):
        beta_binomial(y, n)
