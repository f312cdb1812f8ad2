"""What may be published: a monthly snapshot from which no masked cell can be computed.

The groups nest: cells in parents (cut by district), parents in districts, districts in the city. What one snapshot
tells of masked cells is then one sum for each published group, over disjoint sets of cells, so the guard can check
every inference in closed form. The shares of cells are computed from published cells alone: nothing in them depends on
a masked cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from app.safety.classes import CellClass
from app.safety.grid import no_rings, parents, rings
from app.safety.ratings import Floats, Ratings, Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface, posterior, reference_share, tally

ROUNDING = 5
"""Counts are rounded down to multiples of this; fewer respondents than this are never published."""
LEAST_ADDRESSES = 8
SHARE_STEP = 0.05


class Level(Enum):
    """The nested levels of a snapshot, from fine to coarse."""

    CELL = "cell"
    PARENT = "parent"
    DISTRICT = "district"
    CITY = "city"


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """A published unit: its level's name and key (cell; parent and district; district; nothing)."""

    level: str
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What is published of a group: respondents rounded down to 5, the class, the interval rounded outward to 5 %."""

    respondents: int
    name: CellClass
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One month. `lines` are public; `basis` is not: who and what stood behind each line when it was computed."""

    lines: Mapping[Group, Line] = field(default_factory=dict)
    basis: Mapping[Group, frozenset[tuple[int, int, int, float]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class _Members:
    """The respondents of each cell and each cell's groups, from fine to coarse."""

    people: Mapping[int, frozenset[int]]
    contributions: Mapping[int, frozenset[tuple[int, int, int, float]]]
    groups: Mapping[int, tuple[Group, ...]]
    unbounded: frozenset[int]


def snapshot(
    ratings: Ratings,
    weights: Floats,
    settings: SurfaceSettings,
    *,
    previous: Snapshot | None = None,
    addresses: Mapping[int, int] | None = None,
) -> Snapshot:
    """The snapshot of one slice: either only the pooled one is ever published, or only day and night, never all three.

    `weights` as from `surface.slice_weights`. `addresses`: known numbers of addresses of cells; a cell needs 8 or none.
    A published line is repeated as it was until at least 5 respondents behind it changed.
    """
    counted = weights > 0
    ratings, weights = ratings.where(counted), weights[counted]
    members = _members(ratings, settings, addresses or {})
    enough_weight = _weight_by_cell(ratings, weights)
    cells = sorted(
        cell
        for cell, people in members.people.items()
        if len(people) >= settings.least_respondents
        and enough_weight[cell] >= settings.least_weight
        and cell not in members.unbounded
    )
    fresh = _cell_lines(cells, ratings, weights, settings)
    published = {group: _kept(group, line, members, previous) for group, line in fresh.items()}
    reference = _reference(cells, ratings, weights, settings)
    for level in (Level.PARENT, Level.DISTRICT, Level.CITY):
        for group, inside in sorted(_by_group(members, level).items()):
            line = _group_line(inside, ratings, weights, reference, settings)
            candidate = _kept(group, line, members, previous)
            if _may_be_published(candidate[0], inside, members, {g: one for g, (one, _) in published.items()}):
                published[group] = candidate
    return Snapshot(
        lines={group: line for group, (line, _) in published.items()},
        basis={group: basis for group, (_, basis) in published.items()},
    )


def groups_of(cell: int, parent: int, district: int) -> tuple[Group, ...]:
    """The groups that hold a cell, from fine to coarse."""
    return (
        Group(Level.CELL.value, (cell,)),
        Group(Level.PARENT.value, (parent, district)),
        Group(Level.DISTRICT.value, (district,)),
        Group(Level.CITY.value, ()),
    )


def _members(ratings: Ratings, settings: SurfaceSettings, addresses: Mapping[int, int]) -> _Members:
    people: dict[int, set[int]] = {}
    contributions: dict[int, set[tuple[int, int, int, float]]] = {}
    districts: dict[int, dict[int, int]] = {}
    moments = np.nan_to_num(ratings.moment, nan=-1.0)
    columns = (ratings.cell, ratings.respondent, ratings.district, ratings.night, ratings.unsafe, moments)
    for cell, who, district, night, unsafe, moment in zip(*(c.tolist() for c in columns), strict=True):
        people.setdefault(cell, set()).add(who)
        contributions.setdefault(cell, set()).add((who, night, int(unsafe), moment))
        votes = districts.setdefault(cell, {})
        votes[district] = votes.get(district, 0) + 1
    cells = np.array(sorted(people), dtype=np.int64)
    above = parents(cells, settings.parent_resolution).tolist()
    groups = {
        cell: groups_of(cell, parent, max(sorted(districts[cell]), key=districts[cell].__getitem__))
        for cell, parent in zip(cells.tolist(), above, strict=True)
    }
    return _Members(
        people={cell: frozenset(who) for cell, who in people.items()},
        contributions={cell: frozenset(what) for cell, what in contributions.items()},
        groups=groups,
        unbounded=frozenset(c for c in people if 0 < addresses.get(c, 0) < LEAST_ADDRESSES),
    )


def _weight_by_cell(ratings: Ratings, weights: Floats) -> dict[int, float]:
    cells, index = np.unique(ratings.cell, return_inverse=True)
    return dict(zip(cells.tolist(), np.bincount(index, weights=weights, minlength=cells.size).tolist(), strict=True))


def _by_group(members: _Members, level: Level) -> dict[Group, tuple[int, ...]]:
    found: dict[Group, list[int]] = {}
    for cell, groups in sorted(members.groups.items()):
        for group in groups:
            if group.level == level.value:
                found.setdefault(group, []).append(cell)
    return {group: tuple(cells) for group, cells in found.items()}


def _reference(cells: list[int], ratings: Ratings, weights: Floats, settings: SurfaceSettings) -> float:
    public = np.isin(ratings.cell, cells)
    return reference_share(tally(np.array(cells, dtype=np.int64), ratings.where(public), weights[public]), settings)


def _cell_lines(cells: list[int], ratings: Ratings, weights: Floats, settings: SurfaceSettings) -> dict[Group, Line]:
    ids = np.array(cells, dtype=np.int64)
    public = np.isin(ratings.cell, ids)
    counted = tally(ids, ratings.where(public), weights[public])
    surface = posterior(Slice.POOLED, counted, rings(ids), settings)
    return {Group(Level.CELL.value, (cell,)): _line(surface, at) for at, cell in enumerate(cells)}


def _group_line(
    inside: tuple[int, ...],
    ratings: Ratings,
    weights: Floats,
    reference: float,
    settings: SurfaceSettings,
) -> Line:
    member = np.isin(ratings.cell, inside)
    own = ratings.where(member)
    one = np.zeros(1, dtype=np.int64)
    counted = tally(one, own.at_cells(np.zeros(len(own), dtype=np.int64)), weights[member])
    return _line(posterior(Slice.POOLED, counted, no_rings(1), settings, reference=reference), 0)


def _line(surface: Surface, at: int) -> Line:
    steps = round(1 / SHARE_STEP)
    return Line(
        respondents=int(surface.respondents[at]) // ROUNDING * ROUNDING,
        name=surface.classes[at],
        low=float(np.floor(surface.low[at] * steps) / steps),
        high=float(np.ceil(surface.high[at] * steps) / steps),
    )


def _kept(
    group: Group, fresh: Line, members: _Members, previous: Snapshot | None
) -> tuple[Line, frozenset[tuple[int, int, int, float]]]:
    """The line as it stood last month, while fewer than 5 respondents behind it have changed since."""
    inside: Iterable[int] = (cell for cell, groups in members.groups.items() if group in groups)
    now = frozenset[tuple[int, int, int, float]]().union(*(members.contributions[cell] for cell in inside))
    if previous is not None and group in previous.lines:
        changed = {contribution[0] for contribution in now ^ previous.basis[group]}
        if len(changed) < ROUNDING:
            return previous.lines[group], previous.basis[group]
    return fresh, now


def _may_be_published(line: Line, inside: tuple[int, ...], members: _Members, published: Mapping[Group, Line]) -> bool:
    """The guard over differences: group minus what is published inside it is nobody or at least 5 respondents, and
    tells of no single masked cell that it must hold someone, even to one who knows which cells are empty."""
    if line.respondents < ROUNDING:
        return False
    inner, covered = _published_inside(inside, members, published)
    rest = [cell for cell in inside if cell not in covered]
    remaining = frozenset[int]().union(*(members.people[cell] for cell in rest))
    if not rest:
        return True
    if len(remaining) < ROUNDING:
        return False
    least = line.respondents - sum(published[group].respondents + ROUNDING - 1 for group in inner)
    bounded = sum(cell not in members.unbounded for cell in rest)
    if bounded < len(rest):
        return least <= 0
    return least <= (ROUNDING - 1) * (bounded - 1)


def _published_inside(
    inside: tuple[int, ...], members: _Members, published: Mapping[Group, Line]
) -> tuple[set[Group], set[int]]:
    """The largest published groups within a group, and the cells they cover."""
    inner: set[Group] = set()
    covered: set[int] = set()
    for cell in inside:
        largest = [group for group in members.groups[cell] if group in published]
        if largest:
            inner.add(largest[-1])
            covered.add(cell)
    return inner, covered
