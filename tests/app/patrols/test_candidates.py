"""Which places are worth a stop, from what a device holds of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.patrols.candidates import OpenTip, candidates, cell_at, city_share, likely_worse
from app.ratings.domain import Cell, CellClass, Slice

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
HERE, THERE = (50.4605, 13.4178), (50.4685, 13.4298)


def cell(place: tuple[float, float], name: CellClass, share: float | None = 0.6, *, n: int = 24) -> Cell:
    low = None if share is None else max(0.0, share - 0.2)
    high = None if share is None else min(1.0, share + 0.2)
    where = cell_at(*place)
    return Cell(f"{where}-day", where, Slice.DAY, n, float(n), name, low, high, share=share)


def test_that_flagged_and_little_known_cells_and_open_tips_are_candidates_and_better_ones_are_not() -> None:
    third = (50.45, 13.40)
    cells = (cell(HERE, CellClass.WORSE), cell(THERE, CellClass.BETTER, 0.1), cell(third, CellClass.NOT_ENOUGH, None))
    tips = (OpenTip(50.44, 13.39), OpenTip(50.44, 13.39))
    found = {one.spot.name: one for one in candidates(cells, tips, {cell_at(*HERE): NOW - timedelta(hours=5)}, NOW)}
    assert found.keys() == {cell_at(*HERE), cell_at(*third), cell_at(50.44, 13.39)}
    worse, little, tipped = found[cell_at(*HERE)], found[cell_at(*third)], found[cell_at(50.44, 13.39)]
    assert (worse.spot.p_worse >= 0.9, worse.spot.hours_since_visit, worse.spot.under_sampled) == (True, 5.0, False)
    assert (little.spot.under_sampled, little.spot.p_worse) == (True, 0.3)
    assert (tipped.rated, tipped.spot.open_tips, tipped.spot.lat, tipped.spot.p_worse) == (None, 2, 50.44, 0.0)
    back = candidates((cell(THERE, CellClass.BETTER, 0.1),), (OpenTip(*THERE),), {}, NOW)
    assert [one.spot.open_tips for one in back] == [1], "a better place with an open tip is one"


def test_that_the_share_of_the_city_is_weighed() -> None:
    assert city_share((cell(HERE, CellClass.WORSE, 0.8, n=30), cell(THERE, CellClass.BETTER, 0.2, n=10))) == 0.65
    assert city_share(()) == 0.5


@given(share=st.floats(0, 1), middle=st.floats(0, 1), name=st.sampled_from(CellClass))
def test_that_how_likely_a_place_is_worse_never_contradicts_its_class(
    share: float, middle: float, name: CellClass
) -> None:
    p = likely_worse(cell(HERE, name, share), middle)
    low, high = {CellClass.WORSE: (0.9, 1), CellClass.BETTER: (0, 0.1), CellClass.NOT_ENOUGH: (0.3, 0.3)}.get(
        name, (0, 0.9)
    )
    assert low - 1e-9 <= p <= high + 1e-9


def test_that_what_is_no_cell_is_left_out() -> None:
    broken = Cell("x-day", "x", Slice.DAY, 9, 9.0, CellClass.WORSE, 0.3, 0.8, share=0.6)
    assert candidates((broken,), (), {}, NOW) == ()


@pytest.mark.parametrize("middle", [0.2, 0.5, 0.8])
def test_that_a_higher_share_is_never_less_likely_worse(middle: float) -> None:
    found = [likely_worse(cell(HERE, CellClass.CAN_NOT_TELL, share / 20), middle) for share in range(4, 17)]
    assert found == sorted(found)
