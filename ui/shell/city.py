"""What all the pages share of the store: look-ups, the map's tips and ground, and the search that catches up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.db.outcomes import StoreFull
from app.tips.titles import one_line
from app.tips.views import Marker
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.map.ground import GroundTrouble
from ui.map.messages import TipMark
from ui.map.viewmodel import MapViewModel

if TYPE_CHECKING:
    from app.basemap.bundle import Bundle, BundleMissing, BundleTooNew, NotABundle

INDEX_SLICE = 400


@dataclass(frozen=True, slots=True)
class CityReading:
    """What is read for all the pages together; each blocking, called on the database lane.

    ``basemaps`` are tried in their order; ``basemap_proven`` is told which could be opened, for it to supersede others.
    ``markers`` come in parts, each read when it is asked for. ``index`` puts some more tips into the search and gives
    how many are left; ``generation`` moves with every write.
    """

    lookups: Callable[[], Lookups]
    markers: Callable[[], Iterator[tuple[Marker, ...]]]
    basemaps: Callable[[], tuple[Path, ...]]
    basemap_proven: Callable[[Path], None]
    index: Callable[[int], int | StoreFull]
    generation: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A basemap's file as it was when it was tried."""

    path: Path
    changed_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class Tried:
    """The best ground that can be drawn, if any, and what is wrong with the one that should be."""

    ground: "Bundle | None"
    trouble: GroundTrouble | None


class Unread(StrEnum):
    """What of this could not be read."""

    LOOKUPS = "lookups"
    MARKERS = "markers"
    GROUND = "ground"
    SEARCH = "search"
    SEARCH_FULL = "search_full"


class LookupsHolder(QObject):
    """The city's look-ups as last read; one object that the view models ask. ``changed`` after others were read."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = Lookups()

    def take(self, value: Lookups) -> None:
        self.value = value
        self.changed.emit()

    def __call__(self) -> Lookups:
        return self.value


class CityFeed(QObject):
    """Reads what the pages share and hands it to the map and to the holder of look-ups.

    ``said`` tells in words what could not be read, once until it can be read again.
    """

    said = Signal(str)

    def __init__(
        self,
        reading: CityReading,
        jobs: Jobs,
        lookups: LookupsHolder,
        shown: MapViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._jobs = jobs
        self._lookups = lookups
        self._map = shown
        self._generation = -1
        self._seen: tuple[Seen, ...] = ()
        self._indexing = False
        self._marking: Iterator[tuple[Marker, ...]] | None = None
        self._untold = set(Unread)

    @property
    def known(self) -> LookupsHolder:
        """Where the look-ups are held."""
        return self._lookups

    def moved(self) -> bool:
        """Whether something was written since this was last asked."""
        before, self._generation = self._generation, self._reading.generation()
        return before != self._generation

    def lookups(self) -> None:
        """Names and districts. Jobs given after this one find them read."""

        def take(answer: Answer[Lookups]) -> None:
            self._tell(Unread.LOOKUPS, well=isinstance(answer, Ok))
            if isinstance(answer, Ok) and answer.value != self._lookups.value:
                self._show(answer.value)
                self._lookups.take(answer.value)

        self._jobs.run(Lane.DATABASE, self._reading.lookups, take)

    def markers(self) -> None:
        """The map's tips, a slice at a time, so that the lane stays free for taps; asked again, they begin anew."""
        self._marking = slices = self._reading.markers()
        self._mark_on(slices, ())

    def _mark_on(self, slices: Iterator[tuple[Marker, ...]], marked: tuple[TipMark, ...]) -> None:
        def take(answer: Answer[tuple[TipMark, ...] | None]) -> None:
            if slices is not self._marking:
                return
            self._tell(Unread.MARKERS, well=isinstance(answer, Ok))
            if isinstance(answer, Ok) and answer.value is not None:
                self._mark_on(slices, marked + answer.value)
            elif isinstance(answer, Ok):
                self._map.set_tips(marked)

        def read() -> tuple[TipMark, ...] | None:
            found = next(slices, None) if slices is self._marking else None
            return None if found is None else tuple(tip_mark(marker) for marker in found)

        self._jobs.run(Lane.DATABASE, read, take)

    def basemap(self) -> None:
        """The map's ground, where others are here than before: the offered one, or the last good one while that is
        refused. What was refused is not read again.
        """

        def take(answer: Answer[Tried | None]) -> None:
            tried = answer.value if isinstance(answer, Ok) else Tried(None, GroundTrouble.UNREADABLE)
            if tried is None:
                return
            ground, trouble = tried.ground, tried.trouble
            if ground is not None and (trouble is None or ground.version != self._map.basemap_version):
                self._map.set_basemap(ground)
            if trouble is not None:
                self._map.refuse_basemap(trouble)
            self._tell(Unread.GROUND, well=trouble is None or not self._map.basemapPresent)

        self._jobs.run(Lane.DATABASE, self._try_basemaps, take)

    def index(self) -> None:
        """Let the search catch up, a slice at a time, so that the lane stays free for taps."""
        if not self._indexing:
            self._indexing = True
            self._index_on()

    def _index_on(self) -> None:
        def again(answer: Answer[int | StoreFull]) -> None:
            left = answer.value if isinstance(answer, Ok) else None
            full = isinstance(left, StoreFull)
            self._tell(Unread.SEARCH_FULL if full else Unread.SEARCH, well=isinstance(left, int))
            if isinstance(left, int) and left > 0:
                self._index_on()
            else:
                self._indexing = False

        self._jobs.run(Lane.DATABASE, lambda: self._reading.index(INDEX_SLICE), again)

    def _try_basemaps(self) -> Tried | None:
        """What came of trying them; None where nothing is here, or nothing else than before."""
        paths = self._reading.basemaps()
        seen = tuple(_as_seen(path) for path in paths)
        if not paths or seen == self._seen:
            return None
        from app.basemap.bundle import Bundle, open_bundle

        troubles: list[GroundTrouble] = []
        for path in paths:
            opened = open_bundle(path)
            if isinstance(opened, Bundle):
                self._reading.basemap_proven(path)
                self._seen = tuple(_as_seen(left) for left in self._reading.basemaps())
                return Tried(opened, troubles[0] if troubles else None)
            troubles.append(_trouble_of(opened))
        self._seen = seen
        return Tried(None, troubles[0])

    def _tell(self, what: "Unread", *, well: bool) -> None:
        if well:
            self._untold.add(what)
        elif what in self._untold:
            self._untold.discard(what)
            self.said.emit(_words(what))

    def _show(self, lookups: Lookups) -> None:
        features = [
            {"type": "Feature", "properties": {"id": key, "name": known.name}, "geometry": known.geometry}
            for key, known in lookups.districts.items()
        ]
        self._map.set_districts({"type": "FeatureCollection", "features": features}, lookups.mine)
        self._map.set_categories({key: known.icon for key, known in lookups.categories.items()})


