"""From counts of groups to rates and shares that are drawn towards the common one. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.safety.proportions import wilson
from app.safety.shrinkage import AllOrNothing, BetaBinomial, NoOverdispersion, beta_binomial, empirical_bayes
from app.workload.poisson_interval import poisson_interval

LARGEST_COUNT = 10_000_000
LEAST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class AreaRate:
    """One area: events over population, raw with Garwood's 95 % limits, smoothed, and the weight of the raw rate.

    The limits are None for events that are no count: weighted ones, or more than `LARGEST_COUNT`.
    """

    events: float
    population: float
    raw: float
    raw_low: float | None
    raw_high: float | None
    rate: float
    weight: float


@dataclass(frozen=True, slots=True)
class AreaRates:
    """Rates in the order of the areas, with the mean and variance of the prior; a variance of 0 is no difference."""

    prior_mean: float
    prior_variance: float
    areas: tuple[AreaRate, ...]


@dataclass(frozen=True, slots=True)
class GroupShareEstimate:
    """One group: y of n, the raw share, and the posterior mean with its 95 % interval."""

    y: int
    n: int
    raw: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GroupShares:
    """Shares in the order of the groups. `alpha`, `beta` of the prior are None where groups differ by chance alone:
    then every group has the common share with its Wilson interval."""

    alpha: float | None
    beta: float | None
    prior_mean: float
    log_likelihood: float
    groups: tuple[GroupShareEstimate, ...]

    @property
    def overdispersed(self) -> bool:
        """Whether the groups differ by more than chance."""
        return self.alpha is not None


@dataclass(frozen=True, slots=True)
class TooFewGroups:
    """One group has nothing to be drawn towards."""

    groups: int


def area_rates(events: tuple[float, ...], population: tuple[float, ...]) -> AreaRates | TooFewGroups:
    """Global empirical Bayes rates (Marshall 1991). Raises ValueError for negative events or no population."""
    if len(events) < LEAST_GROUPS:
        return TooFewGroups(len(events))
    found = empirical_bayes(events, population)
    columns = (found.raw.tolist(), found.rate.tolist(), found.weight.tolist())
    areas = tuple(
        AreaRate(some, people, raw, *_limits(some, people), rate, weight)
        for some, people, raw, rate, weight in zip(events, population, *columns, strict=True)
    )
    return AreaRates(found.prior_mean, found.prior_variance, areas)


def group_shares(y: tuple[int, ...], n: tuple[int, ...]) -> GroupShares | TooFewGroups | AllOrNothing:
    """Beta-binomial by maximum likelihood (Griffiths 1973). Raises ValueError unless 0 ≤ y ≤ n and n ≥ 1."""
    if len(y) < LEAST_GROUPS:
        return TooFewGroups(len(y))
    fit = beta_binomial(y, n)
    posterior: Iterable[tuple[float, float, float]]
    match fit:
        case AllOrNothing():
            return fit
        case NoOverdispersion():
            common = wilson(sum(y), sum(n))
            alpha, beta, mean = None, None, fit.share
            posterior = [(common.share, common.low, common.high)] * len(y)
        case BetaBinomial():
            alpha, beta, mean = fit.alpha, fit.beta, fit.alpha / (fit.alpha + fit.beta)
            posterior = zip(fit.mean.tolist(), fit.low.tolist(), fit.high.tolist(), strict=True)
    groups = tuple(
        GroupShareEstimate(some, every, some / every, *one) for some, every, one in zip(y, n, posterior, strict=True)
    )
    return GroupShares(alpha, beta, mean, fit.log_likelihood, groups)


def _limits(events: float, population: float) -> tuple[float | None, float | None]:
    if events != int(events) or events > LARGEST_COUNT:
        return None, None
    found = poisson_interval(int(events), population)
    return found.low, found.high
