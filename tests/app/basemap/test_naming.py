"""What a hexagon is called."""

from app.basemap.naming import streets_by_cell
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
