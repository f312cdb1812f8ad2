import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.safety.outcomes.refusals import BadValue, NoEvents, NotIdentifiable, TooFewEvents, TooShort
from app.safety.outcomes.time_series import (
    SeriesFit,
    SeriesModel,
    design_matrix,
    interrupted_time_series,
    poisson_deviance,
)
from tests.app.safety.outcomes.coal_mines import COAL
from tests.app.safety.outcomes.sicily import BREAK_ROW, EPISODES, POPULATION

T = np.arange(1.0, 60.0)
COUNTS = np.array(EPISODES, dtype=np.float64)
EXPOSURE = np.array(POPULATION)
SICILY = SeriesModel(BREAK_ROW)


def fitted(model: SeriesModel, counts: NDArray[np.float64] = COUNTS) -> SeriesFit:
    n = counts.size
    outcome = interrupted_time_series(np.arange(1.0, n + 1), counts, np.resize(EXPOSURE, n), model)
    assert isinstance(outcome, SeriesFit)
    return outcome


def test_that_the_tutorial_s_step_change_is_met() -> None:
    # Lopez Bernal et al. 2017, step 4: RR 0.894, 95 % interval 0.864 to 0.925, P < 0.001.
    level = fitted(SICILY).level
    assert round(level.ratio, 3) == 0.894
    assert level.poisson.low == pytest.approx(0.864, abs=1e-3)
    assert level.poisson.high == pytest.approx(0.925, abs=5e-4)
    assert level.poisson.p < 0.001


def test_that_the_tutorial_s_seasonal_model_is_met() -> None:
    # Lopez Bernal et al. 2017, step 5: adjusted for seasonality by two harmonics, RR 0.885 (0.839 to 0.933).
    level = fitted(replace(SICILY, harmonics=2)).level
    assert round(level.ratio, 3) == 0.885
    assert (round(level.quasi.low, 3), round(level.quasi.high, 3)) == (0.839, 0.933)


def test_that_the_tutorial_finds_no_change_of_slope() -> None:
    # Supplement of the tutorial, model 4: the interaction of time and ban is far from significant.
    slope = fitted(replace(SICILY, harmonics=2, slope=True)).slope
    assert slope is not None
    assert slope.quasi.low < 1.0 < slope.quasi.high
    assert slope.quasi.p > 0.4


def test_that_the_coal_mines_have_their_published_rates_before_and_after_1891() -> None:
    # Carlin, Gelfand & Smith 1992, Applied Statistics 41, 389-405: 3.1 disasters a year up to 1891, then 0.9.
    counts = np.array(COAL, dtype=np.float64)
    model = SeriesModel(1892 - 1851 + 1, trend=False)
    found = interrupted_time_series(np.arange(1851.0, 1963.0), counts, np.ones(112), model)
    assert isinstance(found, SeriesFit)
    before = found.terms[0].ratio
    assert (found.events, round(before, 1), round(before * found.level.ratio, 1)) == (191, 3.1, 0.9)


def test_that_the_fluoroscopies_have_their_published_rate_ratio() -> None:
    # Boice & Monson 1977, J. National Cancer Institute 59, 823-832; Rothman, Epidemiology: An Introduction, table 4-6:
    # 15 breast cancers in 19,017 person-years without and 41 in 28,010 with fluoroscopy, rate ratio 1.86, with the
    # textbook's interval exp(ln RR ± 1.96 sqrt(1/41 + 1/15)). Each side is given in two halves, for one row a side
    # would leave no dispersion.
    counts, years = np.array([7.0, 8.0, 20.0, 21.0]), np.array([19_017.0, 19_017.0, 28_010.0, 28_010.0]) / 2
    model = SeriesModel(3, trend=False, min_before=2, min_after=2)
    found = interrupted_time_series(np.arange(4.0), counts, years, model)
    assert isinstance(found, SeriesFit)
    half = 1.959964 * math.sqrt(1 / 41 + 1 / 15)
    assert round(found.level.ratio, 2) == 1.86
    assert found.level.poisson.low == pytest.approx(found.level.ratio * math.exp(-half), rel=1e-6)
    assert found.level.poisson.high == pytest.approx(found.level.ratio * math.exp(half), rel=1e-6)


@pytest.mark.parametrize(
    "model",
    [SICILY, replace(SICILY, slope=True), replace(SICILY, harmonics=2, slope=True), replace(SICILY, trend=False)],
)
def test_that_statsmodels_fits_the_same(model: SeriesModel) -> None:
    api = pytest.importorskip("statsmodels.api")
    names, design = design_matrix(T, model)
    expected = api.GLM(COUNTS, design, family=api.families.Poisson(), offset=np.log(EXPOSURE)).fit(tol=1e-14)
    found = fitted(model)
    assert [term.name for term in found.terms] == names
    assert [term.coefficient for term in found.terms] == pytest.approx(list(expected.params), rel=1e-8, abs=1e-10)
    assert [term.poisson.error for term in found.terms] == pytest.approx(list(expected.bse), rel=1e-8)
    assert found.dispersion == pytest.approx(expected.pearson_chi2 / expected.df_resid, rel=1e-10)
    assert found.deviance == pytest.approx(expected.deviance, rel=1e-9)
    quasi = api.GLM(COUNTS, design, family=api.families.Poisson(), offset=np.log(EXPOSURE)).fit(scale="X2", tol=1e-14)
    assert [term.quasi.error for term in found.terms] == pytest.approx(list(quasi.bse), rel=1e-8)


