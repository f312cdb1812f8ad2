"""What is drawn to choose a place from, and by what a point is called."""

import pytest

from app.basemap.search import House, Street
from app.safety.grid import boundary, cells_of, name_of
from app.values import Place
from sync.server.residents import words
from sync.server.residents.places.picture import Bearing, nearest, of_hexagon

LAT, LON = 50.05, 13.05
METRE = 1 / 111_195
STREETS = (Street("Palackého", LON, LAT, (House("12", LON, LAT), House("2", LON + 300 * METRE, LAT))),)
HERE = name_of(int(cells_of([LAT], [LON], 9)[0]))


@pytest.mark.parametrize(
    ("north", "east", "said"),
    [
        (10, 10, "Palackého 12"),
        (60, 0, "Palackého 12, 60 m severně"),
        (-44, 0, "Palackého 12, 40 m jižně"),
        (0, -60, "Palackého 12, 60 m západně"),
        (50, -50, "Palackého 12, 70 m severozápadně"),
    ],
)
def test_that_a_point_is_called_by_the_nearest_house(north: int, east: int, said: str) -> None:
    place = Place(LAT + north * METRE, LON + east * METRE / 0.642)
    found = nearest(place, STREETS)
    assert found is not None
    assert words.nearest(found.name, found.metres, found.direction, "cs") == said


def test_that_nothing_far_names_a_point() -> None:
    assert nearest(Place(LAT + 0.02, LON), STREETS) is None
    assert nearest(Place(LAT, LON), ()) is None


def test_that_the_pieces_of_a_hexagon_fill_its_picture_and_those_of_houses_come_first() -> None:
    picture = of_hexagon(HERE, STREETS)
    assert len(picture.parts) == len({one.key for one in picture.parts}) == 49
    called = [one.bearing for one in picture.parts if one.bearing is not None]
    assert Bearing("Palackého 12") in called
    near = [bearing.metres == 0 for bearing in called]
    assert near == sorted(near, reverse=True)
    width, height = (int(one) for one in picture.box.split()[2:])
    assert max(width, height) == 1_000
    for part in picture.parts:
        corners = [tuple(map(int, corner.split(","))) for corner in part.points.split()]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners)
    assert 1 <= len(picture.houses) <= 2
    with pytest.raises(ValueError, match="not an H3 cell"):
        of_hexagon("123", STREETS)


def test_that_north_is_up() -> None:
    picture = of_hexagon(HERE, ())
    north = max(picture.parts, key=lambda one: float(one.key.split(",")[0]))
    assert north.y == min(one.y for one in picture.parts)
    assert len(boundary(int(HERE, 16))) == 6
