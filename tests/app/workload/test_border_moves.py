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
