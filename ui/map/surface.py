"""The safety surface as the screens show it: cells with where they lie and what they are called. Read on the lane."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.basemap.search import Street
from app.ratings.domain import Cell, Slice, SurfaceState
from app.tips.domain import Status
from app.tips.views import Marker
from ui.map.messages import CellMark

RESOLUTION = 9
_ROUNDING = 5
"""Digits of a degree that are drawn: about a metre."""
_NEAR = 0.01
"""No corner of a cell is so many degrees away from its middle."""
MOST_TIPS = 3


class Ratings(Protocol):
    """The part of the rating service that is needed."""

    def cells(self, part: Slice, district: str = "") -> tuple[Cell, ...]: ...
    def surface(self) -> SurfaceState | None: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell lies (degrees) and the street it is called by, if any. ``ring``: lon, lat, lon, lat …"""

    lon: float
    lat: float
    ring: tuple[float, ...]
    street: str = ""


@dataclass(frozen=True, slots=True)
class SurfaceView:
    """All of it. ``day`` and ``night``: by cell, worst first; ``districts``: those of this officer that a cell touches,
    by their ids, every cell being listed where they hold none.
    """

    day: Mapping[str, Cell] = field(default_factory=dict)
    night: Mapping[str, Cell] = field(default_factory=dict)
    spots: Mapping[str, Spot] = field(default_factory=dict)
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: SurfaceState | None = None

    def of(self, part: Slice) -> Mapping[str, Cell]:
        """The cells of a part of the day."""
        return self.day if part is Slice.DAY else self.night

    @property
    def marks(self) -> tuple[CellMark, ...]:
        """The cells as the map takes them."""
        return tuple(
            CellMark(cell, spot.ring, _name(self.day.get(cell)), _name(self.night.get(cell)))
            for cell, spot in self.spots.items()
        )


@dataclass(frozen=True, slots=True)
class NearTip:
    """An open tip that lies in a cell."""

    id: str
    title: str
    category: str


def read_surface(ratings: Ratings, mine: Iterable[str], streets: Callable[[], tuple[Street, ...]]) -> SurfaceView:
    """Everything that the device holds of the surface; blocking. A cell that is none is left out."""
    day, night = (_drawable(ratings.cells(part)) for part in (Slice.DAY, Slice.NIGHT))
    if not day and not night:
        return SurfaceView(state=ratings.surface())
    districts: dict[str, list[str]] = {}
    for district in mine:
        touched = {one.cell for part in (Slice.DAY, Slice.NIGHT) for one in ratings.cells(part, district)}
        for cell in touched:
            districts.setdefault(cell, []).append(district)
    spots = _spots({**night, **day}, streets())
    held = {cell: tuple(districts.get(cell, ())) for cell in spots}
    return SurfaceView(day, night, spots, held, ratings.surface())


def tips_in(markers: Iterable[Marker], cell: str, spot: Spot) -> tuple[NearTip, ...]:
    """The open tips in a cell, the nearest to its middle first, few of them; blocking."""
    from app.safety.grid import cells_of, name_of

    near = [
        one
        for one in markers
        if one.status is not Status.CLOSED and abs(one.lat - spot.lat) < _NEAR and abs(one.lon - spot.lon) < _NEAR
    ]
    cells = cells_of([one.lat for one in near], [one.lon for one in near], RESOLUTION).tolist()
    inside = [one for one, at in zip(near, cells, strict=True) if name_of(at) == cell]
    inside.sort(key=lambda one: ((one.lat - spot.lat) ** 2 + (0.64 * (one.lon - spot.lon)) ** 2, one.id))
    return tuple(NearTip(one.id, one.title, one.category) for one in inside[:MOST_TIPS])


def _drawable(cells: Iterable[Cell]) -> dict[str, Cell]:
    from app.safety.grid import cell_named, name_of, resolution_of

    found = {}
    for one in cells:
        try:
            number = cell_named(one.cell)
        except ValueError:
            continue
        if name_of(number) == one.cell and resolution_of(number) == RESOLUTION:
            found[one.cell] = one
    return found


def _spots(cells: Iterable[str], streets: tuple[Street, ...]) -> dict[str, Spot]:
    from app.basemap.naming import streets_by_cell
    from app.safety.grid import boundary, cell_named

    called = streets_by_cell(streets, RESOLUTION)
    found = {}
    for name in sorted(cells):
        number = cell_named(name)
        corners = boundary(number)
        lat, lon = (sum(axis) / len(corners) for axis in zip(*corners, strict=True))
        ring = tuple(round(degree, _ROUNDING) for lat_, lon_ in corners for degree in (lon_, lat_))
        found[name] = Spot(lon, lat, ring, called.get(number, ""))
    return found


def _name(cell: Cell | None) -> str:
    return cell.name.value if cell is not None else ""
