"""Exact interval of a Poisson count, from our own incomplete gamma function.

Sources: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28, 1936, 437-442 (the limits are
gamma quantiles); NIST Digital Library of Mathematical Functions, 8.7.1 (series) and 8.9.2 (continued fraction).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

_EPSILON = 1e-16
_TINY = 1e-300
_TERMS = 100_000


@dataclass(frozen=True, slots=True)
class CountInterval:
    """A count over an exposure as a rate, with its interval; `count` is the n behind it."""

    count: int
    exposure: float
    rate: float
    low: float
    high: float
    level: float


def poisson_interval(count: int, exposure: float = 1.0, *, level: float = 0.95) -> CountInterval:
    """Garwood's exact interval of the rate count / exposure.

    Raises ValueError unless count >= 0, exposure > 0 and 0 < level < 1.
    """
    if count < 0 or not (exposure > 0 and math.isfinite(exposure)) or not 0.0 < level < 1.0:
        message = f"no interval for a count of {count} over {exposure} at level {level}"
        raise ValueError(message)
    tail = (1.0 - level) / 2.0
    low = 0.0 if count == 0 else gamma_quantile(count, tail)
    high = gamma_upper_quantile(count + 1, tail)
    return CountInterval(count, exposure, count / exposure, low / exposure, high / exposure, level)


def lower_gamma(a: float, x: float) -> float:
    """Regularised lower incomplete gamma P(a, x) for a > 0 and x >= 0."""
    if x <= 0.0:
        return 0.0
    return _series(a, x) if x < a + 1.0 else 1.0 - _fraction(a, x)


def upper_gamma(a: float, x: float) -> float:
    """Regularised upper incomplete gamma Q(a, x) for a > 0 and x >= 0, accurate in its far tail."""
    if x <= 0.0:
        return 1.0
    return 1.0 - _series(a, x) if x < a + 1.0 else _fraction(a, x)


def gamma_quantile(a: float, p: float) -> float:
    """x with P(a, x) = p, for 0 < p < 1, to about 1e-13 of x."""
    return _root(lambda x: lower_gamma(a, x) - p, a, rising=True)


def gamma_upper_quantile(a: float, q: float) -> float:
    """x with Q(a, x) = q, for 0 < q < 1, to about 1e-13 of x."""
    return _root(lambda x: upper_gamma(a, x) - q, a, rising=False)


def _front(a: float, x: float) -> float:
    return math.exp(a * math.log(x) - x - math.lgamma(a))


def _series(a: float, x: float) -> float:
    term = total = 1.0 / a
    for n in range(1, _TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _EPSILON:
            break
    return min(1.0, total * _front(a, x))


def _fraction(a: float, x: float) -> float:
    """Modified Lentz evaluation of the continued fraction of Q(a, x)."""
    b = x + 1.0 - a
    c = 1.0 / _TINY
    d = 1.0 / b
    value = d
    for n in range(1, _TERMS):
        step = -n * (n - a)
        b += 2.0
        d = step * d + b
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = b + step / c
        c = c if abs(c) > _TINY else _TINY
        change = d * c
        value *= change
        if abs(change - 1.0) < _EPSILON * 4:
            break
    return value * _front(a, x)


def _root(excess: Callable[[float], float], a: float, *, rising: bool) -> float:
    low, high = 0.0, a + 10.0
    while (excess(high) < 0.0) is rising:
        low, high = high, high * 2.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if (excess(middle) < 0.0) is rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
