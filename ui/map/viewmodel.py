"""What the map shows and what was touched on it. Knows nothing of the store, of sync, or of the network."""

import logging
from typing import Any, assert_never

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.basemap.search import Street
from ui.map import icons
from ui.map.addresses import PAGE
from ui.map.bounds import around
from ui.map.bridge import Bridge
from ui.map.crossing import Crossing, Why
from ui.map.delta import PART
from ui.map.ground import Ground, GroundTrouble, source_of
from ui.map.messages import (
    Card,
    CellClosed,
    CellMark,
    CellTapped,
    Center,
    Failed,
    Fit,
    Idle,
    LongPressed,
    MapTapped,
    Moved,
    NotAMessage,
    Position,
    Ready,
    SafetyAsked,
    Select,
    SetBasemap,
    SetCategories,
    SetCells,
    SetDistricts,
    SetPadding,
    SetPosition,
    SetSafety,
    SetTheme,
    SetTrack,
    SetWalk,
    SetWords,
    ShowCell,
    StopTapped,
    TipMark,
    TipTapped,
    WorstAsked,
    Zoom,
    decode,
)
from ui.map.tile_lane import PoolTileLane, TileLane

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
log = logging.getLogger(__name__)
Told = TipTapped | MapTapped | LongPressed | StopTapped | Moved | Idle
OfSafety = SafetyAsked | CellTapped | CellClosed | WorstAsked


