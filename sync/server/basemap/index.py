"""Collects streets, house numbers and named places into the address file of a basemap."""

from collections import defaultdict

from app.basemap.search import AddressFile, House, NamedPlace, Street, fold

Place = tuple[float, float]


class Index:
    """Grows while an extract is read; ``finish`` gives the file, sorted, so that equal input gives equal bytes."""

    def __init__(self) -> None:
        self._streets: defaultdict[str, list[Place]] = defaultdict(list)
        self._houses: defaultdict[str, dict[str, House]] = defaultdict(dict)
        self._places: dict[tuple[str, str, float, float], NamedPlace] = {}

    def street(self, name: str, lon: float, lat: float) -> None:
        """A stretch of a street with its middle."""
        self._streets[name].append((lon, lat))

    def house(self, street: str, number: str, lon: float, lat: float) -> None:
        """A house number; the first place of a number stands."""
        self._houses[street].setdefault(number, House(number, _rounded(lon), _rounded(lat)))

    def place(self, name: str, kind: str, lon: float, lat: float) -> None:
        """A named place; the same name of the same kind within about 100 m is one place."""
        key = (name, kind, round(lon, 3), round(lat, 3))
        self._places.setdefault(key, NamedPlace(name, kind, _rounded(lon), _rounded(lat)))

    def finish(self) -> AddressFile:
        """The address file."""
        names = sorted({*self._streets, *self._houses}, key=lambda name: (fold(name), name))
        return AddressFile(
            streets=tuple(self._street(name) for name in names),
            places=tuple(self._places[key] for key in sorted(self._places)),
        )

    def _street(self, name: str) -> Street:
        houses = tuple(sorted(self._houses[name].values(), key=_by_number)) if name in self._houses else ()
        at = self._streets.get(name) or [(house.lon, house.lat) for house in houses]
        lon, lat = _most_central(at)
        return Street(name, _rounded(lon), _rounded(lat), houses)


def _most_central(places: list[Place]) -> Place:
    """The given place that is nearest to the mean of all: it lies on the street."""
    lon = sum(place[0] for place in places) / len(places)
    lat = sum(place[1] for place in places) / len(places)
    return min(places, key=lambda place: (place[0] - lon) ** 2 + (place[1] - lat) ** 2)


def _by_number(house: House) -> tuple[int, str]:
    digits = "".join(c if c.isdigit() else " " for c in house.number).split()
    return (int(digits[-1]) if digits else 0), house.number


def _rounded(degrees: float) -> float:
    return round(degrees, 6)
