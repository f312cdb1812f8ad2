"""How unevenly work is spread.

Sources: P. M. Dixon et al., "Bootstrapping the Gini coefficient of inequality", Ecology 68(5), 1987 (corrected 1988):
G = sum((2i - n - 1) x_i) / (n^2 mean) over loads in rising order, times n / (n - 1) for a sample of a larger whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

AVERAGE_FROM = 5
"""Below this many loads a mean says little, and a screen shows the loads themselves."""


@dataclass(frozen=True, slots=True)
class Inequality:
    """`gini` and `cv` take the loads as the whole population (all districts); the `_sample` forms correct by n - 1.

    `max_min` is None when the smallest load is 0.
    """

    n: int
    total: float
    mean: float
    low: float
    high: float
    gini: float
    gini_sample: float
    cv: float
    cv_sample: float
    max_mean: float
    max_min: float | None


@dataclass(frozen=True, slots=True)
class NoLoad:
    """There is nothing to compare: fewer than two loads, or none above 0."""

    n: int


def inequality(loads: Sequence[float]) -> Inequality | NoLoad:
    """Gini, coefficient of variation, max/mean and max/min of loads >= 0. Raises ValueError for other loads."""
    if any(not (load >= 0 and math.isfinite(load)) for load in loads):
        message = "a load must be a finite number of 0 or more"
        raise ValueError(message)
    n, total = len(loads), math.fsum(loads)
    if n < 2 or total <= 0:
        return NoLoad(n)
    mean = total / n
    ordered = sorted(loads)
    gini = math.fsum((2 * i - n - 1) * load for i, load in enumerate(ordered, start=1)) / (n * total)
    squares = math.fsum((load - mean) ** 2 for load in loads)
    low, high = ordered[0], ordered[-1]
    return Inequality(
        n=n,
        total=total,
        mean=mean,
        low=low,
        high=high,
        gini=gini,
        gini_sample=gini * n / (n - 1),
        cv=math.sqrt(squares / n) / mean,
        cv_sample=math.sqrt(squares / (n - 1)) / mean,
        max_mean=high / mean,
        max_min=high / low if low > 0 else None,
    )
