"""Intervals of a single proportion."""

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share between 0 and 1 with its interval and the number of observations behind it."""

    n: int
    share: float
    low: float
    high: float


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> Proportion:
    """Wilson's score interval without continuity correction (Wilson 1927; method 3 of Newcombe 1998).

    Raises ValueError unless 0 <= successes <= n, n >= 1 and 0 < confidence < 1.
    """
    if n < 1 or not 0 <= successes <= n or not 0 < confidence < 1:
        message = f"{successes} of {n} at confidence {confidence} is not a proportion"
        raise ValueError(message)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    failures = n - successes
    denominator = n + z * z
    centre = (successes + z * z / 2) / denominator
    half = z * math.sqrt(successes * failures / n + z * z / 4) / denominator
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if failures == 0 else centre + half
    return Proportion(n=n, share=successes / n, low=low, high=high)
