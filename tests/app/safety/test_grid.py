"""Cells, rings, parents."""

import h3.api.basic_int as h3
import numpy as np
import pytest

from app.safety.grid import (
    boundary,
    cell_named,
    cells_of,
    centres,
    name_of,
    parents,
    resolution_of,
    rings,
    stored_position,
)
from tests.app.safety.cities import town


def test_that_a_point_lies_in_its_cell() -> None:
    cells = cells_of([50.46, 50.47], [13.41, 13.43], 9)
    assert cells.tolist() == [h3.latlng_to_cell(50.46, 13.41, 9), h3.latlng_to_cell(50.47, 13.43, 9)]
    latitude, longitude = centres(cells)
    np.testing.assert_array_equal(cells_of(latitude, longitude, 9), cells)


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_that_a_point_off_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="latitudes"):
        cells_of([lat], [lon], 9)


def test_that_the_ring_of_the_middle_is_its_six_neighbours() -> None:
    cells = np.sort(np.array(town(19), dtype=np.int64))
    near = rings(cells)
    counts = np.bincount(near.one, minlength=19)
    middle = int(np.searchsorted(cells, town(1)[0]))
    assert counts[middle] == 6
    assert near.sums(np.ones(19))[middle] == 6.0
    assert set(zip(near.one.tolist(), near.other.tolist(), strict=True)) == set(
        zip(near.other.tolist(), near.one.tolist(), strict=True)
    )


def test_that_no_cells_have_no_rings() -> None:
    assert rings(np.empty(0, dtype=np.int64)).size == 0


def test_that_seven_cells_share_a_parent() -> None:
    parent = h3.cell_to_parent(town(1)[0], 8)
    children = np.array(h3.cell_to_children(parent, 9), dtype=np.int64)
    assert set(parents(children, 8).tolist()) == {parent}


def test_that_a_cell_has_a_name_and_six_corners() -> None:
    cell = town(1)[0]
    assert cell_named(name_of(cell)) == cell
    assert len(boundary(cell)) == 6
    with pytest.raises(ValueError, match="H3"):
        cell_named("0")
    with pytest.raises(ValueError, match="H3"):
        cell_named("f" * 40)
    assert resolution_of(cell) == 9


def test_that_a_stored_point_keeps_no_more_than_its_cell_of_25_metres() -> None:
    one, other = stored_position(50.460001, 13.410001), stored_position(50.460002, 13.410002)
    assert one == other
    assert h3.great_circle_distance(one, (50.460001, 13.410001), unit="m") < 30
