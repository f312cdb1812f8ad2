"""The town as its public map is drawn."""

from app.basemap.search import House, Street
from app.districts.geometry import DistrictIndex
from app.safety.grid import cells_of, name_of
from sync.server.published.domain import Town, corners_of
from sync.server.published.town import town_of
from tests.sync.server.station import DISTRICTS, EAST, IN_WEST, WEST

STREETS = (
    Street("Palackého", 13.05, 50.05, (House("1", IN_WEST.lon, IN_WEST.lat), House("2", IN_WEST.lon, IN_WEST.lat))),
    Street("Blatenská", 13.05, 50.05, (House("1", IN_WEST.lon, IN_WEST.lat),)),
)
NAME = name_of(int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0]))


def test_that_every_hexagon_that_touches_the_town_is_there_once_in_its_district() -> None:
    town = town_of(DISTRICTS, DistrictIndex(DISTRICTS), STREETS, 9)
    names = [one.cell for one in town.hexagons]
    assert len(names) == len(set(names))
    assert 1_400 < len(names) < 1_800, "of 159 square kilometres, by 0.1 each, and the border"
    assert {one.district for one in town.hexagons} == {WEST, EAST}
    here = next(one for one in town.hexagons if one.cell == NAME)
    assert (here.district, here.near) == (WEST, "Palackého")


def test_that_everything_lies_inside_the_picture_and_north_is_up() -> None:
    town = town_of(DISTRICTS, DistrictIndex(DISTRICTS), (), 9)
    corners = [corner for one in town.hexagons for corner in corners_of(one.points)]
    assert all(0 <= x <= town.width and 0 <= y <= town.height for x, y in corners)
    assert max(town.width, town.height) >= 1_000
    west, east = (next(one for one in town.districts if one.id == which) for which in (WEST, EAST))
    assert west.x < east.x
    north = max(town.hexagons, key=lambda one: -corners_of(one.points)[0][1])
    assert corners_of(north.points)[0][1] < west.y
    assert west.outline.startswith("M")
    assert west.outline.endswith("z")


def test_that_a_city_without_districts_has_no_picture() -> None:
    assert town_of([], DistrictIndex([]), STREETS, 9) == Town(0, 0, (), ())
