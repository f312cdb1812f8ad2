"""Everything of one unlocked session: its view models, and how a change in one reaches the others."""

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from app.ratings.domain import Slice
from app.tips.views import Tab
from app.values import Place
from ui.jobs import Jobs
from ui.map.places_viewmodel import PlacesViewModel
from ui.patrols.viewmodel import NOTES, WALK
from ui.shell.city import CityFeed
from ui.shell.handing import Handing
from ui.shell.pages import charts_key
from ui.shell.rooms import RoomFaces, Rooms, refresh
from ui.shell.writing import Whereabouts, Writing
from ui.sync.rounds import Rounds

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
UNDO_MS = 10_000
"""What can be taken back is held back from the station as long as its undo is offered."""
REFRESH_MS = 60_000


@QmlElement
class Workspace(RoomFaces):
    """The unlocked app as QML sees it. ``said`` tells what none of its pages tells."""

    lockAsked = Signal()
    revoked = Signal()
    said = Signal(str)
    mapWantedChanged = Signal()

    def __init__(
        self,
        rooms: Rooms,
        rounds: Rounds,
        jobs: Jobs,
        city: CityFeed,
        *,
        with_map: bool = True,
        officer: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(rooms, parent)
        self._rounds = rounds
        self._jobs = jobs
        self._city = city
        city.setParent(self)
        self._with_map = with_map
        self._placing = ""
        self._officer = officer
        self._writing = Writing(rooms, self.openTip, self)
        self._handing = Handing(rooms, self)
        self._send = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._send.timeout.connect(self.undo_over)
        self._minute = QTimer(self, interval=REFRESH_MS)
        self._minute.timeout.connect(self._tick)
        self._wire()

    def _wire(self) -> None:
        rooms = self._rooms
        rooms.navigation.pageChanged.connect(self._read_page)  # type: ignore[attr-defined]
        rooms.today.loadedChanged.connect(self._begin_rest)  # type: ignore[attr-defined]
        rooms.today.opened.connect(self.openTip)
        rooms.older.opened.connect(self._open_online)
        rooms.older.came.connect(rooms.tip.take_online)
        rooms.older.revoked.connect(self.revoked)
        rooms.tip.onlineAsked.connect(rooms.older.read)
        for moved in (rooms.today.textChanged, rooms.today.tabChanged):  # type: ignore[attr-defined]
            moved.connect(self._list_asks)
        rooms.sync.opened.connect(self.openTip)
        rooms.team.cell.opened.connect(self.openTip)
        rooms.tip.assignAsked.connect(rooms.team.refresh)
        rooms.tip.changed.connect(self._changed_here)
        rooms.tip.wasRead.connect(rooms.today.refresh)
        for room in (rooms.patrol, rooms.patrol.note, rooms.patrol.walk, rooms.team.cell, rooms.sync):
            room.changed.connect(self._changed_here)
        rooms.patrol.runningChanged.connect(self._follow_patrol)  # type: ignore[attr-defined]
        rooms.position.moved.connect(self._moved)
        rooms.map.tipTapped.connect(self.openTip)
        rooms.map.stopTapped.connect(self._stop_tapped)
        rooms.patrol.walk.shown.connect(lambda: rooms.navigation.go("map"))
        rooms.map.longPressed.connect(self._long_pressed)
        rooms.map.mapTapped.connect(self._map_tapped)
        rooms.map.cellTapped.connect(self._cell_tapped)
        rooms.map.worstAsked.connect(self.showWorst)
        rooms.map.basemapChanged.connect(self._ground_came)
        self._city.known.changed.connect(self._known_anew)
        self._city.said.connect(self.said)
        self._rounds.finished.connect(self._after_round)
        self._rounds.revoked.connect(self.revoked)
        self._handing.said.connect(self.said)
        self._handing.lockAsked.connect(self.lockAsked)
        self._handing.collected.connect(self._collected)

    def start(self) -> None:
        """Read what the first screen needs, the rest once the list is there, and begin to sync."""
        self._city.lookups()
        self._rooms.today.start()
        self._rooms.sync.refresh()
        self._minute.start()

    def _begin_rest(self) -> None:
        self._rooms.today.loadedChanged.disconnect(self._begin_rest)  # type: ignore[attr-defined]
        self._rooms.kiosk.broken_off()
        self._city.moved()
        self._city.basemap()
        self._city.markers()
        self._rooms.safety.start()
        self._rooms.patrol.refresh()
        self._rooms.briefs.refresh()
        self._city.index()
        self._rounds.start()

    def stop(self) -> None:
        """Before the session's key is dropped."""
        self._minute.stop()
        self._send.stop()
        self._rounds.stop()
        self._rooms.older.stop()
        self._rooms.position.moved.disconnect(self._moved)
        self._rooms.position.stop()
        self._rooms.patrol.stop()
        self._rooms.map.close()
        self._rooms.kiosk.stop()
        self._rooms.drafts.keeper.stop()

    def retranslate(self) -> None:
        """The language changed: make every word anew."""
        self._rooms.navigation.retranslate()
        for room in self._rooms.every():
            refresh(room)

    @property
    def whereabouts(self) -> Whereabouts:
        """Where the officer is now, for the time after the lock."""
        return self._writing.whereabouts(self._officer)

    def come_back(self, place: Whereabouts) -> None:
        """Go where this officer was before the lock."""
        if place.officer == self._officer:
            self._writing.come_back(place)

    @property
    def undo_left(self) -> float:
        """Seconds for which what was done last can be taken back; 0 where nothing can."""
        return max(0, self._send.remainingTime()) / 1000

    def undo_over(self) -> None:
        """Nothing is taken back any more: have it sent."""
        self._send.stop()
        self._rounds.poke()

    @property
    def rounds(self) -> Rounds:
        return self._rounds

    @property
    def jobs(self) -> Jobs:
        return self._jobs

    @Slot(str)
    def openTip(self, tip_id: str) -> None:
        """Open a tip from anywhere: list, map and page agree on it."""
        rooms = self._rooms
        rooms.tip.open(tip_id)
        rooms.today.mark(tip_id)
        rooms.older.mark("")
        rooms.map.select(tip_id)
        rooms.navigation.showTip(True)

    def _open_online(self, tip_id: str) -> None:
        """Open a tip that the station sends: neither the list nor the map has it."""
        rooms = self._rooms
        rooms.tip.open_online(tip_id)
        rooms.today.mark("")
        rooms.older.mark(tip_id)
        rooms.map.select("")
        rooms.navigation.showTip(True)

    @Slot()
    def closeTip(self) -> None:
        rooms = self._rooms
        rooms.tip.leave()
        rooms.today.mark("")
        rooms.older.mark("")
        rooms.map.select("")
        rooms.navigation.showTip(False)

    @Slot()
    def showOnMap(self) -> None:
        """Bring the open tip into the middle of the map."""
        props = self._rooms.tip.props
        if props.hasPlace:
            self._rooms.map.center(props.lon, props.lat, 17.0)

    @Slot()
    def locate(self) -> None:
        """Ask for the position, and show it."""
        self._rooms.position.ask()
        place = self._rooms.position.place
        if place is not None:
            self._rooms.map.center(place.lon, place.lat, 16.0)

    @Slot(float)
    def zoom(self, steps: float) -> None:
        self._rooms.map.zoomBy(steps)

    @Slot()
    @Slot(str)
    def showWorst(self, part: str = "") -> None:
        """List the worst places, of a part of the day or of the one that the map shows."""
        places = self._rooms.of("places")
        if isinstance(places, PlacesViewModel):
            places.showPart(part or self._rooms.safety.props.part)
        self._rooms.navigation.go("places")

    @Slot()
    def askHere(self) -> None:
        """Ask people at the place of the open tip."""
        tip = self._rooms.tip.props
        if tip.hasPlace:
            self._handing.place_of_tip(tip.lon, tip.lat)
            self._rooms.navigation.go("asking")

    @Slot(str, str)
    def showCell(self, cell: str, part: str) -> None:
        """Fly to a hexagon of the safety surface, and open its card."""
        self._rooms.navigation.go("map")
        self._rooms.safety.fly(cell, Slice.DAY if part == Slice.DAY.value else Slice.NIGHT)

    @Slot()
    def placeNote(self) -> None:
        """The next tap on the map says where the patrol note belongs."""
        self._place("note")

    @Slot()
    def showTrack(self) -> None:
        """Bring today's track into sight on the map."""
        around = self._rooms.patrol.day.bounds
        if around is not None:
            self._rooms.map.fit(*around)
        self._rooms.navigation.go("map")

    @Slot()
    def placeStart(self) -> None:
        """The next tap on the map says where the suggested round begins."""
        self._place("start")

    @Slot()
    def placeRating(self) -> None:
        """The next tap on the map says which place people are asked about."""
        self._place("rating")

    def _place(self, what: str) -> None:
        self._rooms.navigation.go("map")
        self._placing = what
        self.said.emit(self.tr("Tap the place on the map."))

    @Slot()
    def lock(self) -> None:
        self.lockAsked.emit()

    @Property(bool, notify=mapWantedChanged)
    def mapWanted(self) -> bool:
        """Whether a map may be loaded at all."""
        return self._with_map

    def _list_asks(self) -> None:
        """The list shows something else: the older tips at the station are offered below a search and the closed."""
        props = self._rooms.today.props
        self._rooms.older.about(props.text, offered=props.text != "" or props.tab == Tab.CLOSED.value)

    def _read_page(self) -> None:
        """Read what only the page in sight shows. Who left the map places nothing on it any more."""
        page = self._rooms.navigation.props
        if page.page != "map":
            self._placing = ""
        if page.file:
            refresh(self._rooms.of(page.page))
            refresh(self._rooms.of(charts_key(page.page)))

    def _known_anew(self) -> None:
        """Names, duties or this person's own role changed: what is allowed and to be seen follows at once."""
        rooms, lookups = self._rooms, self._city.known()
        rooms.navigation.take_role(lookups.me.role)
        rooms.settings.refresh()
        rooms.sync.refresh()
        rooms.older.refresh()

    def _changed_here(self) -> None:
        rooms = self._rooms
        rooms.today.refresh()
        rooms.sync.refresh()
        rooms.patrol.refresh()
        rooms.tip.refresh()
        rooms.briefs.refresh()
        self._city.markers()
        self._send.start()

    def _collected(self) -> None:
        """A rating waits: it is sent like any other change, and is seen in no list."""
        self._rooms.sync.refresh()
        self._send.start()

    def _after_round(self) -> None:
        """Show what the round brought; nothing where it brought nothing."""
        if not self._city.moved():
            return
        self._city.lookups()
        self._rooms.today.refresh()
        self._rooms.tip.refresh()
        self._rooms.patrol.refresh()
        self._rooms.briefs.refresh()
        self._read_page()
        self._city.basemap()
        self._city.markers()
        self._rooms.safety.refresh()
        self._city.index()

    def _ground_came(self) -> None:
        shown = self._rooms.map
        self._rooms.settings.take_basemap(shown.basemap_version, shown.ground_trouble)
        self._rooms.safety.refresh()

    def _tick(self) -> None:
        self._rooms.kiosk.broken_off()
        self._rooms.today.refresh()
        self._rooms.sync.refresh()
        self._read_page()

    def _moved(self, place: Place | None) -> None:
        rooms = self._rooms
        rooms.today.move_to(place)
        rooms.patrol.note.move_to(place)
        rooms.patrol.walk.move_to(place)
        self._handing.move_to(place)
        if place is None:
            rooms.map.clearPosition()
        else:
            rooms.map.setPosition(place.lon, place.lat, place.accuracy or 0.0)

    def _follow_patrol(self) -> None:
        self._rooms.position.follow(on=self._rooms.patrol.props.running)

    def _long_pressed(self, lon: float, lat: float) -> None:
        self._rooms.patrol.note.placeAt(lon, lat)
        self._rooms.patrol.showPart(NOTES)
        self._rooms.navigation.go("patrol")

    def _map_tapped(self, lon: float, lat: float) -> None:
        self._rooms.safety.close()
        if self._placing == "rating":
            self._handing.place_at(lon, lat)
        elif self._placing == "start":
            self._rooms.patrol.walk.startAt(lon, lat)
            self._rooms.navigation.go("patrol")
        elif self._placing:
            self._long_pressed(lon, lat)

    def _stop_tapped(self, cell: str) -> None:
        """Say why the stop that was tapped is one."""
        self._rooms.patrol.walk.open(cell)
        self._rooms.patrol.showPart(WALK)
        self._rooms.navigation.go("patrol")

    def _cell_tapped(self, cell: str, lon: float, lat: float) -> None:
        """A hexagon is ground as well: who places a note means the place."""
        if self._placing:
            self._map_tapped(lon, lat)
        else:
            self._rooms.safety.open(cell)
