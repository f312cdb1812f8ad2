"""What if a border cell went to the neighbouring district? Nothing is redrawn here; a person decides.

A district is connected when every cell can be reached from every other through neighbours inside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DistrictCells:
    """Cells with their district and load, and which cells touch. `neighbours` is read in both directions."""

    district_of: Mapping[str, str]
    load_of: Mapping[str, float]
    neighbours: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CellMove:
    """One cell from its district to another."""

    cell: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Loads by district before and after; `peak` and `spread` (max - min) tell whether the move helps."""

    move: CellMove
    before: Mapping[str, float]
    after: Mapping[str, float]
    peak_before: float
    peak_after: float
    spread_before: float
    spread_after: float


@dataclass(frozen=True, slots=True)
class NotOnBorder:
    """The cell touches no cell of the target district."""

    move: CellMove


@dataclass(frozen=True, slots=True)
class FallsApart:
    """The source district would break into `parts` pieces."""

    move: CellMove
    parts: int


@dataclass(frozen=True, slots=True)
class LastCell:
    """The source district would be left without a cell."""

    move: CellMove


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """No such cell or district, or the cell is in the target already."""

    name: str


MoveOutcome = Moved | NotOnBorder | FallsApart | LastCell | UnknownPlace


def symmetric(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Neighbours from pairs given in either direction; a pair of the same name twice is left out."""
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        if a != b:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return {name: frozenset(others) for name, others in found.items()}


def parts(cells: Iterable[str], neighbours: Mapping[str, frozenset[str]]) -> int:
    """How many connected pieces the cells form."""
    left = set(cells)
    pieces = 0
    while left:
        pieces += 1
        reached = [left.pop()]
        while reached:
            near = neighbours.get(reached.pop(), frozenset()) & left
            left -= near
            reached.extend(near)
    return pieces


def district_loads(cells: DistrictCells) -> dict[str, float]:
    """The sum of the loads of each district's cells."""
    members: dict[str, list[float]] = {}
    for cell, district in sorted(cells.district_of.items()):
        members.setdefault(district, []).append(cells.load_of.get(cell, 0.0))
    return {district: math.fsum(loads) for district, loads in sorted(members.items())}


def what_if(cells: DistrictCells, cell: str, target: str) -> MoveOutcome:
    """What moving one cell would do to the loads, or why it can not be moved."""
    source = cells.district_of.get(cell)
    districts = set(cells.district_of.values())
    if source is None or source == target:
        return UnknownPlace(cell)
    if target not in districts:
        return UnknownPlace(target)
    move = CellMove(cell, source, target)
    near = cells.neighbours.get(cell, frozenset())
    if all(cells.district_of.get(other) != target for other in near):
        return NotOnBorder(move)
    rest = [other for other, district in cells.district_of.items() if district == source and other != cell]
    if not rest:
        return LastCell(move)
    pieces = parts(rest, cells.neighbours)
    if pieces > max(1, parts([*rest, cell], cells.neighbours)):
        return FallsApart(move, pieces)
    before = district_loads(cells)
    after = district_loads(DistrictCells({**cells.district_of, cell: target}, cells.load_of, cells.neighbours))
    return Moved(
        move,
        before,
        after,
        max(before.values()),
        max(after.values()),
        max(before.values()) - min(before.values()),
        max(after.values()) - min(after.values()),
    )


def helpful_moves(cells: DistrictCells, *, most: int = 10) -> tuple[Moved, ...]:
    """Moves that lower the peak load, or keep it and lower the spread; best first, at most `most` of them."""
    found = []
    for cell in sorted(cells.district_of):
        near = cells.neighbours.get(cell, frozenset())
        targets = {cells.district_of[other] for other in near if other in cells.district_of}
        for target in sorted(targets - {cells.district_of[cell]}):
            outcome = what_if(cells, cell, target)
            if isinstance(outcome, Moved) and _gain(outcome) < (0.0, 0.0):
                found.append(outcome)
    return tuple(sorted(found, key=lambda moved: (_gain(moved), moved.move.cell, moved.move.target))[:most])


def _gain(moved: Moved) -> tuple[float, float]:
    return (
        round(moved.peak_after - moved.peak_before, 9),
        round(moved.spread_after - moved.spread_before, 9),
    )