def test_that_a_known_step_is_found_again() -> None:
    t = np.arange(1.0, 61.0)
    counts = np.round(200.0 * np.exp(0.01 * t + 0.1 * np.sin(2 * math.pi * t / 12)) * np.where(t > 40, 0.7, 1.0))
    outcome = interrupted_time_series(t, counts, np.ones(60), SeriesModel(41, harmonics=1))
    assert isinstance(outcome, SeriesFit)
    assert outcome.level.ratio == pytest.approx(0.7, abs=0.005)
    assert outcome.expected_after == pytest.approx(outcome.events_after / 0.7, rel=0.01)


def test_that_the_sum_of_fitted_equals_the_sum_of_counts() -> None:
    assert math.fsum(fitted(SICILY).fitted) == pytest.approx(sum(EPISODES), rel=1e-10)


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 3))
@example(100, 50, 0)
def test_that_a_fit_without_any_rest_settles_at_once_on_every_machine(before: int, after: int, off: int) -> None:
    """The deviance is then nothing but rounding, and how it rounds is another on each processor."""
    counts = np.array([before] * 24 + [after] * 12, np.float64)
    counts[0] += off
    t = np.arange(36.0)
    fit = interrupted_time_series(t, counts, np.full(36, 1.5), SeriesModel(25, trend=False))
    if before * 24 + after * 12 < 10:
        return
    assert isinstance(fit, SeriesFit)
    assert fit.iterations < 30
    assert fit.level.ratio == pytest.approx(after / (before + off / 24))


def test_that_the_deviance_is_that_of_its_formula_far_and_near() -> None:
    assert poisson_deviance(np.array([0.0, 4.0]), np.array([0.5, 4.0])) == 1.0
    assert poisson_deviance(np.array([3.0]), np.array([1e-30])) == pytest.approx(6 * (math.log(3e30) - 1))
    assert poisson_deviance(np.array([1e9]), np.array([1e9 + 1.0])) == pytest.approx(1e-9, rel=1e-6)


def test_that_too_short_a_series_is_refused_by_side() -> None:
    def outcome(n: int, break_row: int) -> object:
        return interrupted_time_series(T[:n], COUNTS[:n], EXPOSURE[:n], SeriesModel(break_row))

    assert outcome(59, 24) == TooShort("before", 23, 24)
    assert outcome(47, 37) == TooShort("after", 11, 12)
    assert isinstance(outcome(36, 25), SeriesFit)


def test_that_the_minimum_can_be_lowered() -> None:
    model = SeriesModel(6, min_before=5, min_after=5)
    assert isinstance(interrupted_time_series(T[:12], COUNTS[:12], EXPOSURE[:12], model), SeriesFit)


def test_that_thin_and_empty_series_are_refused() -> None:
    thin = np.zeros(59)
    thin[[3, 40]] = 1.0
    assert interrupted_time_series(T, thin, EXPOSURE, SICILY) == TooFewEvents(2, 15)
    assert interrupted_time_series(T, np.zeros(59), EXPOSURE, SICILY) == NoEvents()


def test_that_a_season_longer_than_the_data_can_carry_is_refused() -> None:
    outcome = interrupted_time_series(T, COUNTS, EXPOSURE, replace(SICILY, harmonics=7))
    assert isinstance(outcome, NotIdentifiable)


def test_that_a_sine_of_nothing_but_rounding_is_no_term() -> None:
    # the sixth sine of twelve months is 0 in every month
    outcome = interrupted_time_series(T, COUNTS, EXPOSURE, replace(SICILY, harmonics=6))
    assert outcome == NotIdentifiable(15, 14)
    assert isinstance(interrupted_time_series(T, COUNTS, EXPOSURE, replace(SICILY, harmonics=10**9)), NotIdentifiable)


@pytest.mark.parametrize(("name", "row"), [("t", 4), ("count", 7), ("offset", 9)])
def test_that_a_bad_value_is_named_with_its_row(name: str, row: int) -> None:
    columns = {"t": T.copy(), "count": COUNTS.copy(), "offset": EXPOSURE.copy()}
    columns[name][row - 1] = -1.0
    outcome = interrupted_time_series(columns["t"], columns["count"], columns["offset"], SICILY)
    assert isinstance(outcome, BadValue)
    assert (outcome.name, outcome.row) == (name, row)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 100.0))
def test_that_the_unit_of_the_exposure_changes_no_ratio(unit: float) -> None:
    outcome = interrupted_time_series(T, COUNTS, EXPOSURE * unit, SICILY)
    assert isinstance(outcome, SeriesFit)
    assert outcome.level.ratio == pytest.approx(fitted(SICILY).level.ratio, rel=1e-8)
