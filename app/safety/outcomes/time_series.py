"""Interrupted time series: a quasi-Poisson regression with an offset, fitted by iteratively reweighted least squares.

Sources: J. Lopez Bernal, S. Cummins and A. Gasparrini, "Interrupted time series regression for the evaluation of
public health interventions: a tutorial", International Journal of Epidemiology 46(1), 2017, 348-355 (level, slope
centred at the break, harmonics); P. McCullagh and J. A. Nelder, "Generalized Linear Models", 2nd ed., 1989,
section 2.5 (the fit) and 6.2 (dispersion = Pearson chi-square / degrees of freedom).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from app.safety.outcomes.poisson_change import two_sided_normal
from app.safety.outcomes.refusals import (
    BadValue,
    NoEvents,
    NotConverged,
    NotIdentifiable,
    TooFewEvents,
    TooShort,
)

Vector = NDArray[np.float64]

MIN_BEFORE = 24
MIN_AFTER = 12
EVENTS_A_COEFFICIENT = 5
_ITERATIONS = 100
_SETTLED = 1e-12
_ROUNDING = 8.0 * float(np.finfo(np.float64).eps)
_LARGEST_LOG = 700.0


@dataclass(frozen=True, slots=True)
class SeriesModel:
    """What is fitted. `break_row` is the first row after the intervention, counted from 1.

    `period` is the length of a year in units of t; `harmonics` is the number of sine and cosine pairs.
    """

    break_row: int
    trend: bool = True
    slope: bool = False
    harmonics: int = 0
    period: float = 12.0
    level: float = 0.95
    min_before: int = MIN_BEFORE
    min_after: int = MIN_AFTER


@dataclass(frozen=True, slots=True)
class Interval:
    """Standard error of the log ratio, interval of the ratio, two-sided p."""

    error: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient: log ratio, ratio, Poisson interval, and the one widened by the dispersion."""

    name: str
    coefficient: float
    ratio: float
    poisson: Interval
    quasi: Interval


@dataclass(frozen=True, slots=True)
class SeriesFit:
    """The fitted series; `level` is the step at the break, `slope` the change of trend a unit of t.

    `expected_after` is what the model expects after the break had nothing happened; `dispersion` is
    Pearson chi-square over `degrees`.
    """

    n: int
    before: int
    after: int
    events: int
    events_after: int
    expected_after: float
    level: Term
    slope: Term | None
    terms: tuple[Term, ...]
    pearson: float
    degrees: int
    dispersion: float
    deviance: float
    iterations: int
    fitted: tuple[float, ...]


SeriesOutcome = SeriesFit | TooShort | TooFewEvents | NoEvents | BadValue | NotIdentifiable | NotConverged


def interrupted_time_series(t: Vector, counts: Vector, exposure: Vector, model: SeriesModel) -> SeriesOutcome:
    """Fit log(mu) = log(exposure) + level and, as asked, trend, slope and harmonics. All arrays have shape (n,)."""
    refusal = _refusal(t, counts, exposure, model)
    if refusal is not None:
        return refusal
    if 2 * model.harmonics >= t.size:
        return NotIdentifiable(2 * model.harmonics + 2, int(t.size))
    names, design = design_matrix(t, model)
    rank = int(np.linalg.matrix_rank(_scaled(design)))
    if rank < design.shape[1]:
        return NotIdentifiable(design.shape[1], rank)
    events = int(counts.sum())
    needed = EVENTS_A_COEFFICIENT * design.shape[1]
    if events < needed:
        return TooFewEvents(events, needed)
    if design.shape[0] <= design.shape[1]:
        return TooShort("whole", design.shape[0], design.shape[1] + 1)
    fit = poisson_regression(design, counts, np.log(exposure))
    if isinstance(fit, NotConverged):
        return fit
    return _described(names, design, fit, exposure, counts=counts, model=model)


