"""What may be published: a monthly snapshot from which no masked cell can be computed.

The groups nest: cells in parents (cut by district), parents in districts, districts in the city. What one snapshot
tells of masked cells are then sums over a tree of groups, so the guard can draw every inference itself: what the parts
can hold at the most bounds the whole, and what the whole holds at the least bounds each part. The shares of cells are
computed from published cells alone: nothing in them depends on a masked cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

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
            lines = {one: line for one, (line, _) in published.items()}
            if _may_be_published(candidate[0], inside, members, lines) and not _tells_of_a_masked_cell(
                group, inside, members, lines | {group: candidate[0]}, settings.least_respondents - 1
            ):
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


def _tells_of_a_masked_cell(
    group: Group, inside: tuple[int, ...], members: _Members, published: Mapping[Group, Line], most_masked: int
) -> bool:
    """Whether the lines of a group and of all within it leave some masked cell no way to be empty.

    Exact for what they say: a group has at least as many respondents as any of its parts and at most as many as all of
    them; a published number n says n to n + 4, a masked cell has ``most_masked`` at the most.
    """
    parts: dict[Group, set[Group]] = {}
    for cell in inside:
        groups = members.groups[cell]
        for part, whole in pairwise(groups[: groups.index(group) + 1]):
            parts.setdefault(whole, set()).add(part)
    free = {Group(Level.CELL.value, (cell,)) for cell in members.unbounded}
    most = _most(group, parts, published, {cell: float("inf") for cell in free}, most_masked)
    pending = [(group, _least_of(published.get(group)))]
    while pending:
        whole, least = pending.pop()
        within = parts.get(whole)
        if within is None:
            if least > 0 and whole not in published:
                return True
            continue
        for part in within:
            others = sum(most[other] for other in within if other != part)
            pending.append((part, max(_least_of(published.get(part)), least - others)))
    return False


def _most(
    group: Group,
    parts: Mapping[Group, set[Group]],
    published: Mapping[Group, Line],
    free: Mapping[Group, float],
    most_masked: int,
) -> dict[Group, float]:
    """How many respondents each group can have at the most, from the cells up."""
    most: dict[Group, float] = {}
    for part in parts.get(group, ()):
        most |= _most(part, parts, published, free, most_masked)
    line = published.get(group)
    told = float("inf") if line is None else line.respondents + ROUNDING - 1
    if group in parts:
        most[group] = min(told, sum(most[part] for part in parts[group]))
    else:
        most[group] = told if line is not None else free.get(group, most_masked)
    return most


def _least_of(line: Line | None) -> float:
    return 0.0 if line is None else max(ROUNDING, line.respondents)
