"""Well-known binary, read and written."""

import numpy as np
import pytest
import shapely

from sync.server.basemap import wkb

SQUARE = np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0), (0.0, 0.0)])


def test_that_what_is_written_is_what_another_library_reads() -> None:
    assert shapely.from_wkb(wkb.point(13.4, 50.4)) == shapely.Point(13.4, 50.4)
    assert shapely.from_wkb(wkb.line(SQUARE[:3])) == shapely.LineString(SQUARE[:3])
    assert shapely.from_wkb(wkb.polygon(SQUARE, SQUARE / 2)) == shapely.Polygon(SQUARE, [SQUARE / 2])


def test_that_the_parts_of_a_multipolygon_are_its_outer_rings() -> None:
    shapes = shapely.MultiPolygon([shapely.Polygon(SQUARE, [SQUARE / 2]), shapely.Polygon(SQUARE + 10)])
    found = wkb.parts(shapely.to_wkb(shapes))
    assert [ring.tolist() for ring in found] == [SQUARE.tolist(), (SQUARE + 10).tolist()]


def test_that_the_middle_of_an_area_is_the_centroid_of_its_largest_ring() -> None:
    shapes = shapely.MultiPolygon([shapely.Polygon(SQUARE), shapely.Polygon(SQUARE / 8 + 10)])
    assert wkb.middle(shapely.to_wkb(shapes)) == pytest.approx((2.0, 1.0))


def test_that_the_middle_of_a_line_lies_half_way_along_its_longest_part() -> None:
    lines = shapely.MultiLineString([[(0, 0), (6, 0), (6, 2)], [(9, 9), (9, 10)]])
    assert wkb.middle(shapely.to_wkb(lines)) == pytest.approx((4.0, 0.0))
    assert wkb.middle(wkb.point(13.4, 50.4)) == (13.4, 50.4)


def test_that_a_degenerate_ring_has_its_first_place_as_its_middle() -> None:
    assert wkb.middle(wkb.polygon(np.array([(1.0, 2.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0)]))) == (1.0, 2.0)


@pytest.mark.parametrize("data", [b"\x00" + bytes(20), b"\x01\x07\x00\x00\x80" + bytes(20)])
def test_that_another_byte_order_or_dimension_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="WKB"):
        wkb.parts(data)
