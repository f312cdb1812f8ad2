"""The attack on the public snapshot: what can be computed of a masked cell from everything that is published.

The attacker knows the code, all published lines (cells, parents, districts, city), which cells hold ratings at all, and
that a cell without a line has fewer than five respondents. He solves for the smallest and the largest possible number
of respondents of every masked cell by linear programming.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize

from app.safety.classes import CellClass
from app.safety.grid import parents
from app.safety.ratings import Ratings
from app.safety.release import Group, Level, Line, Snapshot, groups_of, snapshot
from app.safety.settings import SurfaceSettings
from tests.app.safety.cities import Rating, ratings_of, town

SETTINGS = SurfaceSettings()
MOST_MASKED = SETTINGS.least_respondents - 1

Month: TypeAlias = tuple[Mapping[Group, Line], dict[int, tuple[Group, ...]]]


def release(ratings: Ratings, previous: Snapshot | None = None, addresses: Mapping[int, int] | None = None) -> Snapshot:
    return snapshot(ratings, np.ones(len(ratings)), SETTINGS, previous=previous, addresses=addresses)


def people_by_cell(ratings: Ratings) -> dict[int, int]:
    return {
        int(cell): int(np.unique(ratings.respondent[ratings.cell == cell]).size) for cell in np.unique(ratings.cell)
    }


@dataclass(frozen=True, slots=True)
class Attack:
    """The bounds that an attacker finds for each masked cell."""

    low: dict[int, float]
    high: dict[int, float]


def attack(months: list[Month], *, growing: bool) -> Attack:
    """Unknowns: respondents of every cell and group in every month.

    A group holds at least as many respondents as any part and at most as many as its parts together; a published
    count c says c … c + 4; a line repeated from the month before may hide up to 4 who came or left.
    `growing`: he assumes that nobody disappears between two months.
    """
    names, bounds = _unknowns(months, growing=growing)
    rows = [row for month, (_, cells) in enumerate(months) for row in _nesting(month, cells, names)]
    if growing:
        (_, before), (_, after) = months
        both = [(groups[0], after[cell][0]) for cell, groups in before.items() if cell in after]
        rows += [{names[0, one]: 1.0, names[1, two]: -1.0} for one, two in both]
    matrix = np.zeros((len(rows), len(bounds)))
    for i, row in enumerate(rows):
        matrix[i, list(row)] = list(row.values())
    last = len(months) - 1
    lines, cells = months[last]
    masked = {cell: names[last, groups[0]] for cell, groups in cells.items() if groups[0] not in lines}
    low = {cell: _least(at, 1.0, matrix, bounds) for cell, at in masked.items()}
    high = {cell: -_least(at, -1.0, matrix, bounds) for cell, at in masked.items()}
    return Attack(low, high)


def _unknowns(
    months: list[Month], *, growing: bool
) -> tuple[dict[tuple[int, Group], int], list[tuple[float, float | None]]]:
    names: dict[tuple[int, Group], int] = {}
    bounds: list[tuple[float, float | None]] = []
    for month, (lines, cells) in enumerate(months):
        for group in sorted({group for groups in cells.values() for group in groups}):
            names[month, group] = len(bounds)
            line = lines.get(group)
            masked = MOST_MASKED if group.level == Level.CELL.value else None
            repeated = month > 0 and line is not None and months[month - 1][0].get(group) == line
            stale = MOST_MASKED if repeated else 0
            fewer = 0 if growing else stale
            known = (max(5, line.respondents - fewer), line.respondents + 4 + stale) if line else (0, masked)
            bounds.append(known)
    return names, bounds


def _least(at: int, sign: float, matrix: np.ndarray, bounds: list[tuple[float, float | None]]) -> float:
    target = np.zeros(len(bounds))
    target[at] = sign
    solved = optimize.linprog(target, A_ub=matrix, b_ub=np.zeros(len(matrix)), bounds=bounds)
    assert solved.success, solved.message
    return float(solved.fun)


def _nesting(
    month: int, cells: dict[int, tuple[Group, ...]], names: dict[tuple[int, Group], int]
) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = []
    for depth in range(3):
        inside: dict[Group, set[Group]] = {}
        for groups in cells.values():
            inside.setdefault(groups[depth + 1], set()).add(groups[depth])
        for group, parts in inside.items():
            whole = names[month, group]
            rows.append({whole: 1.0} | {names[month, part]: -1.0 for part in parts})
            rows += [{names[month, part]: 1.0, whole: -1.0} for part in parts]
    return rows


def tree(ratings: Ratings) -> dict[int, tuple[Group, ...]]:
    cells = np.unique(ratings.cell)
    district = {int(c): int(ratings.district[ratings.cell == c][0]) for c in cells}
    return {
        int(cell): groups_of(int(cell), int(parent), district[int(cell)])
        for cell, parent in zip(cells, parents(cells, 8), strict=True)
    }


counts = st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 10, 14]), min_size=10, max_size=19)


def separate(people: list[int], *, first: int = 0) -> list[Rating]:
    """Everybody rates one cell only, the case in which counts add up and differences say most."""
    return [
        Rating(cell=cell, who=first + 1000 * cell + i, unsafe=i % 2 == 0, district=cell % 2)
        for cell, n in enumerate(people)
        for i in range(n)
    ]


def by_parent(given_ratings: list[Rating]) -> Ratings:
    """Ratings whose district follows the parent, so that parents hold several cells."""
    ratings = ratings_of(given_ratings)
    above = parents(ratings.cell, 8)
    return Ratings(ratings.cell, ratings.unsafe, ratings.night, ratings.respondent, above // 2**20 % 2, ratings.moment)


@given(counts)
@example([0, 0, 0, 3, 9, 9, 9, 2, 4, 4])
@settings(max_examples=25)
def test_that_no_masked_cell_can_be_computed_from_parents_and_totals(people: list[int]) -> None:
    if sum(people) == 0:
        return
    ratings = by_parent(separate(people))
    public = release(ratings)
    found = attack([(public.lines, tree(ratings))], growing=False)
    assert all(low <= 1e-7 for low in found.low.values()), "somebody must be there"
    assert all(high >= MOST_MASKED - 1e-7 for high in found.high.values()), "an upper bound below the mask"


@given(counts, st.lists(st.sampled_from([0, 0, 0, 1, 2, 4, 6]), min_size=19, max_size=19))
@settings(max_examples=25)
def test_that_no_masked_cell_can_be_computed_from_two_snapshots(people: list[int], more: list[int]) -> None:
    if sum(people) == 0:
        return
    first = by_parent(separate(people))
    second = by_parent(separate(people) + separate(more[: len(people)], first=500))
    one = release(first)
    two = release(second, one)
    found = attack([(one.lines, tree(first)), (two.lines, tree(second))], growing=True)
    truth = people_by_cell(second)
    for cell, low in found.low.items():
        assert found.high[cell] - low > 0.5, f"{truth[cell]} respondents are computed"


@given(counts, st.lists(st.sampled_from([0, 0, 0, 1, 2, 5]), min_size=19, max_size=19))
@settings(max_examples=25)
def test_that_no_masked_cell_can_be_computed_when_people_left(people: list[int], left: list[int]) -> None:
    remaining = [max(0, n - gone) for n, gone in zip(people, left, strict=False)]
    if sum(remaining) == 0:
        return
    first, second = by_parent(separate(people)), by_parent(separate(remaining))
    one = release(first)
    two = release(second, one)
    found = attack([(one.lines, tree(first)), (two.lines, tree(second))], growing=False)
    assert all(found.high[cell] - low > 0.5 for cell, low in found.low.items())


def test_that_the_attack_works_where_the_guard_is_missing() -> None:
    """Ten in one cell, three beside it: with the parent published exactly, the attacker gets the three."""
    ratings = by_parent(separate([10, 3]))
    cells = tree(ratings)
    shared = {groups[0] for groups in cells.values()}
    lines = {group: Line(10 if group.key[0] == town(1)[0] else 3, CellClass.CAN_NOT_TELL, 0, 1) for group in shared}
    lines = {group: line for group, line in lines.items() if line.respondents >= 5}
    city = Group(Level.CITY.value, ())
    lines[city] = Line(18, CellClass.CAN_NOT_TELL, 0, 1)
    found = attack([(lines, cells)], growing=False)
    assert min(found.low.values()) > 3.5


def test_that_everything_published_has_five_respondents_and_a_count_in_fives() -> None:
    ratings = by_parent(separate([0, 4, 5, 9, 10, 3, 17, 2, 1, 4, 4, 4]))
    public = release(ratings)
    truth = people_by_cell(ratings)
    cells = {group.key[0]: line for group, line in public.lines.items() if group.level == Level.CELL.value}
    assert set(cells) == {cell for cell, n in truth.items() if n >= 5}
    assert all(line.respondents == truth[cell] // 5 * 5 for cell, line in cells.items())
    assert all(
        line.low % 0.05 == pytest.approx(0, abs=1e-9) or line.low % 0.05 == pytest.approx(0.05)
        for line in cells.values()
    )


@pytest.mark.parametrize(("shown", "left"), [(12, 3), (10, 1), (10, 4), (5, 2), (13, 1)])
def test_that_a_parent_is_held_back_when_one_to_four_are_left_over(shown: int, left: int) -> None:
    ids = np.array(town(19), dtype=np.int64)
    siblings = np.flatnonzero(parents(ids, 8) == parents(ids[:1], 8)[0]).tolist()
    people = [0] * 19
    people[siblings[0]], people[siblings[1]] = shown, left
    levels = {
        group.level
        for group in release(
            ratings_of([Rating(cell=c, who=100 * c + i) for c in range(19) for i in range(people[c])])
        ).lines
    }
    assert levels == {Level.CELL.value}
    people[siblings[1]] = 0
    levels = {
        group.level
        for group in release(
            ratings_of([Rating(cell=c, who=100 * c + i) for c in range(19) for i in range(people[c])])
        ).lines
    }
    assert levels == {level.value for level in Level}


@given(counts)
@settings(max_examples=25)
def test_that_what_a_group_holds_beyond_its_published_parts_is_nobody_or_five(people: list[int]) -> None:
    if sum(people) == 0:
        return
    ratings = by_parent(separate(people))
    public, truth, cells = release(ratings), people_by_cell(ratings), tree(ratings)
    for group in public.lines:
        inside = [cell for cell, groups in cells.items() if group in groups]
        finer = {cell: cells[cell][: cells[cell].index(group)] for cell in inside}
        left = sum(truth[cell] for cell in inside if not any(part in public.lines for part in finer[cell]))
        assert group.level == Level.CELL.value or left == 0 or left >= 5


@given(counts, st.integers(0, 18), st.integers(0, 3))
@settings(max_examples=25)
def test_that_no_line_of_a_cell_depends_on_what_masked_cells_say(people: list[int], flip: int, extra: int) -> None:
    if sum(people) == 0:
        return
    given_ratings = separate(people)
    masked = {cell for cell, n in enumerate(people) if n + extra < 5}
    other = [
        Rating(r.cell, unsafe=not r.unsafe if r.cell in masked else r.unsafe, who=r.who, district=r.district)
        for r in given_ratings
    ]
    if flip in masked and flip < len(people):
        other += [Rating(cell=flip, who=90_000 + i, unsafe=True, district=flip % 2) for i in range(extra)]
    one, two = release(by_parent(given_ratings)).lines, release(by_parent(other)).lines
    cells = {group: line for group, line in one.items() if group.level == Level.CELL.value}
    assert cells == {group: line for group, line in two.items() if group.level == Level.CELL.value}


def test_that_a_line_stands_until_five_respondents_changed() -> None:
    start = separate([12, 8])
    first = release(by_parent(start))
    few = start + [Rating(who=5000 + i, unsafe=True) for i in range(4)]
    second = release(by_parent(few), first)
    assert second.lines == first.lines
    many = [*few, Rating(who=6000, unsafe=True)]
    third = release(by_parent(many), second)
    cell = Group(Level.CELL.value, (town(1)[0],))
    assert (first.lines[cell].respondents, third.lines[cell].respondents) == (10, 15)


def test_that_a_cell_with_one_to_seven_addresses_is_never_published_nor_left_alone_in_its_parent() -> None:
    ratings = by_parent(separate([30, 20]))
    hidden = town(1)[0]
    lines = release(ratings, addresses={hidden: 3}).lines
    assert Group(Level.CELL.value, (hidden,)) not in lines
    assert {group.level for group in lines} == {Level.CELL.value}
    assert Group(Level.CELL.value, (hidden,)) in release(ratings, addresses={hidden: 8}).lines


def test_that_nothing_is_published_of_a_nearly_empty_town() -> None:
    assert release(ratings_of([Rating(who=i, cell=i) for i in range(4)])).lines == {}
