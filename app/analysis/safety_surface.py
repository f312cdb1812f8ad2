"""From counted ratings to the safety surface: its cells in order, what changed, what may be published. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from app.analysis.counted_ratings import CountedRatings, newest_day
from app.calendar import PRAGUE
from app.safety.bursts import Burst, find_bursts, set_aside
from app.safety.change import Trend, change, trends
from app.safety.classes import CellClass
from app.safety.clusters import Clusters, clusters
from app.safety.fallback import Levels, Source, levels, shown
from app.safety.grid import name_of
from app.safety.ranking import ranked
from app.safety.ratings import Floats, Ratings, Slice
from app.safety.release import Group, Line, Snapshot, snapshot
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface, slice_weights
from app.safety.weights import day_number

_NO_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SeenBurst:
    """Ratings of one cell (H3) that came too fast: times in Prague (to 1 s), numbers of ratings, baseline a day."""

    cell: str
    first: datetime
    last: datetime
    ratings: int
    most_in_a_day: int
    limit: int
    baseline_per_day: float


@dataclass(frozen=True, slots=True, eq=False)
class SafetySurface:
    """The surface of `day` at three levels, and what it came from.

    `as_of`: the day asked for or of the newest rating; None when no rating has a time. `ratings`: those not set
    aside as bursts. `weights`: of each of them in the pooled slice. `counted`, `respondents`: ratings with weight
    and their distinct respondents. `districts`: names by code.
    """

    as_of: date | None
    day: date
    settings: SurfaceSettings
    ratings: Ratings
    weights: Floats
    levels: Levels
    counted: int
    respondents: int
    bursts: tuple[SeenBurst, ...]
    districts: tuple[str, ...]

    @property
    def reference(self) -> Mapping[Slice, float]:
        """m, the share of unsafe answers (0 to 1) of each slice that has ratings."""
        return {part: surface.reference for part, surface in self.levels.cells.items()}

    @property
    def in_bursts(self) -> int:
        """How many ratings came in bursts."""
        return sum(burst.ratings for burst in self.bursts)


@dataclass(frozen=True, slots=True)
class AllInBursts:
    """Every rating stands in a burst and is set aside."""


@dataclass(frozen=True, slots=True)
class NothingCounts:
    """No rating has weight on that day: all are later, or older than so many months."""

    day: date
    oldest_months: int


@dataclass(frozen=True, slots=True)
class NoRatingsAround:
    """A change needs ratings with a time on both sides of that day."""

    split: date


@dataclass(frozen=True, slots=True)
class ShownValue:
    """The value shown for a masked cell and its group: an H3 cell, a district's name, or nothing."""

    source: Source
    group: str
    respondents: int
    mean: float
    low: float
    high: float
    name: CellClass


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell (H3) of one slice: distinct respondents n, weight k, posterior share with its interval, P(θ > m).

    `lower_bound`: the lower 10 % bound, by which lists rank. `rank` counts from 1; None for a masked cell. `shown` is
    the value to show instead, where it is another one; `source` says where it is from. `gi_z`, `gi_q`: Gi* and its q by
    permutation, None where not asked or not defined.
    """

    cell: str
    part: Slice
    respondents: int
    weight: float
    mean: float
    low: float
    high: float
    lower_bound: float
    p_above: float
    name: CellClass
    rank: int | None
    source: Source
    shown: ShownValue | None
    gi_z: float | None
    gi_q: float | None


@dataclass(frozen=True, slots=True)
class PeriodShare:
    """One period of a cell: distinct respondents and the posterior share of unsafe answers with its interval."""

    respondents: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell (H3) in two periods: P(θ_after < θ_before) and what may be said of it."""

    cell: str
    before: PeriodShare
    after: PeriodShare
    p_safer: float
    trend: Trend


def safety_surface(
    table: CountedRatings, *, as_of: date | None, settings: SurfaceSettings, keep_bursts: bool = False
) -> SafetySurface | AllInBursts | NothingCounts:
    """The surface of a day (default: that of the newest rating), bursts set aside unless they are kept.

    Formulas: docs/safety-surface.md. `settings.resolution` is that of the table's cells.
    """
    as_of = as_of or newest_day(table.ratings)
    bursts = find_bursts(_exact(table), settings)
    ratings = table.ratings if keep_bursts or not bursts else table.ratings.where(set_aside(table.ratings, bursts))
    if not len(ratings):
        return AllInBursts()
    day = as_of or _NO_DAY
    of_slices = slice_weights(ratings, day, settings)
    weights = of_slices[Slice.POOLED]
    if not (weights > 0).any():
        return NothingCounts(day, settings.oldest_months)
    return SafetySurface(
        as_of=as_of,
        day=day,
        settings=settings,
        ratings=ratings,
        weights=weights,
        levels=levels(ratings, day, settings, of_slices),
        counted=int((weights > 0).sum()),
        respondents=int(np.unique(ratings.respondent[weights > 0]).size),
        bursts=tuple(_seen(burst) for burst in bursts),
        districts=table.districts,
    )


def cell_rows(found: SafetySurface, *, only: Slice | None = None, together: bool = False) -> tuple[CellRow, ...]:
    """The cells of each slice (or of one), ranked ones first, then masked; `together` adds Gi* (999 permutations)."""
    return tuple(
        row
        for part, surface in found.levels.cells.items()
        if only in {None, part}
        for row in _slice_rows(found, part, surface, together=together)
    )


