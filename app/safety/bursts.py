"""Bursts of ratings in one cell, set aside for a supervisor: visible, with the reason, and reversible."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from app.safety.ratings import Flags, Floats, Ints, Ratings, in_order, numbered
from app.safety.settings import SurfaceSettings


@dataclass(frozen=True, slots=True)
class Burst:
    """More ratings of one cell within 24 hours than its history explains.

    `first`, `last`: days since 1970-01-01. `positions`: where the ratings stand in the columns they were found in.
    `most_in_a_day`: the largest count in 24 hours; `limit`: what would still have been believed;
    `baseline_per_day`: the cell's own rate in the days before.
    """

    cell: int
    first: float
    last: float
    positions: tuple[int, ...]
    most_in_a_day: int
    limit: int
    baseline_per_day: float


def find_bursts(ratings: Ratings, settings: SurfaceSettings) -> tuple[Burst, ...]:
    """Find the bursts: more than max(8, the 99.9 % Poisson quantile of the cell's daily baseline) within 24 hours.

    The baseline is the cell's rate over the 90 days before, without ratings already in a burst. Ratings without a
    time can not be judged.
    """
    timed = np.flatnonzero(~np.isnan(ratings.moment))
    if not timed.size:
        return ()
    order = timed[in_order(numbered(ratings.cell[timed])[0], ratings.moment[timed])]
    cells, starts = np.unique(ratings.cell[order], return_index=True)
    bursts: list[Burst] = []
    for cell, member in zip(cells.tolist(), np.split(order, starts[1:]), strict=True):
        if member.size > settings.burst_least:
            bursts.extend(_in_cell(int(cell), member, ratings.moment[member], settings))
    return tuple(bursts)


def set_aside(ratings: Ratings, bursts: Collection[Burst], *, released: Collection[Burst] = ()) -> Flags:
    """Which ratings count: all but those of the bursts that no supervisor released."""
    kept = np.ones(len(ratings), dtype=np.bool_)
    for burst in bursts:
        if burst not in released:
            kept[list(burst.positions)] = False
    return kept


def poisson_quantile(probability: float, mean: float) -> int:
    """The smallest count c with P(X ≤ c) ≥ probability for X ~ Poisson(mean)."""
    term = math.exp(-mean)
    total, count = term, 0
    while total < probability and term > 0.0:
        count += 1
        term *= mean / count
        total += term
    return count if term > 0.0 else math.ceil(mean + 10 * math.sqrt(mean))


def _in_cell(cell: int, member: Ints, moment: Floats, settings: SurfaceSettings) -> Iterator[Burst]:
    opened = np.searchsorted(moment, moment - 1.0, side="right")
    counts = np.arange(moment.size) - opened + 1
    suspicious = np.zeros(moment.size, dtype=np.bool_)
    limits: dict[int, tuple[int, float, int]] = {}
    for last in np.flatnonzero(counts > settings.burst_least).tolist():
        first = int(opened[last])
        before = (moment < moment[first]) & (moment >= moment[first] - settings.burst_baseline_days) & ~suspicious
        daily = float(before.sum()) / settings.burst_baseline_days
        limit = max(settings.burst_least, poisson_quantile(settings.burst_probability, daily))
        if counts[last] > limit:
            suspicious[first : last + 1] = True
            limits[last] = (limit, daily, int(counts[last]))
    flagged = np.flatnonzero(suspicious)
    if not flagged.size:
        return
    for group in np.split(flagged, np.flatnonzero((np.diff(flagged) > 1) | (np.diff(moment[flagged]) > 1.0)) + 1):
        inside = [limits[at] for at in group.tolist() if at in limits]
        limit, daily, most = max(inside, key=lambda found: found[2])
        positions = tuple(int(at) for at in member[group])
        yield Burst(cell, float(moment[group[0]]), float(moment[group[-1]]), positions, most, limit, daily)
