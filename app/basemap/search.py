"""Street, house number and place by typed text, without diacritics. Pure; the index is a file of the basemap."""

import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from app.czech_order import OrderKey, czech_order
from app.values import Latitude, Longitude

LIMIT: Final = 12
NAME_LIMIT: Final = 300
Name = Annotated[str, Meta(max_length=NAME_LIMIT)]


class House(NamedTuple):
    """A house number with its place in degrees."""

    number: Name
    lon: Longitude
    lat: Latitude


class Street(msgspec.Struct, frozen=True):
    """A street, where its name stands, and its houses."""

    name: Name
    lon: Longitude
    lat: Latitude
    houses: tuple[House, ...] = ()


class NamedPlace(msgspec.Struct, frozen=True):
    """A quarter, a village, a school …; ``kind`` as in the basemap's layers ``places`` and ``names``."""

    name: Name
    kind: Name
    lon: Longitude
    lat: Latitude


class AddressFile(msgspec.Struct, frozen=True):
    """The index file of a basemap."""

    streets: tuple[Street, ...]
    places: tuple[NamedPlace, ...]


class Found(msgspec.Struct, frozen=True):
    """A row of the answer: ``kind`` is ``street``, ``address`` or the kind of a named place."""

    text: str
    kind: str
    lon: float
    lat: float


def fold(text: str) -> str:
    """Small letters without diacritics: ``Palackého`` becomes ``palackeho``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text; a full stop or a comma ends a word."""
    return fold(text).replace(",", " ").replace(".", " ").replace("-", " ").split()


class AddressIndex:
    """Searches one address file. Cheap to make; folding is done at the first question."""

    def __init__(self, file: AddressFile) -> None:
        self._file = file

    @property
    def streets(self) -> tuple[Street, ...]:
        """All streets of the file."""
        return self._file.streets

    @cached_property
    def _streets(self) -> list[tuple[list[str], Street]]:
        return [(words(street.name), street) for street in self._file.streets]

    @cached_property
    def _places(self) -> list[tuple[list[str], NamedPlace]]:
        return [(words(place.name), place) for place in self._file.places]

    def search(self, text: str, limit: int = LIMIT) -> tuple[Found, ...]:
        """The best rows first: whole words before beginnings, streets before houses before other places."""
        asked = words(text)
        if not asked:
            return ()
        found = sorted(self._candidates(asked), key=lambda one: one[0])
        return tuple(row for _, row in found[:limit])

    def _candidates(self, asked: list[str]) -> Iterator[tuple[tuple[int, int, OrderKey], Found]]:
        for named, street in self._streets:
            rest = _unmatched(asked, named)
            if not rest:
                whole = 0 if set(asked) <= set(named) else 1
                yield (
                    (whole, len(named), czech_order(street.name)),
                    Found(street.name, "street", street.lon, street.lat),
                )
            elif len(rest) == 1 and rest[0][0].isdigit() and len(asked) > 1:
                yield from _houses(street, rest[0])
        for named, place in self._places:
            if not _unmatched(asked, named):
                whole = 1 if set(asked) <= set(named) else 2
                yield (
                    (whole, 9 + len(named), czech_order(place.name)),
                    Found(place.name, place.kind, place.lon, place.lat),
                )


def _houses(street: Street, number: str) -> Iterator[tuple[tuple[int, int, OrderKey], Found]]:
    for house in street.houses:
        forms = [fold(house.number), *fold(house.number).split("/")]
        if any(form.startswith(number) for form in forms):
            exact = 0 if number in forms else 1
            text = f"{street.name} {house.number}"
            yield (exact, len(house.number), czech_order(text)), Found(text, "address", house.lon, house.lat)


def _unmatched(asked: list[str], named: list[str]) -> list[str]:
    """The asked words that begin no word of a name."""
    return [word for word in asked if not any(own.startswith(word) for own in named)]