def trends_at(found: SafetySurface, split: date, part: Slice) -> dict[str, Trend]:
    """What ``changes_at`` says of the cells (H3) of one slice; nothing where one side of `split` has no ratings."""
    before, after = _around(found, split, part)
    if not len(before) or not len(after):
        return {}
    return {name_of(cell): one for cell, one in trends(before, after, found.day, found.settings).items()}


def changes_at(found: SafetySurface, split: date) -> tuple[ChangedCell, ...] | NoRatingsAround:
    """Compare the ratings before `split` (UTC) with those from it to the surface's day.

    Cells picked for being worst come nearer to the mean by themselves: whoever shows this must say so.
    """
    first, second = _around(found, split, Slice.POOLED)
    if not len(first) or not len(second):
        return NoRatingsAround(split)
    seen = change(first, second, found.day, found.settings)
    before = zip(seen.respondents_before, seen.mean_before, seen.low_before, seen.high_before, strict=True)
    after = zip(seen.respondents_after, seen.mean_after, seen.low_after, seen.high_after, strict=True)
    return tuple(
        ChangedCell(name_of(cell), _period(*one), _period(*other), float(p), trend)
        for cell, one, other, p, trend in zip(
            seen.cells.tolist(), before, after, seen.p_safer, seen.trends, strict=True
        )
    )


def _around(found: SafetySurface, split: date, part: Slice) -> tuple[Ratings, Ratings]:
    """The ratings of a slice before `split`, and those from it to the surface's day."""
    moment, of_slice = found.ratings.moment, found.ratings.of(part)
    since = (moment >= day_number(split)) & (moment < day_number(found.day) + 1)
    return found.ratings.where(of_slice & (moment < day_number(split))), found.ratings.where(of_slice & since)


def publishable(found: SafetySurface) -> tuple[tuple[Group, Line], ...]:
    """What may be published of the surface, by group (docs/safety-surface.md on k-anonymity)."""
    return tuple(sorted(public_snapshot(found).lines.items()))


def public_snapshot(
    found: SafetySurface, previous: Snapshot | None = None, addresses: Mapping[int, int] | None = None
) -> Snapshot:
    """The same with what stands behind it, after what was published the month before.

    The respondents of both have to be told by the same numbers. `addresses`: known numbers of addresses of cells (H3).
    """
    return snapshot(found.ratings, found.weights, found.settings, previous=previous, addresses=addresses)


def _exact(table: CountedRatings) -> Ratings:
    """The ratings with a moment only where the time of day is known: a burst is told by the hour."""
    ratings = table.ratings
    return Ratings(
        cell=ratings.cell,
        unsafe=ratings.unsafe,
        night=ratings.night,
        respondent=ratings.respondent,
        district=ratings.district,
        moment=np.where(table.timed, ratings.moment, np.nan),
    )


def _by_the_clock(moment: float) -> datetime:
    """Days since 1970 on the clocks in Prague, as they showed them."""
    return datetime.fromtimestamp(int(moment * 86400.0), UTC).replace(tzinfo=PRAGUE)


def _seen(burst: Burst) -> SeenBurst:
    return SeenBurst(
        cell=name_of(burst.cell),
        first=_by_the_clock(burst.first),
        last=_by_the_clock(burst.last),
        ratings=len(burst.positions),
        most_in_a_day=burst.most_in_a_day,
        limit=burst.limit,
        baseline_per_day=burst.baseline_per_day,
    )


def _slice_rows(found: SafetySurface, part: Slice, surface: Surface, *, together: bool) -> Iterator[CellRow]:
    rank = {int(at): place for place, at in enumerate(ranked(surface).tolist(), start=1)}
    masked = [at for at in range(surface.cells.size) if at not in rank]
    layer = clusters(surface) if together else None
    place = {} if layer is None else {int(at): i for i, at in enumerate(layer.positions.tolist())}
    for at in [*rank, *masked]:
        source, value = _shown(found, part, at)
        z, q = _together(layer, place.get(at))
        yield CellRow(
            cell=name_of(int(surface.cells[at])),
            part=part,
            respondents=int(surface.respondents[at]),
            weight=float(surface.weight[at]),
            mean=float(surface.mean[at]),
            low=float(surface.low[at]),
            high=float(surface.high[at]),
            lower_bound=float(surface.lower_bound[at]),
            p_above=float(surface.p_above[at]),
            name=surface.classes[at],
            rank=rank.get(at),
            source=source,
            shown=value,
            gi_z=z,
            gi_q=q,
        )


def _together(layer: Clusters | None, at: int | None) -> tuple[float | None, float | None]:
    if layer is None or at is None:
        return None, None
    return float(layer.statistics.z[at]), float(layer.statistics.q_sim[at])


def _shown(found: SafetySurface, part: Slice, at: int) -> tuple[Source, ShownValue | None]:
    what = shown(found.levels, part, at)
    surface, i = what.surface, what.position
    if what.source in {Source.OWN, Source.NOTHING} or surface is None:
        return what.source, None
    group = ""
    if what.source in {Source.PARENT, Source.PARENT_POOLED}:
        group = name_of(int(surface.cells[i]))
    if what.source in {Source.DISTRICT, Source.DISTRICT_POOLED}:
        group = found.districts[int(surface.cells[i])]
    numbers = (float(surface.mean[i]), float(surface.low[i]), float(surface.high[i]))
    return what.source, ShownValue(what.source, group, int(surface.respondents[i]), *numbers, surface.classes[i])


def _period(respondents: int, mean: float, low: float, high: float) -> PeriodShare:
    return PeriodShare(int(respondents), float(mean), float(low), float(high))
