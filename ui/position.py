"""Where the officer stands: asked for by a tap or while a patrol runs, never otherwise (SYNC.md §6, 25)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from app.values import Place
from ui import moments
from ui.snapshot import ViewModel

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
FRESH = timedelta(minutes=2)
WAIT_MS = 15_000


class Receiver(Protocol):
    """A satellite receiver. Calls ``found`` with every place that it measures."""

    def listen(self, found: "Found") -> None: ...
    def once(self, wait_ms: int) -> None: ...
    def follow(self) -> None: ...
    def stop(self) -> None: ...


class Found(Protocol):
    """Takes a measured place."""

    def __call__(self, place: Place) -> None: ...


class QtReceiver:
    """The receiver of this machine, if Qt finds one. Loaded at the first question: the import costs a start."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._source: QObject | None = None
        self._found: Found | None = None

    def listen(self, found: Found) -> None:
        self._found = found

    def once(self, wait_ms: int) -> None:
        source = self._load()
        if source is not None:
            source.requestUpdate(wait_ms)  # type: ignore[attr-defined]

    def follow(self) -> None:
        source = self._load()
        if source is not None:
            source.startUpdates()  # type: ignore[attr-defined]

    def stop(self) -> None:
        if self._source is not None:
            self._source.stopUpdates()  # type: ignore[attr-defined]

    def _load(self) -> QObject | None:
        if self._source is None:
            from PySide6.QtPositioning import QGeoPositionInfoSource

            self._source = QGeoPositionInfoSource.createDefaultSource(self._parent)
            if self._source is not None:
                self._source.positionUpdated.connect(self._update)
        return self._source

    def _update(self, info: object) -> None:
        from PySide6.QtPositioning import QGeoPositionInfo

        if isinstance(info, QGeoPositionInfo) and self._found is not None:
            where = info.coordinate()
            accuracy = info.attribute(QGeoPositionInfo.Attribute.HorizontalAccuracy)
            self._found(Place(lat=where.latitude(), lon=where.longitude(), accuracy=min(accuracy, 100_000.0) or None))


@dataclass(frozen=True, slots=True)
class PositionProps:
    """What the screens show of the position."""

    known: bool = False
    words: str = ""


def derive(place: Place | None) -> PositionProps:
    """Words of a place: how exact it is."""
    if place is None:
        return PositionProps()
    if place.accuracy is None:
        return PositionProps(True, QCoreApplication.translate("Position", "My position"))
    words = QCoreApplication.translate("Position", "My position ±%1 m")
    return PositionProps(True, words.replace("%1", str(max(1, round(place.accuracy)))))


@QmlElement
class PositionViewModel(ViewModel[PositionProps], props=PositionProps):
    """The last fresh position. ``moved`` tells of each new one, and of its end with None."""

    moved = Signal(object)

    def __init__(self, receiver: Receiver, clock: moments.Clock, parent: QObject | None = None) -> None:
        super().__init__(PositionProps(), parent)
        self._receiver = receiver
        self._clock = clock
        self._place: Place | None = None
        self._following = False
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(int(FRESH.total_seconds() * 1000))
        self._stale.timeout.connect(self.forget)
        receiver.listen(self._take)

    @property
    def place(self) -> Place | None:
        return self._place

    @Slot()
    def ask(self) -> None:
        """One measurement, since somebody is about to use it."""
        if not self._following:
            self._receiver.once(WAIT_MS)

    def follow(self, *, on: bool) -> None:
        """Measure while a patrol runs."""
        if on != self._following:
            self._following = on
            if on:
                self._receiver.follow()
            else:
                self._receiver.stop()

    @Slot()
    def forget(self) -> None:
        """The position is too old to be told as one's own."""
        self._place = None
        self.show(PositionProps())
        self.moved.emit(None)

    def stop(self) -> None:
        """Measure nothing more and forget."""
        self.follow(on=False)
        self._stale.stop()
        self.forget()

    def _take(self, place: Place) -> None:
        self._place = place
        self._stale.start()
        self.show(derive(place))
        self.moved.emit(place)
