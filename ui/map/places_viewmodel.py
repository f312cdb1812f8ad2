"""The worst places of this officer's districts, or of the city: a list that needs no map and can be read aloud."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.ratings.domain import Cell, CellClass, Slice
from app.ratings.ranking import worst_first
from ui.jobs import Answer, Lane, Ok
from ui.lookups import Lookups
from ui.map.cell_words import (
    age_words,
    cause_words,
    class_words,
    people_words,
    place_words,
    share_words,
    trend_words,
)
from ui.map.surface import SurfaceView, read_surface
from ui.rows import RowModel
from ui.shell.pages import Parts
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
MOST = 40
_TONES = {CellClass.WORSE: "worse", CellClass.CAN_NOT_TELL: "unknown"}
_SIGNS = {CellClass.WORSE: "−", CellClass.CAN_NOT_TELL: "?"}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place: what it is called, what is said of it, and all of it in one sentence for a screen reader."""

    key: str
    cell: str
    title: str
    district: str
    verdict: str
    sign: str
    tone: str
    facts: str
    more: str
    spoken: str


@dataclass(frozen=True, slots=True)
class PlacesInputs:
    """What the page knows."""

    part: Slice = Slice.NIGHT
    surface: SurfaceView = field(default_factory=SurfaceView)
    loaded: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class PlacesProps:
    """``own``: of this officer's districts, and not of the whole city; ``rated``: there are cells at all; ``age``: of
    what they were made.
    """

    own: bool = True
    part: str = "night"
    loaded: bool = False
    failed: bool = False
    rated: bool = False
    age: str = ""


def place_rows(surface: SurfaceView, part: Slice, lookups: Lookups) -> tuple[PlaceRow, ...]:
    """The places of which something can be said and that are not better than elsewhere, the worst first.

    Those of this officer's districts; of all, where they hold none.
    """
    mine = {cell for cell, districts in surface.districts.items() if districts} if lookups.mine else set(surface.spots)
    told = (one for cell, one in surface.of(part).items() if cell in mine and one.name in _TONES)
    return tuple(_row(one, surface, lookups) for one in worst_first(told)[:MOST])


def _row(one: Cell, surface: SurfaceView, lookups: Lookups) -> PlaceRow:
    title = place_words(surface.spots[one.cell].street)
    district = lookups.district_names(surface.districts[one.cell])
    facts = share_words(one)
    more = " · ".join(filter(None, (people_words(one), cause_words(one.tags), trend_words(one.trend))))
    verdict = class_words(one.name)
    spoken = ". ".join(filter(None, (title, district, verdict, facts, more)))
    return PlaceRow(one.id, one.cell, title, district, verdict, _SIGNS[one.name], _TONES[one.name], facts, more, spoken)


@QmlElement
class PlacesViewModel(ViewModel[PlacesProps], props=PlacesProps):
    """The page of places."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(PlacesProps(), parent)
        self._parts = parts
        self._inputs = PlacesInputs()
        self._rows: RowModel[PlaceRow] = RowModel(PlaceRow, self)

    @fixed
    def rows(self) -> RowModel[PlaceRow]:
        return self._rows

    @Slot(str)
    def showPart(self, part: str) -> None:
        """List a part of the day."""
        self._set(replace(self._inputs, part=Slice.DAY if part == Slice.DAY.value else Slice.NIGHT))

    @Slot()
    def refresh(self) -> None:
        """Read them anew."""
        parts, mine = self._parts, self._parts.lookups().mine
        parts.jobs.run(Lane.DATABASE, lambda: read_surface(parts.session.ratings, mine, parts.streets), self._take)

    def _take(self, answer: Answer[SurfaceView]) -> None:
        if isinstance(answer, Ok):
            self._set(replace(self._inputs, surface=answer.value, loaded=True, failed=False))
        else:
            self._set(replace(self._inputs, loaded=True, failed=True))

    def _set(self, inputs: PlacesInputs) -> None:
        self._inputs = inputs
        surface, lookups = inputs.surface, self._parts.lookups()
        self._rows.show(place_rows(surface, inputs.part, lookups))
        self.show(
            PlacesProps(
                own=not lookups.has_whole_city,
                part=inputs.part.value,
                loaded=inputs.loaded,
                failed=inputs.failed,
                rated=bool(surface.spots),
                age=age_words(surface.state, self._parts.clock()),
            )
        )
