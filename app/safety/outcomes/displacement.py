"""Weighted displacement difference with control areas and a ring.

Source: A. P. Wheeler and J. H. Ratcliffe, "A simple weighted displacement difference test to evaluate place
based crime interventions", Crime Science 7:11, 2018; unequal periods and areas as in Wheeler's notes of
2021-01-09 and 2021-02-23 (every count divided by its period and area, its variance by their square).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from app.safety.outcomes.poisson_change import two_sided_normal
from app.safety.outcomes.refusals import BadValue, NoEvents, TooFewEvents

MIN_EVENTS = 10


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Counts of one area in two periods, with the size of the area in any unit."""

    before: int
    after: int
    area: float = 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """An estimated number of events and its standard error; negative means fewer than without the measure."""

    estimate: float
    error: float


@dataclass(frozen=True, slots=True)
class DisplacementDifference:
    """`total` is local plus displacement; the interval is estimate +- z * error at `level`."""

    events: int
    local: Difference
    displacement: Difference | None
    total: Difference
    z: float
    p: float
    level: float
    low: float
    high: float


def weighted_displacement_difference(
    treated: BeforeAfter,
    control: BeforeAfter,
    *,
    ring: BeforeAfter | None = None,
    ring_control: BeforeAfter | None = None,
    periods: tuple[float, float] = (1.0, 1.0),
    level: float = 0.95,
    min_events: int = MIN_EVENTS,
) -> DisplacementDifference | NoEvents | TooFewEvents | BadValue:
    """WDD = (dT - dCt) + (dD - dCd) with Poisson variances; `periods` are the lengths before and after."""
    areas = [("treated", treated), ("control", control), ("displacement", ring), ("displacement control", ring_control)]
    given = [(name, area) for name, area in areas if area is not None]
    bad = _bad_value(given, periods, level)
    if bad is not None:
        return bad
    events = sum(area.before + area.after for _, area in given)
    if events == 0:
        return NoEvents()
    if events < min_events:
        return TooFewEvents(events, min_events)
    local = _difference(treated, control, periods)
    displacement = None if ring is None else _difference(ring, ring_control or BeforeAfter(0, 0), periods)
    estimate = local.estimate + (displacement.estimate if displacement else 0.0)
    error = math.hypot(local.error, displacement.error if displacement else 0.0)
    z = estimate / error
    half = NormalDist().inv_cdf(0.5 + level / 2.0) * error
    return DisplacementDifference(
        events,
        local,
        displacement,
        Difference(estimate, error),
        z,
        two_sided_normal(z),
        level,
        estimate - half,
        estimate + half,
    )


def _bad_value(given: list[tuple[str, BeforeAfter]], periods: tuple[float, float], level: float) -> BadValue | None:
    for name, area in given:
        for when, count in (("before", area.before), ("after", area.after)):
            if count < 0:
                return BadValue(f"{name} {when}", count, "a whole number of 0 or more")
        if not (area.area > 0 and math.isfinite(area.area)):
            return BadValue(f"{name} area", area.area, "a number above 0")
    for when, length in zip(("period before", "period after"), periods, strict=True):
        if not (length > 0 and math.isfinite(length)):
            return BadValue(when, length, "a number above 0")
    if not 0.0 < level < 1.0:
        return BadValue("level", level, "a number between 0 and 1")
    return None


def _difference(area: BeforeAfter, control: BeforeAfter, periods: tuple[float, float]) -> Difference:
    estimate = 0.0
    variance = 0.0
    for sign, counts in ((1.0, area), (-1.0, control)):
        before_weight = periods[0] * counts.area
        after_weight = periods[1] * counts.area
        estimate += sign * (counts.after / after_weight - counts.before / before_weight)
        variance += counts.after / after_weight**2 + counts.before / before_weight**2
    return Difference(estimate, math.sqrt(variance))
