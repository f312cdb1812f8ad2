"""What a sheet says and what is on it."""

from dataclasses import dataclass
from typing import Final

import msgspec

from app.values import Latitude, Longitude, ShortText

MOST_COPIES: Final = 50
MOST_PLACES: Final = 99
MOST_NAME: Final = 80


class SheetPlace(msgspec.Struct, frozen=True):
    """A numbered place: a hexagon by its centre, and the street it is called by. ``points``: its corners as the public
    map of the town draws them."""

    lat: Latitude
    lon: Longitude
    name: ShortText
    points: str


class SheetPlaces(msgspec.Struct, frozen=True):
    """The numbered places of a sheet, the first one first."""

    places: tuple[SheetPlace, ...]


class Printed(msgspec.Struct, frozen=True):
    """A row of a printed sheet; ``x`` and ``y`` say where its number stands on the map, in parts of its sides."""

    number: int
    name: str
    x: float
    y: float


class SheetPaper(msgspec.Struct, frozen=True):
    """Copies of a sheet, each with a code, as the template ``sheet`` reads them.

    ``map`` is an SVG, ``ratio`` its height by its width, ``hexagon`` how wide a hexagon is by the width of the map.
    """

    lang: str
    title: str
    heading: str
    district: str
    how: tuple[str, ...]
    code_label: str
    codes: tuple[str, ...]
    map: str
    map_alt: str
    ratio: float
    hexagon: float
    places: tuple[Printed, ...]
    heads: tuple[str, ...]
    answers: tuple[str, ...]
    often: tuple[str, ...]
    causes: tuple[str, ...]
    day: str
    night: str
    emergency: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A pile of sheets that was entered together, with how many sheets and ratings it has."""

    id: str
    name: str
    day: str
    sheets: int = 0
    ratings: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper. ``batch`` is empty where it is not entered."""

    code: str
    print_id: str
    district: str
    language: str
    places: tuple[SheetPlace, ...]
    batch: str
    rows: str
    entered_at: str
    entered_by: str
