"""Every address and every inhabited hexagon lies in exactly one district, or it is said which does not."""

from collections.abc import Iterable

from app.basemap.search import House, Street
from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from app.duty.places import LostStreet, Misplaced, place

RESOLUTION = 10


def box(name: str, west: float, east: float) -> District:
    ring = [[west, 50.0], [east, 50.0], [east, 50.1], [west, 50.1], [west, 50.0]]
    return District(name, name.upper(), {"type": "Polygon", "coordinates": [ring]})


def street(name: str, *lons: float) -> Street:
    houses = (House(str(number), lon, 50.05) for number, lon in enumerate(lons, start=1))
    return Street(name, lons[0], 50.05, tuple(houses))


def index(*districts: District) -> DistrictIndex:
    return DistrictIndex(districts, near_metres=50.0)


def lost(streets: Iterable[Street], *districts: District) -> tuple[LostStreet, ...]:
    return place(streets, index(*districts), RESOLUTION).lost


def test_that_a_house_on_a_common_border_or_just_outside_has_one_district_all_the_same() -> None:
    found = place([street("Na Hranici", 13.05, 13.1, 13.2005)], index(box("a", 13.0, 13.1), box("b", 13.1, 13.2)), 10)
    assert (found.lost, found.lost_hexagons) == ((), ())
    assert found.by_district == {"a": 2, "b": 1}
    assert (found.addresses, found.hexagons) == (3, 3)


def test_that_houses_outside_and_houses_in_two_districts_are_named_by_street_and_number() -> None:
    streets = [street("Zadní", 13.05, 13.3, 13.4), street("Černá", 13.095), street("Alšova", 13.15)]
    overlapping = (box("a", 13.0, 13.1), box("b", 13.09, 13.2))
    assert lost(streets, *overlapping) == (
        LostStreet("Černá", Misplaced.SEVERAL, ("1",)),
        LostStreet("Zadní", Misplaced.NOWHERE, ("2", "3")),
    )
    found = place(streets, index(*overlapping), RESOLUTION)
    assert len(found.lost_hexagons) == 2
    assert found.by_district == {"a": 2, "b": 1}


def test_that_without_districts_everybody_is_lost_and_without_houses_nobody() -> None:
    assert lost([street("Alšova", 13.05)]) == (LostStreet("Alšova", Misplaced.NOWHERE, ("1",)),)
    assert place([], index(box("a", 13.0, 13.1)), RESOLUTION).addresses == 0
