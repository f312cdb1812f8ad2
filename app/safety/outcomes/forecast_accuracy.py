"""How well a ranking of places met what happened: PAI, PEI and hit rate at every rank.

Sources: S. Chainey, L. Tompson and S. Uhlig, "The utility of hotspot mapping for predicting spatial patterns of
crime", Security Journal 21, 2008, 4-28 (PAI = share of events / share of area); J. M. Hunt, "Do crime hot spots
move?", dissertation, American University, 2016 (PEI = PAI / best PAI that a perfect forecast could reach);
A. P. Wheeler and W. Steenbeek, "Mapping the risk terrain for crime using machine learning", Journal of
Quantitative Criminology 37, 2021 (ties ordered to the forecast's disadvantage, PEI at the same number of places).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.safety.outcomes.refusals import BadValue, NoEvents, TooShort
from app.safety.proportions import wilson

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RankAccuracy:
    """The first `rank` places together. `row` is the place added at this rank, counted from 0.

    `hit_rate` is the share of the `events` that fell into them, with its Wilson interval; the interval of the
    PAI is the hit rate's, divided by the share of area. Both are None where events are not whole counts.
    """

    rank: int
    row: int
    observed: float
    area: float
    area_share: float
    hit_rate: float
    hit_low: float | None
    hit_high: float | None
    pai: float
    pai_low: float | None
    pai_high: float | None
    pei: float


@dataclass(frozen=True, slots=True)
class ForecastAccuracy:
    """`places` ranked; `events` observed in all of them."""

    places: int
    events: float
    area: float
    tied: int
    ranks: tuple[RankAccuracy, ...]


def forecast_accuracy(
    observed: Vector, predicted: Vector, area: Vector, *, by_density: bool = True, level: float = 0.95
) -> ForecastAccuracy | NoEvents | BadValue | TooShort:
    """Rank places by predicted events per area (or by the prediction itself) and sum up. Arrays of shape (n,)."""
    refusal = _refusal(observed, predicted, area)
    if refusal is not None:
        return refusal
    key = predicted / area if by_density else predicted
    # Among equal predictions the place with fewest events, then the larger one, comes first: ties never flatter.
    order = np.lexsort((-area, observed, -key))
    perfect = np.lexsort((area, -observed / area))
    events, total_area = float(observed.sum()), float(area.sum())
    hits, covered = np.cumsum(observed[order]), np.cumsum(area[order])
    # With unequal areas the densest places are not always the best set of their number; the forecast's may be better.
    best = np.maximum(np.cumsum(observed[perfect]) / np.cumsum(area[perfect]), hits / covered)
    ranks = []
    for index, place in enumerate(order.tolist()):
        share = float(covered[index]) / total_area
        rate = float(hits[index]) / events
        low, high = _interval(float(hits[index]), events, level)
        pei = (float(hits[index]) / float(covered[index])) / float(best[index])
        ranks.append(
            RankAccuracy(
                rank=index + 1,
                row=place,
                observed=float(hits[index]),
                area=float(covered[index]),
                area_share=share,
                hit_rate=rate,
                hit_low=low,
                hit_high=high,
                pai=rate / share,
                pai_low=None if low is None else low / share,
                pai_high=None if high is None else high / share,
                pei=pei,
            )
        )
    tied = int(key.size - np.unique(key).size)
    return ForecastAccuracy(int(observed.size), events, total_area, tied, tuple(ranks))


def _interval(hits: float, events: float, level: float) -> tuple[float | None, float | None]:
    if not (hits.is_integer() and events.is_integer()):
        return None, None
    found = wilson(int(hits), int(events), confidence=level)
    return found.low, found.high


def _refusal(observed: Vector, predicted: Vector, area: Vector) -> NoEvents | BadValue | TooShort | None:
    for row in range(observed.size):
        if not (observed[row] >= 0 and math.isfinite(observed[row])):
            return BadValue("observed", float(observed[row]), "a number of 0 or more", row + 1)
        if not math.isfinite(predicted[row]):
            return BadValue("predicted", float(predicted[row]), "a finite number", row + 1)
        if not (area[row] > 0 and math.isfinite(area[row])):
            return BadValue("area", float(area[row]), "a number above 0", row + 1)
    if observed.size < 2:
        return TooShort("places", int(observed.size), 2)
    return NoEvents() if observed.sum() == 0 else None