def design_matrix(t: Vector, model: SeriesModel) -> tuple[list[str], Vector]:
    """Names and columns, shape (n, p). The slope is centred at the last t before the break, as in the source."""
    after = (np.arange(t.size) >= model.break_row - 1).astype(np.float64)
    names = ["intercept", "level"]
    columns = [np.ones_like(t), after]
    if model.trend:
        names.append("trend")
        columns.append(t)
    if model.slope:
        names.append("slope")
        columns.append((t - t[model.break_row - 2]) * after)
    for k in range(1, model.harmonics + 1):
        angle = 2.0 * math.pi * k * t / model.period
        names += [f"sin{k}", f"cos{k}"]
        columns += [np.sin(angle), np.cos(angle)]
    return names, np.column_stack(columns)


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients (p,), their unscaled covariance (p, p) and the fitted means (n,)."""

    coefficients: Vector
    covariance: Vector
    means: Vector
    iterations: int


def poisson_regression(design: Vector, counts: Vector, log_exposure: Vector) -> Regression | NotConverged:
    """Maximum likelihood of a Poisson model with log link. design (n, p), counts and log_exposure (n,)."""
    scale = np.maximum(np.abs(design).max(axis=0), 1e-300)
    columns = design / scale
    eta = np.log(np.maximum(counts, 0.0) + 0.5)
    deviance = math.inf
    for iteration in range(1, _ITERATIONS + 1):
        means = np.exp(eta)
        root = np.sqrt(means)
        response = eta - log_exposure + (counts - means) / means
        beta = np.linalg.lstsq(columns * root[:, None], response * root, rcond=None)[0]
        eta = log_exposure + columns @ beta
        if not np.all(np.isfinite(eta)) or np.max(np.abs(eta)) > 600.0:
            return NotConverged(iteration)
        last, deviance = deviance, poisson_deviance(counts, np.exp(eta))
        means = np.exp(eta)
        if abs(last - deviance) <= _SETTLED * (abs(deviance) + 0.1) + _rounding(counts, means, eta):
            triangle = np.linalg.qr(columns * np.sqrt(means)[:, None])[1]
            inverse = np.linalg.solve(triangle, np.eye(triangle.shape[0]))
            covariance = (inverse @ inverse.T) / np.outer(scale, scale)
            return Regression(beta / scale, covariance, means, iteration)
    return NotConverged(_ITERATIONS)


def poisson_deviance(counts: Vector, means: Vector) -> float:
    """2 sum(y log(y/mu) - (y - mu)) with 0 log 0 = 0, written as y (r - log(1 + r)) with r = (mu - y) / y.

    So it goes to 0 where the means meet the counts, instead of to the rounding of the counts themselves.
    """
    seen = counts > 0
    off = np.divide(means - counts, counts, out=np.zeros_like(means), where=seen)
    far = seen & (off < -0.5)
    logs = np.log1p(np.where(far, 0.0, off))
    logs[far] = np.log(means[far] / counts[far])
    return float(2.0 * np.sum(np.where(seen, counts * (off - logs), means)))


def _rounding(counts: Vector, means: Vector, eta: Vector) -> float:
    """What the deviance moves by when each of eta is off by its last digits: no step can settle closer."""
    return _ROUNDING * float(np.sum(np.abs(means - counts) * (1.0 + np.abs(eta))))


def _described(
    names: list[str], design: Vector, fit: Regression, exposure: Vector, *, counts: Vector, model: SeriesModel
) -> SeriesFit:
    n, width = design.shape
    pearson = float(np.sum((counts - fit.means) ** 2 / fit.means))
    dispersion = pearson / (n - width)
    errors = np.sqrt(np.diag(fit.covariance))
    terms = tuple(
        _term(name, float(b), float(se), dispersion, model.level)
        for name, b, se in zip(names, fit.coefficients, errors, strict=True)
    )
    untouched = design.copy()
    for name in ("level", "slope"):
        if name in names:
            untouched[:, names.index(name)] = 0.0
    expected = exposure * np.exp(untouched @ fit.coefficients)
    after = slice(model.break_row - 1, None)
    return SeriesFit(
        n=n,
        before=model.break_row - 1,
        after=n - model.break_row + 1,
        events=int(counts.sum()),
        events_after=int(counts[after].sum()),
        expected_after=float(expected[after].sum()),
        level=terms[names.index("level")],
        slope=terms[names.index("slope")] if "slope" in names else None,
        terms=terms,
        pearson=pearson,
        degrees=n - width,
        dispersion=dispersion,
        deviance=poisson_deviance(counts, fit.means),
        iterations=fit.iterations,
        fitted=tuple(fit.means.tolist()),
    )


def _term(name: str, coefficient: float, error: float, dispersion: float, level: float) -> Term:
    quasi = error * math.sqrt(dispersion)
    return Term(
        name,
        coefficient,
        _ratio(coefficient),
        _interval(coefficient, error, level),
        _interval(coefficient, quasi, level),
    )


def _interval(coefficient: float, error: float, level: float) -> Interval:
    half = NormalDist().inv_cdf(0.5 + level / 2.0) * error
    p = two_sided_normal(coefficient / error) if error > 0 else float(coefficient == 0)
    return Interval(error, _ratio(coefficient - half), _ratio(coefficient + half), p)


def _ratio(logarithm: float) -> float:
    return math.exp(logarithm) if logarithm < _LARGEST_LOG else math.inf


def _scaled(design: Vector) -> Vector:
    """Columns of length 1; what is only the rounding of 0, as the sine at half the season's length, becomes 0."""
    length = np.linalg.norm(design, axis=0)
    real = length > 1e-9 * math.sqrt(design.shape[0])
    return np.asarray(np.where(real, design, 0.0) / np.where(real, length, 1.0))


def _refusal(t: Vector, counts: Vector, exposure: Vector, model: SeriesModel) -> TooShort | BadValue | NoEvents | None:
    n = int(t.size)
    if not 2 <= model.break_row <= n:
        return BadValue("break", model.break_row, f"a row from 2 to {n}: the first row after the intervention")
    for row, (moment, count, size) in enumerate(zip(t, counts, exposure, strict=True), start=1):
        if row > 1 and not moment > t[row - 2]:
            return BadValue("t", float(moment), "later than the row before", row)
        if not (count >= 0 and math.isfinite(count)):
            return BadValue("count", float(count), "a number of 0 or more", row)
        if not (size > 0 and math.isfinite(size)):
            return BadValue("offset", float(size), "an exposure above 0", row)
    if model.harmonics < 0 or not model.period > 0 or not 0.0 < model.level < 1.0:
        return BadValue("model", float(model.harmonics), "harmonics of 0 or more, a period above 0, a level in 0 to 1")
    before, after = model.break_row - 1, n - model.break_row + 1
    if before < model.min_before:
        return TooShort("before", before, model.min_before)
    if after < model.min_after:
        return TooShort("after", after, model.min_after)
    if counts.sum() == 0 or counts[:before].sum() == 0 or counts[before:].sum() == 0:
        return NoEvents()
    return None
