"""Before the device is handed over: at which place it asks, where to ask next, and how many were asked already."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.accounts.domain import Role
from app.basemap.naming import nearest_address
from app.basemap.search import AddressFile, AddressIndex, Found, Street
from app.drafts.domain import Draft
from app.ratings.operations import COLLECTORS
from app.ratings.views import Collected
from app.values import Place
from ui import moments
from ui.jobs import Answer, Lane, Ok
from ui.kiosk.answering import Spot
from ui.kiosk.list_model import KEPT, FoundRow, NextRow, ProgressRow, found_rows, next_rows, progress_rows
from ui.lookups import Lookups
from ui.map.surface import SurfaceView, read_surface
from ui.rows import RowModel
from ui.shell.pages import Parts
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
MOST_FOUND = 5
MOST_TYPED = 120
Locate = Callable[[float, float], str | None]


@dataclass(frozen=True, slots=True)
class AskingInputs:
    """What the page knows. ``way``: how the place was chosen; ``waiting``: for where the officer stands; ``broken``:
    what was broken off, in words."""

    place: Place | None = None
    way: str = ""
    named: str = ""
    district: str | None = None
    typed: str = ""
    searched: bool = False
    surface: SurfaceView = field(default_factory=SurfaceView)
    collected: tuple[Collected, ...] = ()
    found: tuple[Found, ...] = ()
    broken: str = ""
    loaded: bool = False
    failed: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class AskingProps:
    """What the page shows. ``refused``: why it can not be asked here; ``broken``: what was broken off, in words."""

    hasPlace: bool = False
    place: str = ""
    district: str = ""
    way: str = ""
    ready: bool = False
    refused: str = ""
    typed: str = ""
    nothingFound: bool = False
    broken: str = ""
    loaded: bool = False
    failed: bool = False
    rated: bool = False


def derive(inputs: AskingInputs, lookups: Lookups) -> AskingProps:
    """Props of the inputs."""
    place = inputs.place
    refused = _refused_words(inputs, lookups) if place is not None else ""
    return AskingProps(
        hasPlace=place is not None,
        place=_place_words(inputs),
        district=lookups.district(inputs.district) if place is not None and inputs.district else "",
        way=inputs.way,
        ready=place is not None and not refused,
        refused=refused,
        typed=inputs.typed,
        nothingFound=inputs.searched and not inputs.found and bool(inputs.typed.strip()),
        broken=inputs.broken,
        loaded=inputs.loaded,
        failed=inputs.failed,
        rated=bool(inputs.surface.spots),
    )


def _place_words(inputs: AskingInputs) -> str:
    if inputs.place is not None:
        return inputs.named or _way_words(inputs.way)
    return QCoreApplication.translate("Kiosk", "Finding out where you stand…") if inputs.waiting else ""


def _refused_words(inputs: AskingInputs, lookups: Lookups) -> str:
    if lookups.me.role not in COLLECTORS:
        return QCoreApplication.translate("Kiosk", "Your account does not collect ratings.")
    if inputs.district is None:
        return QCoreApplication.translate("Kiosk", "This place is in no district. Choose one within the town.")
    if lookups.me.role is Role.OFFICER and inputs.district not in lookups.mine:
        words = QCoreApplication.translate("Kiosk", "%1 is not yours: the station would refuse ratings from there.")
        return words.replace("%1", lookups.district(inputs.district))
    return ""


def _way_words(way: str) -> str:
    match way:
        case "here":
            return QCoreApplication.translate("Kiosk", "Where I stand")
        case "map":
            return QCoreApplication.translate("Kiosk", "A place chosen on the map")
        case _:
            return QCoreApplication.translate("Kiosk", "The place of the tip")


@QmlElement
class AskingViewModel(ViewModel[AskingProps], props=AskingProps):
    """The page before the kiosk. ``handed``: it begins at this ``Spot``; ``goOn``: who was half asked goes on."""

    handed = Signal(object)
    goOn = Signal()
    dropped = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(AskingProps(), parent)
        self._parts = parts
        self._inputs = AskingInputs()
        self._here: Place | None = None
        self._broken: Callable[[], Draft | None] = lambda: None
        self._next: RowModel[NextRow] = RowModel(NextRow, self)
        self._found: RowModel[FoundRow] = RowModel(FoundRow, self)
        self._progress: RowModel[ProgressRow] = RowModel(ProgressRow, self)
        self._index: tuple[tuple[Street, ...], AddressIndex] | None = None

    @fixed
    def nextRows(self) -> RowModel[NextRow]:
        return self._next

    @fixed
    def foundRows(self) -> RowModel[FoundRow]:
        return self._found

    @fixed
    def progressRows(self) -> RowModel[ProgressRow]:
        return self._progress

    def follow(self, broken: Callable[[], Draft | None]) -> None:
        """Who says what was broken off."""
        self._broken = broken

    @Slot()
    def refresh(self) -> None:
        """Read it all anew."""
        parts, mine = self._parts, self._parts.lookups().mine
        since = moments.instant(parts.clock() - KEPT)
        self._set(replace(self._inputs, broken=self._broken_words()))
        parts.jobs.run(
            Lane.DATABASE,
            lambda: (
                read_surface(parts.session.ratings, mine, parts.streets),
                parts.session.ratings.collected(since),
            ),
            self._take,
        )

    def _take(self, answer: Answer[tuple[SurfaceView, tuple[Collected, ...]]]) -> None:
        if isinstance(answer, Ok):
            surface, collected = answer.value
            self._set(replace(self._inputs, surface=surface, collected=collected, loaded=True, failed=False))
        else:
            self._set(replace(self._inputs, loaded=True, failed=True))

    @Slot()
    def chooseHere(self) -> None:
        """The place is where the officer stands: what is known of it at once, and better with the next measurement."""
        if self._here is not None:
            self._choose(self._here, "here")
        self._set(replace(self._inputs, place=self._here, waiting=True))

    def move_to(self, place: Place | None) -> None:
        """Where the officer stands."""
        self._here = place
        if self._inputs.waiting and place is not None:
            self._choose(place, "here")

    @Slot(float, float)
    def placeAt(self, lon: float, lat: float) -> None:
        """The place was tapped on the map."""
        self._choose(Place(lat=lat, lon=lon), "map")

    @Slot(float, float, str)
    def placeOfTip(self, lon: float, lat: float, address: str) -> None:
        """The place is that of a tip."""
        self._choose(Place(lat=lat, lon=lon, address=address), "tip")

    @Slot(str)
    def search(self, text: str) -> None:
        """Find an address by what is typed."""
        text = text[:MOST_TYPED]
        self._set(replace(self._inputs, typed=text, searched=False, found=self._inputs.found if text.strip() else ()))
        if text.strip():
            self._parts.jobs.run(Lane.DATABASE, lambda: self._find(text), lambda answer: self._take_found(text, answer))

    def _find(self, text: str) -> tuple[Found, ...]:
        """The addresses of these words; blocking."""
        streets = self._parts.streets()
        if self._index is None or self._index[0] is not streets:
            self._index = streets, AddressIndex(AddressFile(streets, ()))
        return self._index[1].search(text, MOST_FOUND)

    def _take_found(self, text: str, answer: Answer[tuple[Found, ...]]) -> None:
        if text == self._inputs.typed:
            found = answer.value if isinstance(answer, Ok) else ()
            self._set(replace(self._inputs, found=found, searched=True))

    @Slot(str, float, float)
    def chooseAddress(self, words: str, lon: float, lat: float) -> None:
        """An address that was found is the place."""
        self._inputs = replace(self._inputs, typed="", searched=False, found=())
        self._choose(Place(lat=lat, lon=lon, address=words), "address")

    @Slot()
    def begin(self) -> None:
        """Hand the device over."""
        place = self._inputs.place
        if place is not None and self.props.ready:
            self.handed.emit(Spot(place.lat, place.lon, self._inputs.named))

    @Slot()
    def resume(self) -> None:
        """Hand it back to who was half asked."""
        self.goOn.emit()

    @Slot()
    def drop(self) -> None:
        """Who was half asked has gone."""
        self.dropped.emit()
        self._set(replace(self._inputs, broken=self._broken_words()))

    def _broken_words(self) -> str:
        """Where and when it was broken off: never what was said."""
        draft = self._broken()
        if draft is None:
            return ""
        return " · ".join(filter(None, (draft.title, moments.moment(draft.at, self._parts.clock()))))

    def _choose(self, place: Place, way: str) -> None:
        district = self._parts.locate(place.lon, place.lat)
        self._set(replace(self._inputs, place=place, way=way, named=place.address, district=district, waiting=False))
        if not place.address:
            streets = self._parts.streets
            self._parts.jobs.run(
                Lane.DATABASE,
                lambda: nearest_address(streets(), place.lon, place.lat),
                lambda answer: self._call(place, answer),
            )

    def _call(self, place: Place, answer: Answer[str]) -> None:
        if place is self._inputs.place and isinstance(answer, Ok):
            self._set(replace(self._inputs, named=answer.value))

    def _set(self, inputs: AskingInputs) -> None:
        self._inputs = inputs
        lookups = self._parts.lookups()
        self._next.show(next_rows(inputs.surface, lookups))
        self._found.show(found_rows(inputs.found))
        self._progress.show(progress_rows(inputs.collected, self._parts.locate, lookups, self._parts.clock()))
        self.show(derive(inputs, lookups))
