"""What all the pages share of the store: look-ups, the map's tips and ground, and the search that catches up."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.db.outcomes import StoreFull
from app.tips.titles import one_line
from app.tips.views import Marker
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.map.messages import TipMark
from ui.map.viewmodel import MapViewModel

if TYPE_CHECKING:
    from app.basemap.bundle import Bundle

INDEX_SLICE = 400


@dataclass(frozen=True, slots=True)
class CityReading:
    """What is read for all the pages together; each blocking, called on the database lane.

    ``index`` puts some more tips into the search and gives how many are left; ``generation`` moves with every write.
    """

    lookups: Callable[[], Lookups]
    markers: Callable[[], tuple[Marker, ...]]
    basemap: Callable[[], Path | None]
    index: Callable[[int], int | StoreFull]
    generation: Callable[[], int]


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


class CityFeed:
    """Reads what the pages share and hands it to the map and to the holder of look-ups."""

    def __init__(self, reading: CityReading, jobs: Jobs, lookups: LookupsHolder, shown: MapViewModel) -> None:
        self._reading = reading
        self._jobs = jobs
        self._lookups = lookups
        self._map = shown
        self._generation = -1
        self._basemap: Path | None = None
        self._indexing = False

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
            if isinstance(answer, Ok) and answer.value != self._lookups.value:
                self._show(answer.value)
                self._lookups.take(answer.value)

        self._jobs.run(Lane.DATABASE, self._reading.lookups, take)

    def markers(self) -> None:
        """The map's tips."""

        def take(answer: Answer[tuple[TipMark, ...]]) -> None:
            if isinstance(answer, Ok):
                self._map.set_tips(answer.value)

        self._jobs.run(Lane.DATABASE, lambda: tuple(tip_mark(marker) for marker in self._reading.markers()), take)

    def basemap(self) -> None:
        """The map's ground, where a new one came."""

        def take(answer: "Answer[Bundle | None]") -> None:
            if isinstance(answer, Ok) and answer.value is not None:
                self._map.set_basemap(answer.value)

        self._jobs.run(Lane.DATABASE, self._open_basemap, take)

    def index(self) -> None:
        """Let the search catch up, a slice at a time, so that the lane stays free for taps."""
        if not self._indexing:
            self._indexing = True
            self._index_on()

    def _index_on(self) -> None:
        def again(answer: Answer[int | StoreFull]) -> None:
            if isinstance(answer, Ok) and isinstance(answer.value, int) and answer.value > 0:
                self._index_on()
            else:
                self._indexing = False

        self._jobs.run(Lane.DATABASE, lambda: self._reading.index(INDEX_SLICE), again)

    def _open_basemap(self) -> "Bundle | None":
        path = self._reading.basemap()
        if path is None or path == self._basemap:
            return None
        from app.basemap.bundle import Bundle, open_bundle

        opened = open_bundle(path)
        if not isinstance(opened, Bundle):
            return None
        self._basemap = path
        return opened

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