@QmlElement
class MapViewModel(QObject):
    """One map. Set things at any time, shown or not: the page is brought up to date when it is there."""

    tipTapped = Signal(str)
    tipsTapped = Signal(list)
    mapTapped = Signal(float, float)
    longPressed = Signal(float, float)
    stopTapped = Signal(str)
    safetyAsked = Signal(bool, str)
    cellTapped = Signal(str, float, float)
    cellClosed = Signal()
    worstAsked = Signal()
    moved = Signal(float, float, float, float, float)
    idle = Signal()
    readyChanged = Signal()
    basemapChanged = Signal()
    troubleChanged = Signal()
    requested = Signal(str, bool)

    def __init__(self, lane: TileLane | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane or PoolTileLane()
        self._bridge = Bridge(self)
        self._bridge.received.connect(self._receive)
        self._crossing = Crossing(self._bridge, self._lane, self)
        self._trouble = ""
        self._ground: Ground | None = None
        self._refused: GroundTrouble | None = None
        self._engine_parts: tuple[QObject, ...] = ()

    @Property(QObject, constant=True)
    def bridge(self) -> Bridge:
        """The object that the page's channel carries."""
        return self._bridge

    @Property(bool, notify=readyChanged)
    def ready(self) -> bool:
        """Whether the page is there."""
        return self._crossing.there

    @Property(bool, notify=basemapChanged)
    def basemapPresent(self) -> bool:
        """Whether there is a ground to draw."""
        return self._ground is not None

    @property
    def basemap_version(self) -> str:
        """Which ground that is, empty without one."""
        return self._ground.version if self._ground is not None else ""

    def streets(self) -> tuple[Street, ...]:
        """The streets of the ground that is drawn. Blocking; called on the database lane."""
        ground = self._ground
        return ground.streets() if ground is not None else ()

    @Property(str, notify=basemapChanged)
    def groundTrouble(self) -> str:
        """Why the ground that was offered last is not drawn: empty, or a ``GroundTrouble``."""
        return self._refused.value if self._refused else ""

    @property
    def ground_trouble(self) -> GroundTrouble | None:
        """The same for Python."""
        return self._refused

    @Property(str, notify=troubleChanged)
    def trouble(self) -> str:
        """Why there is no map: empty, ``webgl`` or ``crashed``."""
        return self._trouble

    @Slot(result=str)
    def prepare(self) -> str:
        """Loads Qt WebEngine's half in Python; returns the page's address. Before the first WebEngine item is made."""
        from ui.map import scheme

        scheme.register()
        return PAGE

    @Slot(QObject)
    def adopt(self, profile: Any) -> None:
        """Gives a WebEngine profile the page's scheme, and takes the network away from it."""
        from ui.map import scheme

        handler = scheme.PageScheme(self._read_tile, self._lane, self)
        guard = scheme.OnlyOwnScheme(self.requested.emit, self)
        scheme.install(profile, handler, guard)
        self._engine_parts = (handler, guard)

    @Slot(str)
    def crashed(self, how: str) -> None:
        """The page's process ended; the view loads it anew."""
        log.warning("the map page ended: %s", how)
        there = self._crossing.there
        self._crossing.lose()
        if there:
            self.readyChanged.emit()
        self._set_trouble("crashed")

    @Slot(str, int, str)
    def consoleMessage(self, text: str, line: int, source: str) -> None:
        """The page wrote to its console: always a fault of ours."""
        log.error("map page: %s (%s:%d)", text, source, line)

    def set_basemap(self, ground: Ground | None) -> None:
        """The ground to draw, or none."""
        self._ground, self._refused = ground, None
        self._crossing.keep(SetBasemap(basemap=None if ground is None else source_of(ground)))
        if ground is not None:
            self._crossing.look(Fit(bounds=ground.bounds), Why.GROUND)
        self.basemapChanged.emit()

    def refuse_basemap(self, trouble: GroundTrouble) -> None:
        """A ground is here and can not be drawn; the one before it stays."""
        self._refused = trouble
        self.basemapChanged.emit()

    def set_tips(self, rows: tuple[TipMark, ...]) -> None:
        """All tips to show. Only what changed crosses to the page, in parts."""
        self._crossing.show_tips(rows)

    def set_districts(self, geojson: dict[str, Any], mine: tuple[str, ...] = ()) -> None:
        """Districts as a FeatureCollection whose features have ``id`` and ``name``; ``mine`` are drawn stronger."""
        self._crossing.keep(SetDistricts(geojson=geojson, mine=mine))
        bounds = around(geojson, mine)
        if bounds is not None:
            self._crossing.look(Fit(bounds=bounds), Why.DISTRICTS)

    def set_categories(self, icon_names: dict[str, str]) -> None:
        """Category id to the name of its icon."""
        self._crossing.keep(SetCategories(icons={id_: icons.character(name) for id_, name in icon_names.items()}))

    def set_safety(self, message: SetSafety) -> None:
        """Whether the safety surface is shown, of which part of the day, with its words."""
        self._crossing.keep(message)

    def set_cells(self, rows: tuple[CellMark, ...]) -> None:
        """All hexagons of the safety surface."""
        starts = range(0, max(len(rows), 1), PART)
        parts = (
            SetCells(part=number, parts=len(starts), rows=rows[start : start + PART])
            for number, start in enumerate(starts)
        )
        self._crossing.keep(*parts)

    def show_cell(self, card: Card | None, *, focus: bool = True) -> None:
        """The card of a hexagon, or none."""
        self._crossing.keep(ShowCell(card=card, focus=focus))

    def set_walk(self, message: SetWalk) -> None:
        """The suggested walk, or none."""
        self._crossing.keep(message)

    def set_track(self, message: SetTrack) -> None:
        """Where the officer went, or nothing."""
        self._crossing.keep(message)

    def set_theme(self, message: SetTheme) -> None:
        """Scheme, roles and whether motion is reduced."""
        self._crossing.keep(message)

    @Slot(str)
    def setWords(self, map_label: str) -> None:
        """The accessible name of the map, in the language of the app."""
        self._crossing.keep(SetWords(map_label=map_label))

    @Slot(str)
    @Slot(str, bool)
    def select(self, tip_id: str, move: bool = True) -> None:
        """Highlights a tip; an empty id takes the highlight away."""
        self._crossing.keep(Select(id=tip_id or None, move=move))

    @Slot(float, float, float)
    def setPosition(self, lon: float, lat: float, accuracy: float) -> None:
        """Where the officer is; accuracy in metres."""
        self._crossing.keep(SetPosition(position=Position(lon, lat, accuracy)))

    @Slot()
    def clearPosition(self) -> None:
        """Position not known."""
        self._crossing.keep(SetPosition(position=None))

    @Slot(float, float, float, float)
    @Slot(float, float, float, float, bool)
    def fit(self, west: float, south: float, east: float, north: float, animate: bool = False) -> None:
        """Brings a rectangle into view."""
        self._crossing.look(Fit(bounds=(west, south, east, north), animate=animate), Why.ASKED)

    @Slot(float, float)
    @Slot(float, float, float)
    def center(self, lon: float, lat: float, zoom: float = 0.0) -> None:
        """Moves to a place; zoom 0 keeps the zoom."""
        self._crossing.look(Center(lon=lon, lat=lat, zoom=zoom or None), Why.ASKED)

    @Slot(float)
    def zoomBy(self, steps: float) -> None:
        """Zooms in or out."""
        self._crossing.post(Zoom(by=steps))

    @Slot(int, int, int, int)
    def setPadding(self, top: int, right: int, bottom: int, left: int) -> None:
        """Pixels of the map that something covers."""
        self._crossing.keep(SetPadding(top=top, right=right, bottom=bottom, left=left))

    def close(self) -> None:
        """Ends the reading of tiles."""
        if isinstance(self._lane, PoolTileLane):
            self._lane.close()

    def _greet(self) -> None:
        there = self._crossing.there
        self._crossing.greet()
        self._set_trouble("")
        if not there:
            self.readyChanged.emit()

    def _receive(self, text: str) -> None:
        message = decode(text)
        if isinstance(message, NotAMessage):
            log.error("not a message of the map page: %s", message.reason)
        elif isinstance(message, Ready):
            self._greet()
        elif isinstance(message, Failed):
            log.error("map page: %s: %s", message.code, message.detail)
            if message.code == "webgl":
                self._set_trouble("webgl")
        elif isinstance(message, OfSafety):
            self._announce_of_safety(message)
        else:
            self._announce(message)

    def _announce(self, message: Told) -> None:
        match message:
            case TipTapped(id=tip_id, also=also):
                self.tipTapped.emit(tip_id)
                if also:
                    self.tipsTapped.emit([tip_id, *also])
            case MapTapped(lon=lon, lat=lat):
                self.mapTapped.emit(lon, lat)
            case LongPressed(lon=lon, lat=lat):
                self.longPressed.emit(lon, lat)
            case StopTapped(id=cell):
                self.stopTapped.emit(cell)
            case Moved(bounds=(west, south, east, north), zoom=zoom):
                self._crossing.looked(Center(lon=(west + east) / 2, lat=(south + north) / 2, zoom=zoom))
                self.moved.emit(west, south, east, north, zoom)
            case Idle(handled=handled):
                if self._crossing.rests(handled):
                    self.idle.emit()
            case _:
                assert_never(message)

    def _announce_of_safety(self, message: OfSafety) -> None:
        match message:
            case SafetyAsked(on=on, part=part):
                self.safetyAsked.emit(on, part)
            case CellTapped(id=cell, lon=lon, lat=lat):
                self.cellTapped.emit(cell, lon, lat)
            case CellClosed():
                self.cellClosed.emit()
            case WorstAsked():
                self.worstAsked.emit()
            case _:
                assert_never(message)

    def _read_tile(self, version: str, z: int, x: int, y: int) -> bytes | None:
        ground = self._ground
        return ground.tile(z, x, y) if ground is not None and ground.version == version else None

    def _set_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubleChanged.emit()