def tip_mark(marker: Marker) -> TipMark:
    """A marker as the map page takes it."""
    return TipMark(
        id=marker.id,
        lon=marker.lon,
        lat=marker.lat,
        status=marker.status.value,
        category=marker.category,
        title=one_line(marker.title),
        unsent=1 if marker.unsent else 0,
        overdue=1 if marker.overdue else 0,
    )


def _as_seen(path: Path) -> Seen:
    found = path.stat()
    return Seen(path, found.st_mtime_ns, found.st_size)


def _trouble_of(opened: "BundleMissing | NotABundle | BundleTooNew") -> GroundTrouble:
    from app.basemap.bundle import BundleMissing, BundleTooNew, NotABundle

    match opened:
        case BundleTooNew():
            return GroundTrouble.TOO_NEW
        case NotABundle():
            return GroundTrouble.BROKEN
        case BundleMissing():
            return GroundTrouble.UNREADABLE
        case _:
            assert_never(opened)


def _words(what: Unread) -> str:
    """What could not be read, what is safe, and what to do."""
    match what:
        case Unread.LOOKUPS:
            return QCoreApplication.translate(
                "City",
                "Names and districts could not be read; those on the screen may be old. Your work is safe. Lock and"
                " unlock the app; if that does not help, call your administrator.",
            )
        case Unread.MARKERS:
            return QCoreApplication.translate(
                "City", "The map's tips could not be read; those on the map may be old. The list works as always."
            )
        case Unread.GROUND:
            return QCoreApplication.translate(
                "City", "The new streets of the map can not be drawn; those from before are shown. See Settings."
            )
        case Unread.SEARCH:
            return QCoreApplication.translate(
                "City", "The search could not read all tips and may miss some. The lists are whole."
            )
        case Unread.SEARCH_FULL:
            return QCoreApplication.translate(
                "City", "The device is full: the search may miss some tips. The lists are whole. Make room."
            )
        case _:
            assert_never(what)
