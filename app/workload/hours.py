"""Hours a week that a district asks for, and how full an officer's week is.

Source of the 60 % line: ICMA Center for Public Safety Management, the "rule of 60" for committed patrol time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

SATURATION_LIMIT = 0.60


@dataclass(frozen=True, slots=True)
class HandlingTimes:
    """Hours for one tip, weekly hours for one open case. A choice of the force, kept as a setting."""

    tip: float = 0.75
    open_case: float = 0.5


@dataclass(frozen=True, slots=True)
class DistrictDemand:
    """What a district asked for in a week; the last three are hours."""

    tips: float
    open_cases: float
    patrol: float
    admin: float
    travel: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """Committed hours over available ones; over the limit there is no time left for what nobody planned."""

    committed: float
    available: float
    share: float
    limit: float
    over: bool


@dataclass(frozen=True, slots=True)
class NobodyAvailable:
    """Work is committed and no hour is there to do it."""

    committed: float


def weekly_hours(demand: DistrictDemand, times: HandlingTimes) -> float:
    """tips x handling + open cases x weight + patrol + admin + travel, in hours a week."""
    return math.fsum(
        (demand.tips * times.tip, demand.open_cases * times.open_case, demand.patrol, demand.admin, demand.travel)
    )


def saturation(committed: float, available: float, *, limit: float = SATURATION_LIMIT) -> Saturation | NobodyAvailable:
    """Committed / available hours. Raises ValueError for negative or endless hours."""
    for hours in (committed, available):
        if not (hours >= 0 and math.isfinite(hours)):
            message = f"{hours} is not a number of hours"
            raise ValueError(message)
    if available == 0:
        return NobodyAvailable(committed)
    share = committed / available
    return Saturation(committed, available, share, limit, share > limit)
