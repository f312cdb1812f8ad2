"""Where more tips come in: each district's last weeks beside as many before, with exact intervals.

Poisson counts with Garwood's limits; whether there are more is the exact one-sided test of two counts over the same
time (Przyborowski & Wilenski 1940: given their sum, one of them is binomial with one half), the districts taken
together by Benjamini and Hochberg.
"""

import math
from datetime import datetime

import numpy as np

from app.analysis.charts import Chart, ChartRow, Point
from app.czech_order import czech_order
from app.districts.domain import District
from app.safety.multiple_testing import benjamini_hochberg
from app.session import DeviceSession
from app.tips.columns import TipColumns
from app.workload.poisson_interval import poisson_interval

WEEKS = 4
LEVEL = 0.05
_WEEK_MS = 7 * 86_400_000


def incoming(session: DeviceSession) -> Chart:
    """Tips that came in within the last four weeks, and within the four before, by district."""
    return by_district(session.tips.lists.columns(), session.districts.districts(), session.clock.now())


def by_district(columns: TipColumns, districts: tuple[District, ...], now: datetime) -> Chart:
    """The chart at a moment; rows in the order of their names, marked where more came than by chance."""
    now_ms = int(now.timestamp() * 1000)
    edges = (now_ms - WEEKS * _WEEK_MS, now_ms - 2 * WEEKS * _WEEK_MS)
    ordered = sorted(districts, key=lambda district: czech_order(district.name))
    counts = []
    for district in ordered:
        created = columns.created[columns.among(district.id, None)]
        late = int(np.count_nonzero((created > edges[0]) & (created <= now_ms)))
        counts.append((late, int(np.count_nonzero((created > edges[1]) & (created <= edges[0])))))
    adjusted = benjamini_hochberg([more_by_chance(late, before) for late, before in counts])
    rows = tuple(
        ChartRow(district.name, (_point(late), _point(before)), marked=bool(chance < LEVEL))
        for district, (late, before), chance in zip(ordered, counts, adjusted, strict=True)
    )
    return Chart(rows, sum(map(sum, counts)))


def more_by_chance(late: int, before: int) -> float:
    """How likely so many of both would be the late ones if nothing had changed."""
    both = late + before
    ways: int = sum(math.comb(both, k) for k in range(late, both + 1))
    return ways / int(2**both)


def _point(count: int) -> Point:
    found = poisson_interval(count)
    return Point(count, found.low, found.high)
