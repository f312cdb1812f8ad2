"""Local hot and cold spots: Gi and Gi* of Getis and Ord, with conditional permutation."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from app.safety.multiple_testing import benjamini_hochberg
from app.safety.ratings import Floats, Ints

_NORMAL = NormalDist()
_TIE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Weights w_ij over n places as pairs: `start`, `end` positions and `weight`; no pair twice, none with itself."""

    start: Ints
    end: Ints
    weight: Floats
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class HotSpots:
    """Columns of length n. `z` is NaN where a place has no neighbour or the statistic no variance.

    `p`: two-sided from the normal distribution; `p_sim`: two-sided pseudo-p of the conditional permutation;
    `q`, `q_sim`: Benjamini–Hochberg over the places with a z.
    """

    z: Floats
    p: Floats
    q: Floats
    p_sim: Floats
    q_sim: Floats
    neighbours: Ints


def within_band(x: npt.ArrayLike, y: npt.ArrayLike, band: float) -> Neighbours:
    """Weight 1 for every two places not farther apart than `band` (Euclid, the unit of x and y)."""
    x_, y_ = np.asarray(x, np.float64), np.asarray(y, np.float64)
    order = np.argsort(x_, kind="stable")
    sorted_x = x_[order]
    reach = band * (1.0 + _TIE)
    starts, ends = [], []
    last = np.searchsorted(sorted_x, sorted_x + reach, side="right")
    for position in range(x_.size):
        near = order[position + 1 : last[position]]
        one = order[position]
        close = near[np.hypot(x_[near] - x_[one], y_[near] - y_[one]) <= reach]
        starts.append(np.full(close.size, one))
        ends.append(close)
    start = np.concatenate(starts) if starts else np.empty(0, np.int64)
    end = np.concatenate(ends) if ends else np.empty(0, np.int64)
    both = np.concatenate([start, end]).astype(np.int64), np.concatenate([end, start]).astype(np.int64)
    return Neighbours(*both, np.ones(2 * start.size), int(x_.size))


def getis_ord(
    values: npt.ArrayLike,
    neighbours: Neighbours,
    *,
    star: bool = True,
    self_weight: npt.ArrayLike = 1.0,
    permutations: int = 999,
    seed: int = 1,
) -> HotSpots:
    """Standardised Gi (star=False) or Gi* (star=True) of each place.

    Ord & Getis 1995, Geographical Analysis 27, eqs. (14.2) and (14.3): Gi takes mean and variance (divisor n − 1) over
    the other places, Gi* (divisor n) over all. `self_weight` is w_ii of Gi*. Raises ValueError for fewer than 3 places.
    """
    x = np.asarray(values, np.float64)
    n = x.size
    if n < 3 or n != neighbours.size:
        message = f"Gi needs a value for each of at least 3 places, got {n} values for {neighbours.size} places"
        raise ValueError(message)
    own = np.broadcast_to(np.asarray(self_weight, np.float64), n) if star else np.zeros(n)
    w_sum = np.bincount(neighbours.start, weights=neighbours.weight, minlength=n) + own
    w_square = np.bincount(neighbours.start, weights=neighbours.weight**2, minlength=n) + own**2
    lag = np.bincount(neighbours.start, weights=neighbours.weight * x[neighbours.end], minlength=n) + own * x
    centred = x - x.mean()
    count = n if star else n - 1
    mean = np.full(n, x.mean()) if star else (x.sum() - x) / count
    if star:
        variance = np.full(n, (centred**2).sum() / n)
    else:
        variance = ((centred**2).sum() - centred**2) / count - (mean - x.mean()) ** 2
    spread = variance * np.maximum(count * w_square - w_sum**2, 0.0) / (count - 1)
    scale = max(float(np.abs(x).max()), 1e-300)
    defined = (w_sum > 0) & (spread > (1e-14 * scale) ** 2)
    z = np.full(n, np.nan)
    z[defined] = (lag - w_sum * mean)[defined] / np.sqrt(spread[defined])
    p = np.array([2.0 * _NORMAL.cdf(-abs(one)) for one in z.tolist()])
    p_sim = np.full(n, np.nan)
    if permutations > 0:
        p_sim = np.where(defined, _permuted(x, lag - own * x, neighbours, permutations, seed), np.nan)
    members = np.bincount(neighbours.start, minlength=n).astype(np.int64)
    return HotSpots(z, p, benjamini_hochberg(p), p_sim, benjamini_hochberg(p_sim), members)


def _permuted(x: Floats, lag: Floats, neighbours: Neighbours, permutations: int, seed: int) -> Floats:
    """Two-sided pseudo-p: each place keeps its value, its neighbours' values are drawn from all other places.

    The draws are shared by all places, as in PySAL. min(1, 2·(1 + the rarer side)/(permutations + 1)).
    """
    n = x.size
    rng = np.random.default_rng(seed)
    order = np.argsort(rng.random((permutations, n)), axis=1)
    first_of_row = np.searchsorted(neighbours.start[np.argsort(neighbours.start, kind="stable")], np.arange(n + 1))
    by_start = np.argsort(neighbours.start, kind="stable")
    equal = np.ptp(neighbours.weight) == 0 if neighbours.weight.size else True
    if equal:
        drawn = _equal_weight_sums(x, order, np.diff(first_of_row))
        drawn *= neighbours.weight[0] if neighbours.weight.size else 1.0
    else:
        drawn = np.empty((permutations, n))
        for place in range(n):
            weight = neighbours.weight[by_start[first_of_row[place] : first_of_row[place + 1]]]
            drawn[:, place] = x[_others(order, place, weight.size)] @ weight
    slack = _TIE * (np.abs(lag) + np.abs(x).max())
    above = (drawn >= lag - slack).sum(axis=0)
    below = (drawn <= lag + slack).sum(axis=0)
    return np.asarray(np.minimum(1.0, 2.0 * (1.0 + np.minimum(above, below)) / (permutations + 1.0)))


def _equal_weight_sums(x: Floats, order: Ints, members: Ints) -> Floats:
    """The sums of the first members[i] permuted values other than place i's own, for all places at once."""
    rows, n = order.shape
    total = np.zeros((rows, n + 1))
    np.cumsum(x[order], axis=1, out=total[:, 1:])
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(n), order.shape), axis=1)
    met = rank < members
    return np.asarray(np.where(met, total[:, np.minimum(members + 1, n)] - x, total[:, members]))


def _others(order: Ints, place: int, count: int) -> Ints:
    """The first `count` places of each permutation, leaving out `place`; shape (permutations, count)."""
    head = order[:, : count + 1]
    shifted = (np.cumsum(head == place, axis=1) > 0)[:, :count]
    return np.asarray(np.where(shifted, head[:, 1:], head[:, :count]) if head.shape[1] > count else head)
