"""What could be visited: the cells of one part of the day with the tips that are open in them. Pure.

The device holds no P(θ > m) of a cell, only its class, its share and the 90 % interval. ``likely_worse`` takes the
normal distribution with that middle and width, and holds it to what the class says for certain.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.patrols.spots import PolygonSpot
from app.patrols.suggestion import Trend
from app.patrols.walk import WalkSpot
from app.ratings import domain as ratings
from app.ratings.domain import Cell, CellClass
from app.safety.grid import boundary, cell_named, cells_of, name_of, resolution_of

RESOLUTION = 9
_WIDTH = 2 * 1.6449
"""Standard deviations between the ends of a 90 % interval."""
_CERTAIN = 0.9
UNKNOWN = 0.3
"""What is taken for a cell with too few answers: less than for one that is known to be worse."""
_TRENDS = {ratings.Trend.SAFER: Trend.better, ratings.Trend.LESS_SAFE: Trend.worse}


@dataclass(frozen=True, slots=True)
class OpenTip:
    """Where an open tip lies, degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A spot of the walk with what is shown of it."""

    spot: WalkSpot
    rated: Cell | None
    last_visit: datetime | None


def candidates(
    cells: Iterable[Cell], tips: Iterable[OpenTip], visits: Mapping[str, datetime], now: datetime
) -> tuple[Candidate, ...]:
    """The places that are worth a stop: all but those that are better than elsewhere and have no open tip.

    ``visits``: when somebody was in a cell last, by the cell's name.
    """
    rated = {one.cell: one for one in cells if _is_cell(one.cell)}
    lying: dict[str, list[OpenTip]] = {}
    for tip, cell in _placed(tips):
        lying.setdefault(cell, []).append(tip)
    middle = city_share(rated.values())
    found = []
    for name in sorted(rated.keys() | lying.keys()):
        said, here, seen = rated.get(name), lying.get(name, []), visits.get(name)
        if said is not None and said.name is CellClass.BETTER and not here:
            continue
        hours = max(0.0, (now - seen).total_seconds() / 3_600.0) if seen is not None else None
        found.append(Candidate(_spot(name, said, here, hours, middle), said, seen))
    return tuple(found)


def cell_at(lat: float, lon: float) -> str:
    """The cell of a place."""
    return name_of(int(cells_of([lat], [lon], RESOLUTION)[0]))


def outline(cell: str) -> PolygonSpot:
    """A cell as a spot that can be visited. Raises ValueError for what is none."""
    ring = tuple((lon, lat) for lat, lon in boundary(cell_named(cell)))
    return PolygonSpot(cell, (((*ring, ring[0]),),))


def city_share(cells: Iterable[Cell]) -> float:
    """The share of unsafe answers over all cells that say one, by their weight; a half where none does."""
    told = [(one.share, one.k) for one in cells if one.share is not None and one.k > 0]
    weight = math.fsum(k for _, k in told)
    return math.fsum(share * k for share, k in told) / weight if weight > 0 else 0.5


def likely_worse(cell: Cell, middle: float) -> float:
    """About P(θ > m): how likely more than ``middle`` of the people feel unsafe there."""
    if cell.name is CellClass.NOT_ENOUGH:
        return UNKNOWN
    share, low, high = cell.share, cell.low, cell.high
    if share is None or low is None or high is None or high <= low:
        probable = 0.5
    else:
        probable = 0.5 * (1.0 + math.erf((share - middle) / ((high - low) / _WIDTH) / math.sqrt(2.0)))
    if cell.name is CellClass.WORSE:
        return max(_CERTAIN, probable)
    return min(1.0 - _CERTAIN, probable) if cell.name is CellClass.BETTER else min(_CERTAIN, probable)


def _spot(name: str, cell: Cell | None, tips: list[OpenTip], hours: float | None, middle: float) -> WalkSpot:
    if tips:
        lat, lon = (math.fsum(axis) / len(tips) for axis in zip(*((t.lat, t.lon) for t in tips), strict=True))
    else:
        corners = boundary(cell_named(name))
        lat, lon = (math.fsum(axis) / len(corners) for axis in zip(*corners, strict=True))
    low, high = (0.0, 1.0) if cell is None or cell.low is None or cell.high is None else (cell.low, cell.high)
    return WalkSpot(
        name=name,
        lat=lat,
        lon=lon,
        p_worse=likely_worse(cell, middle) if cell is not None else 0.0,
        exposure=1.0,
        n=cell.n if cell is not None else 0,
        low=low,
        high=high,
        tags=tuple(tag.value for tag in cell.tags) if cell is not None else (),
        trend=_TRENDS.get(cell.trend, Trend.unclear) if cell is not None else Trend.unclear,
        hours_since_visit=hours,
        open_tips=len(tips),
        under_sampled=cell is not None and cell.name is CellClass.NOT_ENOUGH,
    )


def _placed(tips: Iterable[OpenTip]) -> Iterable[tuple[OpenTip, str]]:
    listed = list(tips)
    cells = cells_of([one.lat for one in listed], [one.lon for one in listed], RESOLUTION).tolist()
    return zip(listed, map(name_of, cells), strict=True)


def _is_cell(name: str) -> bool:
    try:
        number = cell_named(name)
    except ValueError:
        return False
    return name_of(number) == name and resolution_of(number) == RESOLUTION
