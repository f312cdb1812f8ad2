"""The safety surface: the posterior share of unsafe ratings in each cell, with a prior from its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.safety.beta import beta_quantile, beta_sf
from app.safety.classes import CellClass, classify
from app.safety.grid import Rings, rings, sums
from app.safety.ratings import Flags, Floats, Ints, Ratings, Slice, in_order
from app.safety.settings import SurfaceSettings
from app.safety.weights import age_weights, capped, distinct, live


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """One slice over C cells (or other groups), columns of length C.

    `respondents`: distinct ones with weight. `weight`, `unsafe_weight`: k and y. `reference`: m, the share of the
    whole slice. `alpha`, `beta`: the posterior. `low`, `high`: its central interval; `lower_bound`: its lower 10 %
    bound, by which lists rank. `p_above`: P(θ > m).
    """

    part: Slice
    cells: Ints
    respondents: Ints
    weight: Floats
    unsafe_weight: Floats
    reference: float
    alpha: Floats
    beta: Floats
    mean: Floats
    low: Floats
    high: Floats
    lower_bound: Floats
    p_above: Floats
    classes: tuple[CellClass, ...]

    @property
    def unmasked(self) -> Flags:
        """Which cells have enough answers."""
        return np.array([name is not CellClass.NOT_ENOUGH for name in self.classes], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What is counted in each of C cells: distinct respondents, k and y."""

    cells: Ints
    respondents: Ints
    weight: Floats
    unsafe_weight: Floats


def tally(cells: Ints, ratings: Ratings, weights: Floats) -> Tally:
    """Count weighted ratings in sorted, unique `cells`; every rating lies in one of them."""
    counted = weights > 0
    index = np.searchsorted(cells, ratings.cell[counted])
    w, unsafe = weights[counted], ratings.unsafe[counted]
    order = in_order(2 * index + (unsafe > 0), w)  # one order of summing, however the ratings came
    index, w, unsafe = index[order], w[order], unsafe[order]
    return Tally(
        cells=cells,
        respondents=distinct(index, ratings.respondent[counted][order], cells.size),
        weight=sums(index, w, cells.size),
        unsafe_weight=sums(index, w * unsafe, cells.size),
    )


def reference_share(counted: Tally, settings: SurfaceSettings) -> float:
    """m = Σy/Σk, or 0.4 below a total weight of 30. Never quite 0 or 1, so that the prior stays a distribution.

    The limits, .5/(Σ(k − y) + 1) and (Σy + .5)/(Σy + 1), are reached below half a rating of one opinion. Each hangs on
    one opinion alone, so that no safe rating raises m and no unsafe one lowers it.
    """
    total, unsafe = float(counted.weight.sum()), float(counted.unsafe_weight.sum())
    if total < settings.least_total_weight:
        return settings.default_mean
    safe = max(total - unsafe, 0.0)
    return min(max(unsafe / total, 0.5 / (safe + 1.0)), (unsafe + 0.5) / (unsafe + 1.0))


def posterior(
    part: Slice, counted: Tally, near: Rings, settings: SurfaceSettings, *, reference: float | None = None
) -> Surface:
    """The surface of one slice from its counts (formulas of the analyst's guide).

    m_i = (Σ_ring y + m·M)/(Σ_ring k + M), posterior Beta(y + m_i·M, k − y + (1 − m_i)·M).
    `reference` fixes m instead of taking the share of the slice.
    """
    m = reference_share(counted, settings) if reference is None else reference
    strength = settings.prior_weight
    prior = (near.sums(counted.unsafe_weight) + m * strength) / (near.sums(counted.weight) + strength)
    safe_weight = np.maximum(counted.weight - counted.unsafe_weight, 0.0)
    alpha = counted.unsafe_weight + prior * strength
    beta = safe_weight + (1.0 - prior) * strength
    tail = (1.0 - settings.interval) / 2.0
    levels = np.array([tail, 1.0 - tail, settings.ranking_bound])[:, np.newaxis]
    low, high, lower_bound = beta_quantile(levels, alpha, beta)
    p_above = beta_sf(m, alpha, beta)
    return Surface(
        part=part,
        cells=counted.cells,
        respondents=counted.respondents,
        weight=counted.weight,
        unsafe_weight=counted.unsafe_weight,
        reference=m,
        alpha=alpha,
        beta=beta,
        mean=alpha / (alpha + beta),
        low=low,
        high=high,
        lower_bound=lower_bound,
        p_above=p_above,
        classes=classify(counted.respondents, counted.weight, p_above, settings),
    )


def slice_weights(ratings: Ratings, as_of: date, settings: SurfaceSettings) -> dict[Slice, Floats]:
    """The weight of every rating in each slice: live, aged, then capped within the slice; 0 outside it."""
    aged = live(ratings, settings) * age_weights(ratings.moment, as_of, settings)
    return {
        part: capped(np.where(ratings.of(part), aged, 0.0), ratings, as_of, settings)
        for part in Slice
        if part is Slice.POOLED or ratings.of(part).any()
    }


def surfaces(
    ratings: Ratings, as_of: date, settings: SurfaceSettings, weights: Mapping[Slice, Floats] | None = None
) -> dict[Slice, Surface]:
    """The surfaces of the slices that have ratings, and the pooled one, all over the same sorted cells.

    `weights`: those of ``slice_weights``, where they are known.
    """
    weights = weights or slice_weights(ratings, as_of, settings)
    cells = np.unique(ratings.cell[weights[Slice.POOLED] > 0])
    kept = np.isin(ratings.cell, cells)
    near = rings(cells)
    return {
        part: posterior(part, tally(cells, ratings.where(kept), weight[kept]), near, settings)
        for part, weight in weights.items()
    }
