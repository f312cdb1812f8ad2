"""From places with values to local hot and cold spots, Gi and Gi*. Pure."""

from dataclasses import dataclass

import numpy as np

from app.safety.hotspots import HotSpots, Neighbours, getis_ord, within_band
from app.safety.ratings import Floats

LEAST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Band:
    """Places at `x`, `y` are neighbours up to `width` apart (Euclid), all in one unit; one x and y for each place."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Weighted pairs of positions, every pair once in each direction; a place with itself gives its own weight w_ii.

    Unless `directed`, a list in which no pair has its reverse is read both ways.
    """

    start: tuple[int, ...]
    end: tuple[int, ...]
    weight: tuple[float, ...]
    directed: bool = False


@dataclass(frozen=True, slots=True)
class PlaceSpot:
    """One place: its number of neighbours, z, and p and q (Benjamini & Hochberg), normal and by permutation.

    z and what follows are NaN where a place has no neighbour or the statistic no variance.
    """

    value: float
    neighbours: int
    z: float
    p: float
    q: float
    p_sim: float
    q_sim: float


@dataclass(frozen=True, slots=True)
class Spots:
    """The places in the order given. `undefined`: how many have no z. `both_ways`: pairs were read so."""

    places: tuple[PlaceSpot, ...]
    undefined: int
    both_ways: bool


@dataclass(frozen=True, slots=True)
class TooFewPlaces:
    """Gi needs at least three places."""

    places: int


@dataclass(frozen=True, slots=True)
class NoSpread:
    """No place has a z: the values are all equal, or no place has a neighbour, or all have all."""


def hot_spots(
    values: tuple[float, ...], near: Band | Pairs, *, star: bool = True, permutations: int = 999, seed: int = 1
) -> Spots | TooFewPlaces | NoSpread:
    """Gi* (`star`, the place counts itself) or Gi of n values; Getis & Ord 1992, Ord & Getis 1995.

    Raises ValueError for columns of other lengths.
    """
    if len(values) < LEAST_PLACES:
        return TooFewPlaces(len(values))
    own: Floats = np.ones(len(values))
    both_ways = False
    if isinstance(near, Band):
        neighbours = within_band(near.x, near.y, near.width)
    else:
        neighbours, own, both_ways = _weighted(near, len(values))
    found = getis_ord(values, neighbours, star=star, self_weight=own, permutations=permutations, seed=seed)
    undefined = int(np.isnan(found.z).sum())
    if undefined == len(values):
        return NoSpread()
    return Spots(_places(values, found), undefined, both_ways)


def _places(values: tuple[float, ...], found: HotSpots) -> tuple[PlaceSpot, ...]:
    columns = (found.neighbours, found.z, found.p, found.q, found.p_sim, found.q_sim)
    return tuple(PlaceSpot(*row) for row in zip(values, *(column.tolist() for column in columns), strict=True))


def _weighted(pairs: Pairs, size: int) -> tuple[Neighbours, Floats, bool]:
    given = dict(zip(zip(pairs.start, pairs.end, strict=True), pairs.weight, strict=True))
    apart = {pair: weight for pair, weight in given.items() if pair[0] != pair[1]}
    both_ways = bool(apart) and not pairs.directed and not any((b, a) in apart for a, b in apart)
    if both_ways:
        apart |= {(b, a): weight for (a, b), weight in apart.items()}
    own = np.array([given.get((at, at), 1.0) for at in range(size)])
    ends = np.array(list(apart), dtype=np.int64).reshape(-1, 2)
    weights = np.array(list(apart.values()), dtype=np.float64)
    return Neighbours(ends[:, 0], ends[:, 1], weights, size), own, both_ways
