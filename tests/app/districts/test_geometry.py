"""Which district a point lies in, above all on borders."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.districts import geometry
from app.districts.domain import District
from app.districts.geometry import NONE, DistrictIndex, Fault, fault_of


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


B = District("b", "B", rectangle(13.0, 50.0, 13.1, 50.1))
A = District("a", "A", rectangle(13.1, 50.0, 13.2, 50.1))
C = District("c", "C", rectangle(13.0, 50.1, 13.2, 50.2))
INDEX = DistrictIndex([B, A, C])
METRE_NORTH = 1 / 111_195.0
METRE_EAST = METRE_NORTH / math.cos(math.radians(50.1))


def test_that_a_point_inside_belongs_to_its_district() -> None:
    assert [INDEX.district_of(*point) for point in ((13.05, 50.05), (13.15, 50.05), (13.1, 50.15))] == ["b", "a", "c"]


def test_that_a_point_on_a_shared_border_belongs_to_the_lowest_id() -> None:
    assert INDEX.district_of(13.1, 50.05) == "a"
    assert INDEX.district_of(13.05, 50.1) == "b"
    assert INDEX.district_of(13.1, 50.1) == "a"


def test_that_the_order_of_the_districts_changes_nothing() -> None:
    other = DistrictIndex([C, B, A])
    lons, lats = np.meshgrid(np.linspace(12.9, 13.3, 81), np.linspace(49.9, 50.3, 81))
    assert (other.locate(lons.ravel(), lats.ravel()) == INDEX.locate(lons.ravel(), lats.ravel())).all()


def test_that_a_slanted_shared_border_leaves_no_point_out() -> None:
    left = District("l", "L", {"type": "Polygon", "coordinates": [[[0, 0], [3, 7], [0, 7], [0, 0]]]})
    right = District("r", "R", {"type": "Polygon", "coordinates": [[[0, 0], [3, 0], [3, 7], [0, 0]]]})
    index = DistrictIndex([left, right], near_metres=0.0)
    share = np.linspace(0.0, 1.0, 501)
    assert (index.locate(3 * share, 7 * share) != NONE).all()


def test_that_just_outside_the_nearest_district_takes_it() -> None:
    assert INDEX.district_of(13.05, 50.0 - 49 * METRE_NORTH) == "b"
    assert INDEX.district_of(13.05, 50.0 - 51 * METRE_NORTH) is None
    assert INDEX.district_of(13.2 + 49 * METRE_EAST, 50.05) == "a"
    assert INDEX.district_of(13.2 + 51 * METRE_EAST, 50.05) is None


def test_that_of_two_equally_near_the_lowest_id_takes_it() -> None:
    assert INDEX.district_of(13.1, 50.0 - 20 * METRE_NORTH) == "a"


def test_that_the_distance_can_be_set() -> None:
    assert DistrictIndex([B], near_metres=0.0).district_of(13.05, 50.0 - METRE_NORTH) is None
    assert DistrictIndex([B], near_metres=500.0).district_of(13.05, 50.0 - 499 * METRE_NORTH) == "b"


def test_that_a_hole_belongs_to_nobody() -> None:
    holed = rectangle(13.0, 50.0, 13.1, 50.1)
    holed["coordinates"] = [*holed["coordinates"], rectangle(13.04, 50.04, 13.06, 50.06)["coordinates"][0]]  # type: ignore[misc,index]
    assert DistrictIndex([District("h", "H", holed)]).district_of(13.05, 50.05) is None


def test_that_a_district_may_have_several_parts() -> None:
    parts = [rectangle(1, 1, 2, 2)["coordinates"], rectangle(5, 5, 6, 6)["coordinates"]]
    index = DistrictIndex([District("m", "M", {"type": "MultiPolygon", "coordinates": parts})])
    assert index.locate([1.5, 5.5, 3.5], [1.5, 5.5, 3.5]).tolist() == [0, 0, NONE]


def test_that_without_districts_no_point_has_one() -> None:
    assert DistrictIndex([]).district_of(13.0, 50.0) is None
    assert DistrictIndex([]).locate([1.0, 2.0], [1.0, 2.0]).tolist() == [NONE, NONE]


def test_that_a_point_without_place_has_no_district() -> None:
    assert INDEX.locate([math.nan, 13.05, math.inf], [50.05, math.nan, 50.05]).tolist() == [NONE, NONE, NONE]


@given(st.floats(12.99, 13.21), st.floats(49.99, 50.21))
def test_that_one_point_and_many_points_agree(lon: float, lat: float) -> None:
    alone = INDEX.district_of(lon, lat)
    among = INDEX.locate([0.0, lon, 13.05], [0.0, lat, 50.05])
    assert (None if among[1] == NONE else INDEX.ids[among[1]]) == alone


def test_that_parts_of_a_long_list_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.districts.geometry._CHUNK", 7)
    lons, lats = np.linspace(12.9, 13.3, 100), np.full(100, 50.05)
    expected = [INDEX.district_of(lon, 50.05) for lon in lons]
    assert [None if one == NONE else INDEX.ids[one] for one in INDEX.locate(lons, lats)] == expected


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        ({"type": "Point", "coordinates": [1, 2]}, Fault.NOT_A_POLYGON),
        ({}, Fault.NOT_A_POLYGON),
        ({"type": "Polygon"}, Fault.UNREADABLE),
        ({"type": "Polygon", "coordinates": 5}, Fault.UNREADABLE),
        ({"type": "Polygon", "coordinates": [[["a", "b"]]]}, Fault.UNREADABLE),
        ({"type": "Polygon", "coordinates": [[[1], [2], [3], [1]]]}, Fault.UNREADABLE),
        ({"type": "Polygon", "coordinates": []}, Fault.EMPTY),
        ({"type": "Polygon", "coordinates": [[]]}, Fault.UNREADABLE),
        ({"type": "MultiPolygon", "coordinates": []}, Fault.EMPTY),
        (rectangle(13.0, 50.0, math.nan, 50.1), Fault.NOT_FINITE),
        (rectangle(1_500_000.0, 50.0, 1_500_001.0, 50.1), Fault.OUT_OF_RANGE),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, Fault.RING_NOT_CLOSED),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, Fault.RING_NOT_CLOSED),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}, Fault.CROSSES_ITSELF),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [2, 0], [0, 0]]]}, Fault.EMPTY),
    ],
)
def test_that_each_fault_of_an_outline_has_its_name(geometry: dict[str, object], fault: Fault) -> None:
    found = fault_of(geometry)
    assert found is not None
    assert found[0] is fault


def test_that_a_good_outline_has_no_fault_and_heights_are_left_out() -> None:
    assert fault_of(rectangle(13.0, 50.0, 13.1, 50.1)) is None
    high = {"type": "Polygon", "coordinates": [[[0, 0, 9], [1, 0, 9], [1, 1, 9], [0, 0, 9]]]}
    assert fault_of(high) is None
    assert DistrictIndex([District("h", "H", high)]).district_of(0.9, 0.5) == "h"


def test_that_an_index_refuses_a_faulty_outline() -> None:
    with pytest.raises(ValueError, match="ring_not_closed"):
        DistrictIndex([District("x", "X", {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]})])


@pytest.mark.parametrize("side", [3, 7])
def test_that_few_and_many_districts_are_told_apart_alike(monkeypatch: pytest.MonkeyPatch, side: int) -> None:
    """Points on corners and borders, near them outside, far away, and of no number."""
    districts = [
        District(f"d{x}{y}", "", rectangle(13 + x / 100, 50 + y / 100, 13.01 + x / 100, 50.01 + y / 100))
        for x in range(side) for y in range(side) if (x, y) != (1, 1)
    ]  # fmt: skip
    steps = np.concatenate([np.arange(-2.0, 2 * side + 3) / 200, [-0.0003, side / 100 + 0.0003, np.nan, 1.0]])
    lons, lats = (13.0 + steps[:, None] + 0 * steps).ravel(), (50.0 + steps[None, :] + 0 * steps[:, None]).ravel()
    monkeypatch.setattr(geometry, "_FEW", 0)
    by_tree = DistrictIndex(districts).locate(lons, lats)
    monkeypatch.setattr(geometry, "_FEW", side * side)
    assert np.array_equal(DistrictIndex(districts).locate(lons, lats), by_tree)
    assert set(by_tree.tolist()) == {NONE, *range(len(districts))}
