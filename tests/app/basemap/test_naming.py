"""What a hexagon is called, and a point."""

from app.basemap.naming import nearest_address, streets_by_cell
from app.basemap.search import House, Street
from app.safety.grid import cells_of

LON, LAT = 13.4178, 50.4605
CELL = int(cells_of([LAT], [LON], 9)[0])


def street(name: str, *houses: tuple[float, float]) -> Street:
    return Street(name, LON, LAT, tuple(House(str(n), lon, lat) for n, (lon, lat) in enumerate(houses, 1)))


def test_that_a_hexagon_is_called_by_the_street_with_most_houses_in_it() -> None:
    here, far = (LON, LAT), (LON + 0.05, LAT)
    streets = (street("Žižkova", here, here), street("Lipská", here, far, far), street("Prázdná"))
    assert streets_by_cell(streets, 9) == {CELL: "Žižkova", int(cells_of([LAT], [LON + 0.05], 9)[0]): "Lipská"}


def test_that_of_equal_streets_the_first_in_the_czech_order_names_it() -> None:
    assert streets_by_cell((street("Dlouhá", (LON, LAT)), street("Čechova", (LON, LAT))), 9) == {CELL: "Čechova"}


def test_that_without_streets_nothing_is_named() -> None:
    assert streets_by_cell((), 9) == {}


def test_that_a_point_is_called_by_the_house_next_to_it_and_by_none_far_away() -> None:
    streets = (street("Žižkova", (LON + 0.0006, LAT), (LON + 0.0004, LAT)), street("Lipská", (LON, LAT + 0.0005)))
    assert nearest_address(streets, LON, LAT) == "Žižkova 2"
    assert nearest_address(streets, LON, LAT + 0.0004) == "Lipská 1"
    assert nearest_address(streets, LON - 0.002, LAT) == ""
    assert nearest_address((), LON, LAT) == ""
