"""The rows of the page from which a kiosk is started: where to ask next, addresses found, and how many were asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.basemap.search import Found
from app.ratings.domain import Cell, CellClass, Slice
from app.ratings.ranking import ask_next
from app.ratings.views import Collected
from ui import moments
from ui.lookups import Lookups
from ui.map.cell_words import class_words, part_words, people_words, place_words
from ui.map.surface import SurfaceView

MOST = 6
MOST_EMPTY = 3
"""Who holds more districts than that is shown those in which somebody was asked."""
KEPT = timedelta(days=30)
"""So long this device remembers what was collected on it."""


@dataclass(frozen=True, slots=True)
class NextRow:
    """A hexagon in which another answer tells most, and all of it in one sentence for a screen reader."""

    key: str
    cell: str
    part: str
    title: str
    facts: str
    why: str
    flagged: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """An address that was found."""

    key: str
    words: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How many people this officer has asked in a district, on this device."""

    key: str
    district: str
    today: str
    month: str
    spoken: str


def next_rows(surface: SurfaceView, lookups: Lookups) -> tuple[NextRow, ...]:
    """Where to ask next in this officer's districts, or in the city where they hold none."""
    mine = {cell for cell, districts in surface.districts.items() if districts} if lookups.mine else set(surface.spots)
    cells = (one for part in (Slice.NIGHT, Slice.DAY) for one in surface.of(part).values() if one.cell in mine)
    return tuple(_next_row(one, surface, lookups) for one in ask_next(cells)[:MOST])


def _next_row(one: Cell, surface: SurfaceView, lookups: Lookups) -> NextRow:
    street = place_words(surface.spots[one.cell].street)
    district = lookups.district_names(surface.districts[one.cell])
    title = f"{street}, {district}" if district else street
    if one.name is CellClass.NOT_ENOUGH:
        why = QCoreApplication.translate("Kiosk", "Worse around it, too few answers here")
    else:
        why = class_words(one.name)
    facts = f"{part_words(one.part)} · {people_words(one)}"
    flagged = one.name is not CellClass.CAN_NOT_TELL
    spoken = f"{title}. {facts}. {why}"
    return NextRow(one.id, one.cell, one.part.value, title, facts, why, flagged, spoken)


def found_rows(found: Iterable[Found]) -> tuple[FoundRow, ...]:
    """What a search found."""
    return tuple(FoundRow(f"{one.text} {one.lon} {one.lat}", one.text, one.lon, one.lat) for one in found)


def progress_rows(
    collected: Iterable[Collected], locate: Callable[[float, float], str | None], lookups: Lookups, now: datetime
) -> tuple[ProgressRow, ...]:
    """A row for each of this officer's few districts, and for each other in which they asked somebody."""
    today: dict[str, int] = {}
    month: dict[str, int] = {}
    for one in collected:
        at, district = moments.read(one.at, now), locate(one.lon, one.lat)
        if at is None or district is None or now - at > KEPT:
            continue
        month[district] = month.get(district, 0) + 1
        today[district] = today.get(district, 0) + (at.date() == now.date())
    mine = lookups.mine if len(lookups.mine) <= MOST_EMPTY else ()
    listed = (*mine, *(one for one in sorted(month) if one not in mine))
    return tuple(_progress(lookups.district(one), one, today.get(one, 0), month.get(one, 0)) for one in listed)


def _progress(name: str, district: str, today: int, month: int) -> ProgressRow:
    said = QCoreApplication.translate("Kiosk", "today %Ln", None, today)
    long = QCoreApplication.translate("Kiosk", "%Ln in 30 days", None, month)
    return ProgressRow(district, name, said, long, f"{name}, {said}, {long}")
