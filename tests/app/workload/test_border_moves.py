from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workload.border_moves import (
    CellMove,
    DistrictCells,
    FallsApart,
    LastCell,
    Moved,
    NotOnBorder,
    UnknownPlace,
    district_loads,
    helpful_moves,
    parts,
    symmetric,
    what_if,
)

#  a1 a2 b1
#  a3 a4 b2      and c1 hangs on b2
GRID = symmetric(
    [("a1", "a2"), ("a3", "a4"), ("a1", "a3"), ("a2", "a4"), ("a2", "b1"), ("a4", "b2"), ("b1", "b2"), ("b2", "c1")]
)
CELLS = DistrictCells(
    {"a1": "A", "a2": "A", "a3": "A", "a4": "A", "b1": "B", "b2": "B", "c1": "C"},
    {"a1": 4.0, "a2": 3.0, "a3": 2.0, "a4": 1.0, "b1": 2.0, "b2": 2.0, "c1": 5.0},
    GRID,
)


def test_that_a_border_cell_takes_its_load_along() -> None:
    outcome = what_if(CELLS, "a2", "B")
    assert isinstance(outcome, Moved)
    assert outcome.before == {"A": 10.0, "B": 4.0, "C": 5.0}
    assert outcome.after == {"A": 7.0, "B": 7.0, "C": 5.0}
    assert (outcome.peak_before, outcome.peak_after) == (10.0, 7.0)


def test_that_each_reason_against_a_move_has_its_own_name() -> None:
    assert what_if(CELLS, "a1", "B") == NotOnBorder(CellMove("a1", "A", "B"))
    assert what_if(CELLS, "c1", "B") == LastCell(CellMove("c1", "C", "B"))
    assert what_if(CELLS, "a1", "A") == UnknownPlace("a1")
    assert what_if(CELLS, "zz", "A") == UnknownPlace("zz")
    assert what_if(CELLS, "a2", "Z") == UnknownPlace("Z")


def test_that_a_district_is_not_torn_apart() -> None:
    line = symmetric([("a1", "a2"), ("a2", "a3"), ("a2", "b1")])
    cells = DistrictCells({"a1": "A", "a2": "A", "a3": "A", "b1": "B"}, {}, line)
    assert what_if(cells, "a2", "B") == FallsApart(CellMove("a2", "A", "B"), 2)


def test_that_the_most_helpful_move_stands_first() -> None:
    moves = helpful_moves(CELLS)
    assert moves[0].move == CellMove("a2", "A", "B")
    assert all(move.peak_after <= move.peak_before for move in moves)


def square(side: int) -> tuple[list[str], dict[str, frozenset[str]]]:
    names = [f"{x}{y}" for x in range(side) for y in range(side)]
    near = symmetric(
        [(f"{x}{y}", f"{x + 1}{y}") for x in range(side - 1) for y in range(side)]
        + [(f"{x}{y}", f"{x}{y + 1}") for x in range(side) for y in range(side - 1)]
    )
    return names, near


def reached_by_moves(side: int, districts: str) -> set[str]:
    """All plans that allowed moves reach from the one in rows."""
    names, near = square(side)
    start = "".join(districts[min(x, len(districts) - 1)] for x in range(side) for _ in range(side))
    seen, open_plans = {start}, [start]
    while open_plans:
        plan = open_plans.pop()
        cells = DistrictCells(dict(zip(names, plan, strict=True)), {}, near)
        for at, name in enumerate(names):
            for target in districts:
                after = plan[:at] + target + plan[at + 1 :]
                if target != plan[at] and after not in seen and isinstance(what_if(cells, name, target), Moved):
                    seen.add(after)
                    open_plans.append(after)
    return seen


@pytest.mark.parametrize(("side", "plans"), [(2, 6), (3, 53), (4, 627)])
def test_that_moves_reach_every_plan_of_two_connected_districts_and_no_other(side: int, plans: int) -> None:
    """OEIS A068416: partitions of an n by n board into two edgewise connected sets; A and B may be exchanged. That
    single moves reach them all is Akitaya et al. 2019, "Reconfiguration of connected graph partitions"."""
    assert len(reached_by_moves(side, "AB")) == 2 * plans


@pytest.mark.parametrize(("side", "plans"), [(2, 2), (3, 10)])
def test_that_as_many_districtings_are_connected_as_published(side: int, plans: int) -> None:
    """OEIS A172477, quoted by MGGG ("The known sizes of grid metagraphs"): n districts of n cells on an n by n grid."""
    names, near = square(side)

    def districtings(left: tuple[str, ...]) -> int:
        if not left:
            return 1
        rest = left[1:]
        groups = [(left[0], *others) for others in combinations(rest, side - 1)]
        whole = [group for group in groups if parts(group, near) == 1]
        return sum(districtings(tuple(name for name in rest if name not in group)) for group in whole)

    assert districtings(tuple(names)) == plans


def test_that_the_flips_of_gerrychain_keep_or_lack_contiguity_as_published() -> None:
    """GerryChain's tests of its contiguity constraints: a ring and a line of four cells, districts 0, 1, 1, 0."""
    owners = {"0": "A", "1": "B", "2": "B", "3": "A"}
    ring = DistrictCells(owners, {}, symmetric([("0", "1"), ("1", "2"), ("2", "3"), ("3", "0")]))
    assert isinstance(what_if(ring, "0", "B"), Moved)
    line = symmetric([("0", "1"), ("1", "2"), ("2", "3")])
    assert (parts(["0", "3"], ring.neighbours), parts(["0", "3"], line)) == (1, 2)


@given(st.lists(st.sampled_from("ABC"), min_size=12, max_size=12))
def test_that_no_allowed_move_loses_load_or_tears_a_whole_district(owners: list[str]) -> None:
    names = [f"{x}{y}" for x in range(4) for y in range(3)]
    near = symmetric(
        [(f"{x}{y}", f"{x + 1}{y}") for x in range(3) for y in range(3)]
        + [(f"{x}{y}", f"{x}{y + 1}") for x in range(4) for y in range(2)]
    )
    cells = DistrictCells(dict(zip(names, owners, strict=True)), dict.fromkeys(names, 1.0), near)
    for name in names:
        for target in sorted(set(owners)):
            outcome = what_if(cells, name, target)
            if isinstance(outcome, Moved):
                assert sum(outcome.after.values()) == sum(district_loads(cells).values()) == 12.0
                source = [n for n, owner in cells.district_of.items() if owner == outcome.move.source]
                rest = [n for n in source if n != name]
                assert parts(rest, near) <= parts(source, near)
