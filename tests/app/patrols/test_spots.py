import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.patrols.spots import CircleSpot, PolygonSpot, outside_by

SQUARE = ((13.40, 50.45), (13.41, 50.45), (13.41, 50.46), (13.40, 50.46), (13.40, 50.45))
HOLE = ((13.404, 50.454), (13.406, 50.454), (13.406, 50.456), (13.404, 50.456), (13.404, 50.454))
PARK = PolygonSpot("park", ((SQUARE, HOLE),))


def test_that_a_circle_is_measured_from_its_edge() -> None:
    spot = CircleSpot("bench", 50.46, 13.41, 50.0)
    assert outside_by(spot, 50.46, 13.41) == 0.0
    assert outside_by(spot, 50.461, 13.41) == pytest.approx(111.195 - 50, abs=0.01)


def test_that_a_polygon_has_an_inside_an_outside_and_holes() -> None:
    assert outside_by(PARK, 50.452, 13.402) == 0.0
    assert outside_by(PARK, 50.449, 13.405) == pytest.approx(111.195, abs=0.01)
    assert outside_by(PARK, 50.455, 13.405) == pytest.approx(0.001 * 111_195 * 0.6368, rel=1e-3)


def test_that_several_polygons_are_one_spot() -> None:
    far = tuple((x + 1.0, y) for x, y in SQUARE)
    both = PolygonSpot("both", ((SQUARE,), (far,)))
    assert outside_by(both, 50.455, 14.405) == 0.0
    assert outside_by(both, 50.455, 13.405) == 0.0


@given(st.floats(13.38, 13.43), st.floats(50.44, 50.47))
def test_that_shapely_agrees(lon: float, lat: float) -> None:
    geometry = pytest.importorskip("shapely.geometry")
    scale_x, scale_y = 111_195.08 * 0.6366, 111_195.08
    park = geometry.Polygon(
        [(x * scale_x, y * scale_y) for x, y in SQUARE], [[(x * scale_x, y * scale_y) for x, y in HOLE]]
    )
    expected = park.distance(geometry.Point(lon * scale_x, lat * scale_y))
    assert outside_by(PARK, lat, lon) == pytest.approx(expected, rel=2e-3, abs=0.05)
