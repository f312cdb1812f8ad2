"""The layer of the safety surface: on or off, by day or after dark, and the card of one hexagon."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.basemap.search import Street
from app.db.outcomes import StoreFull
from app.ratings.domain import Slice
from app.tips.titles import one_line
from app.tips.views import Marker
from ui import moments
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.map.cell_words import card_part, layer_words, place_words
from ui.map.messages import Card, CardTip, SetSafety
from ui.map.surface import NearTip, Ratings, SurfaceView, read_surface, tips_in
from ui.map.viewmodel import MapViewModel
from ui.snapshot import ViewModel

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
CHOICE = "map.safety"
"""The name under which this device remembers the layer: ``on day``, ``off night`` …"""
ZOOM = 15.0


class Choices(Protocol):
    """The part of the settings service that is needed."""

    def get(self, name: str, default: str = "") -> str: ...
    def set(self, name: str, value: str) -> StoreFull | None: ...


@dataclass(frozen=True, slots=True)
class SafetyReading:
    """What is read and kept for the layer; each blocking, called on the database lane."""

    ratings: Ratings
    choices: Choices
    markers: Callable[[], tuple[Marker, ...]]
    streets: Callable[[], tuple[Street, ...]]


@dataclass(frozen=True, slots=True)
class SafetyInputs:
    """What the layer knows. ``surface`` is None until it was read; ``tips`` are those of the cell that is open."""

    on: bool = False
    part: Slice = Slice.NIGHT
    surface: SurfaceView | None = None
    cell: str = ""
    tips: tuple[NearTip, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyProps:
    """``cardOpen``: the card of a hexagon is on the map."""

    on: bool = False
    part: str = "night"
    cardOpen: bool = False


def card_of(inputs: SafetyInputs, lookups: Lookups) -> Card | None:
    """The card of the cell that is open; None where none is, or it is there no more."""
    surface = inputs.surface
    if surface is None or inputs.cell not in surface.spots:
        return None
    spot = surface.spots[inputs.cell]
    parts = tuple(card_part(part, surface.of(part).get(inputs.cell)) for part in (Slice.DAY, Slice.NIGHT))
    tips = tuple(CardTip(one.id, one_line(one.title) or lookups.category(one.category)) for one in inputs.tips)
    below = (
        QCoreApplication.translate("Safety", "Open tips here")
        if tips
        else QCoreApplication.translate("Safety", "No open tips here")
    )
    title = place_words(spot.street)
    districts = lookups.district_names(surface.districts.get(inputs.cell, ()))
    return Card(inputs.cell, title, districts, parts, below, tips)


@QmlElement
class SafetyViewModel(ViewModel[SafetyProps], props=SafetyProps):
    """One layer of one map. ``cardShown`` when a card comes where none was or another."""

    cardShown = Signal()

    def __init__(
        self,
        reading: SafetyReading,
        shown: MapViewModel,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SafetyProps(), parent)
        self._reading, self._map = reading, shown
        self._jobs, self._lookups, self._clock = jobs, lookups, clock
        self._inputs = SafetyInputs()
        self._flying = False
        shown.safetyAsked.connect(self.ask)
        shown.cellClosed.connect(self.close)

    def start(self) -> None:
        """Show the layer as this device remembers it."""
        self._tell()
        self._jobs.run(Lane.DATABASE, lambda: self._reading.choices.get(CHOICE), self._remembered)

    @Slot(bool, str)
    def ask(self, on: bool, part: str) -> None:
        """Have the layer on or off, for a part of the day; this device remembers it."""
        chosen = Slice.DAY if part == Slice.DAY.value else Slice.NIGHT
        self._choose(on, chosen)
        words = f"{'on' if on else 'off'} {chosen.value}"
        self._jobs.run(Lane.DATABASE, lambda: self._reading.choices.set(CHOICE, words), lambda _: None)

    @Slot(str)
    def open(self, cell: str) -> None:
        """Show the card of a hexagon."""
        self._set(replace(self._inputs, cell=cell, tips=()))
        self._arrive()

    def fly(self, cell: str, part: Slice) -> None:
        """Bring a hexagon into sight with its card, whatever is on the map now."""
        self._flying = True
        self.ask(True, part.value)
        self.open(cell)

    @Slot()
    def close(self) -> None:
        """Take the card away."""
        if self._inputs.cell:
            self._set(replace(self._inputs, cell="", tips=()))

    @Slot()
    def refresh(self) -> None:
        """Read anew what is shown, and say it in the language in force."""
        self._tell()
        if self._inputs.on:
            self._read()
        if self._inputs.cell:
            self._map.show_cell(card_of(self._inputs, self._lookups()), focus=False)
            self._arrive()

    def _remembered(self, answer: Answer[str]) -> None:
        on, _, part = (answer.value if isinstance(answer, Ok) else "").partition(" ")
        if on == "on" and not self._inputs.on:
            self._choose(True, Slice.DAY if part == Slice.DAY.value else Slice.NIGHT)
        elif part == Slice.DAY.value and not self._inputs.on:
            self._choose(False, Slice.DAY)

    def _choose(self, on: bool, part: Slice) -> None:
        if not on:
            self.close()
        self._set(replace(self._inputs, on=on, part=part))
        self._tell()
        if on and self._inputs.surface is None:
            self._read()

    def _read(self) -> None:
        reading, mine = self._reading, self._lookups().mine

        def take(answer: Answer[SurfaceView]) -> None:
            if isinstance(answer, Ok) and answer.value != self._inputs.surface:
                self._map.set_cells(answer.value.marks)
                self._set(replace(self._inputs, surface=answer.value))
                self._tell()
                self._arrive()

        self._jobs.run(Lane.DATABASE, lambda: read_surface(reading.ratings, mine, reading.streets), take)

    def _arrive(self) -> None:
        """Once it is known where the open cell lies: look there, if that was asked for, and find its tips."""
        cell, surface, reading = self._inputs.cell, self._inputs.surface, self._reading
        spot = surface.spots.get(cell) if surface is not None else None
        if spot is None:
            return
        if self._flying:
            self._flying = False
            self._map.center(spot.lon, spot.lat, ZOOM)

        def take(answer: Answer[tuple[NearTip, ...]]) -> None:
            if isinstance(answer, Ok) and self._inputs.cell == cell:
                self._set(replace(self._inputs, tips=answer.value))

        self._jobs.run(Lane.DATABASE, lambda: tips_in(reading.markers(), cell, spot), take)

    def _tell(self) -> None:
        inputs = self._inputs
        state = inputs.surface.state if inputs.surface is not None else None
        words = layer_words(state, self._clock())
        self._map.set_safety(SetSafety(on=inputs.on, part="day" if inputs.part is Slice.DAY else "night", words=words))

    def _set(self, inputs: SafetyInputs) -> None:
        before, self._inputs = self._inputs, inputs
        card, shown = card_of(inputs, self._lookups()), card_of(before, self._lookups())
        if card != shown:
            self._map.show_cell(card)
        self.show(SafetyProps(inputs.on, inputs.part.value, card is not None))
        if card is not None and (shown is None or shown.id != card.id):
            self.cardShown.emit()
