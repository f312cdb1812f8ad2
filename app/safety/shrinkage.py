"""Rates of small groups, drawn towards what all groups share."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.safety.beta import beta_quantile
from app.safety.ratings import Floats, Ints

_MOST_STEPS = 500
_FARTHEST = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class EmpiricalBayes:
    """Marshall's estimate: the prior's mean and variance, and raw, smoothed and weight of the raw rate per area."""

    prior_mean: float
    prior_variance: float
    raw: Floats
    rate: Floats
    weight: Floats


def empirical_bayes(events: npt.ArrayLike, population: npt.ArrayLike) -> EmpiricalBayes:
    """Global empirical Bayes rates (Marshall 1991, Applied Statistics 40, 283–294).

    Prior mean m = Σe/Σp, prior variance A = Σp(r − m)²/Σp − m/p̄, set to 0 when negative (as Marshall and GeoDa do);
    rate = m + A/(A + m/p_i)·(r_i − m). Raises ValueError for fewer than 2 areas, no population or negative counts.
    """
    e, pop = np.asarray(events, np.float64), np.asarray(population, np.float64)
    if e.shape != pop.shape or e.size < 2 or np.any(e < 0) or np.any(pop <= 0):
        message = "empirical Bayes takes two or more areas with events of at least 0 and a population above 0"
        raise ValueError(message)
    raw = e / pop
    mean = float(e.sum() / pop.sum())
    variance = max(0.0, float((pop * (raw - mean) ** 2).sum() / pop.sum() - mean / pop.mean()))
    weight = np.zeros_like(raw) if variance == 0.0 else variance / (variance + mean / pop)
    return EmpiricalBayes(mean, variance, raw, mean + weight * (raw - mean), weight)


@dataclass(frozen=True, slots=True, eq=False)
class BetaBinomial:
    """A Beta(alpha, beta) prior fitted by maximum likelihood, its log likelihood without the binomial coefficients,
    and per group the posterior mean and central interval."""

    alpha: float
    beta: float
    log_likelihood: float
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class NoOverdispersion:
    """The groups differ by no more than chance: the likelihood rises towards one common share.

    `log_likelihood` is that of the limit, without the binomial coefficients.
    """

    share: float
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class AllOrNothing:
    """Every group is all y or none: the likelihood rises towards a prior of nothing but 0 and 1 (flat if all n = 1)."""

    share: float


def beta_binomial(
    y: npt.ArrayLike, n: npt.ArrayLike, *, interval: float = 0.95
) -> BetaBinomial | NoOverdispersion | AllOrNothing:
    """Fit groups y of n (Skellam 1948; Griffiths 1973, Biometrics 29) and give each group's posterior.

    Newton steps on log α and log β with the likelihood as sums of logarithms, exact for whole counts.
    Raises ValueError for fewer than 2 groups or unless 0 ≤ y ≤ n, n ≥ 1.
    """
    y_, n_ = np.asarray(y, np.int64), np.asarray(n, np.int64)
    if y_.shape != n_.shape or y_.size < 2 or np.any(y_ < 0) or np.any(y_ > n_) or np.any(n_ < 1):
        message = "the Beta-binomial takes two or more groups with 0 <= y <= n and n >= 1"
        raise ValueError(message)
    share = float(y_.sum() / n_.sum())
    common = _binomial_log_likelihood(y_, n_, share)
    if share in (0.0, 1.0):
        return NoOverdispersion(share, common)
    if bool(((y_ == 0) | (y_ == n_)).all()):
        return AllOrNothing(share)
    likelihood = _Likelihood(y_, n_)
    fitted = _maximise(likelihood, share)
    if fitted is None:
        return NoOverdispersion(share, common)
    alpha, beta = fitted
    a, b = alpha + y_, beta + (n_ - y_)
    tail = (1.0 - interval) / 2.0
    low, high = beta_quantile(np.array([[tail], [1.0 - tail]]), a, b)
    return BetaBinomial(alpha, beta, likelihood.value(alpha, beta), a / (a + b), low, high)


def _binomial_log_likelihood(y: Ints, n: Ints, share: float) -> float:
    if share in (0.0, 1.0):
        return 0.0
    return float(y.sum() * np.log(share) + (n - y).sum() * np.log1p(-share))


class _Likelihood:
    """Σ_j [#(y > j) log(α + j) + #(n − y > j) log(β + j) − #(n > j) log(α + β + j)]."""

    def __init__(self, y: Ints, n: Ints) -> None:
        self.terms = tuple(_exceeding(counts) for counts in (y, n - y, n))

    def value(self, alpha: float, beta: float) -> float:
        shifts = (alpha, beta, alpha + beta)
        first, second, both = (c @ np.log(s + np.arange(c.size)) for c, s in zip(self.terms, shifts, strict=True))
        return float(first + second - both)

    def derivatives(self, alpha: float, beta: float) -> tuple[Floats, Floats]:
        """Gradient and Hessian in (log α, log β)."""
        shifts = (alpha, beta, alpha + beta)
        inverse = [1.0 / (s + np.arange(c.size)) for c, s in zip(self.terms, shifts, strict=True)]
        g = [float(c @ i) for c, i in zip(self.terms, inverse, strict=True)]
        h = [-float(c @ (i * i)) for c, i in zip(self.terms, inverse, strict=True)]
        gradient = np.array([alpha * (g[0] - g[2]), beta * (g[1] - g[2])])
        hessian = np.array(
            [
                [alpha**2 * (h[0] - h[2]) + gradient[0], -alpha * beta * h[2]],
                [-alpha * beta * h[2], beta**2 * (h[1] - h[2]) + gradient[1]],
            ]
        )
        return gradient, hessian


def _exceeding(counts: Ints) -> Floats:
    """For j = 0, 1, …: how many counts are greater than j."""
    tally = np.bincount(counts)
    return np.asarray(np.cumsum(tally[::-1])[::-1][1:], dtype=np.float64)


def _maximise(likelihood: _Likelihood, share: float) -> tuple[float, float] | None:
    """The maximum in (α, β) from the best of several starts, or None where it runs away to infinity."""
    starts = [(share * m, (1.0 - share) * m) for m in (0.1, 1.0, 10.0, 100.0, 1e4)]
    at = np.log(max(starts, key=lambda s: likelihood.value(*s)))
    value = likelihood.value(*np.exp(at))
    for _ in range(_MOST_STEPS):
        gradient, hessian = likelihood.derivatives(*np.exp(at))
        size, axes = np.linalg.eigh(hessian)
        step = axes @ ((axes.T @ gradient) / np.maximum(np.abs(size), 1e-12 * np.abs(size).max() + 1e-300))
        step *= min(1.0, 3.0 / max(float(np.abs(step).max()), 1e-300))
        while True:
            candidate = at + step
            reached = likelihood.value(*np.exp(candidate))
            if reached >= value or np.abs(step).max() < 1e-14:
                break
            step = step / 2.0
        at, value = candidate, reached
        if np.exp(at).sum() > _FARTHEST:
            return None
        if np.abs(step).max() < 1e-12:
            break
    alpha, beta = np.exp(at)
    return float(alpha), float(beta)
