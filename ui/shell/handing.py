"""Handing the device over to who is asked, and taking it back: ties the kiosk to the page it is started from."""

from PySide6.QtCore import QObject, Signal

from app.values import Place
from ui.kiosk.answering import KEY
from ui.kiosk.asking_viewmodel import AskingViewModel
from ui.shell.rooms import Rooms


class Handing(QObject):
    """``collected``: a rating was kept; ``said`` tells the officer how it ended; ``lockAsked``: nothing opens any more
    what the device holds.
    """

    collected = Signal()
    said = Signal(str)
    lockAsked = Signal()

    def __init__(self, rooms: Rooms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        kiosk = rooms.kiosk
        kiosk.changed.connect(self.collected)
        kiosk.left.connect(self._came_back)
        kiosk.keysGone.connect(self.lockAsked)
        found = rooms.of("asking")
        self._asking = found if isinstance(found, AskingViewModel) else None
        if self._asking is not None:
            self._asking.handed.connect(kiosk.begin)
            self._asking.goOn.connect(kiosk.go_on)
            self._asking.dropped.connect(lambda: rooms.drafts.keeper.forget(KEY))
            self._asking.follow(kiosk.broken_off)

    def move_to(self, place: Place | None) -> None:
        """Where the officer stands."""
        if self._asking is not None:
            self._asking.move_to(place)

    def place_at(self, lon: float, lat: float) -> None:
        """The place to be asked about was tapped on the map."""
        if self._asking is not None:
            self._asking.placeAt(lon, lat)
            self._rooms.navigation.go("asking")

    def place_of_tip(self, lon: float, lat: float) -> None:
        """People are asked at the place of the open tip."""
        detail = self._rooms.tip.detail
        place = detail.tip.place if detail is not None else None
        if self._asking is not None:
            self._asking.placeOfTip(lon, lat, place.address if place is not None else "")

    def _came_back(self, given: int) -> None:
        if self._asking is not None:
            self._asking.refresh()
        self.said.emit(self.tr("The device is yours again. %Ln rating(s) collected.", None, given))
