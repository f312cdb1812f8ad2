"""What goes over to the map page: kept for a page that begins anew, and sent in order, a message a turn."""

from collections import deque
from enum import IntEnum

from PySide6.QtCore import QObject, QTimer

from ui.map import delta
from ui.map.bridge import Bridge
from ui.map.messages import Center, Fit, HostMessage, TipMark, encode
from ui.map.tile_lane import TileLane


class Why(IntEnum):
    """Why the map looks where it looks, the weakest reason first."""

    NOTHING = 0
    GROUND = 1
    DISTRICTS = 2
    ASKED = 3


class Crossing(QObject):
    """The way to one page. What is told before the page is there, or while it is not, crosses when it greets."""

    def __init__(self, bridge: Bridge, lane: TileLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lane = lane
        self._there = False
        self._state: dict[str, tuple[HostMessage, ...]] = {}
        self._tips: tuple[TipMark, ...] = ()
        self._sent: delta.Shown = {}
        self._revision = 0
        self._crossed = 0
        self._life = 0
        self._view: Center | Fit | None = None
        self._why = Why.NOTHING
        self._queue: deque[str | HostMessage] = deque()
        self._comparing = 0
        self._pump = QTimer(self)
        self._pump.setInterval(0)
        self._pump.timeout.connect(self._send_next)

    @property
    def there(self) -> bool:
        """Whether there is a page."""
        return self._there

    def greet(self) -> None:
        """A page that has just begun holds nothing: send everything, and look where the map looked before."""
        self._queue.clear()
        self._life += 1
        self._crossed = 0
        self._lane.run(self._forget_sent, lambda _: None)
        self._there = True
        self._queue.extend(message for kept in self._state.values() for message in kept)
        if self._view is not None:
            self._queue.append(self._view)
        self._pump.start()
        self._send_tips()

    def lose(self) -> None:
        """The page ended."""
        self._there = False

    def keep(self, *parts: HostMessage) -> None:
        """Tell something, in one message or in several of one kind, that stays so until another of this kind."""
        kind = type(parts[0]).__name__
        self._state.pop(kind, None)
        self._state[kind] = parts
        for message in parts:
            self.post(message)

    def post(self, message: HostMessage) -> None:
        """Tell something to the page that is there, and to no later one."""
        if self._there:
            self._queue.append(message)
            self._pump.start()

    def look(self, view: Center | Fit, why: Why) -> None:
        """A reason to look somewhere counts once, and only if no better one came before."""
        if why is Why.ASKED or why > self._why:
            self._why, self._view = why, view
            self.post(view)

    def looked(self, view: Center) -> None:
        """The page was moved by hand: a later one begins there."""
        self._view = view

    def show_tips(self, rows: tuple[TipMark, ...]) -> None:
        """All tips to show. Only what changed crosses, in parts."""
        self._tips = rows
        if self._there:
            self._send_tips()

    def rests(self, handled: int) -> bool:
        """Whether a page that has handled so many messages has handled all there are."""
        return handled == self._crossed and not self._queue and not self._comparing

    def _send_tips(self) -> None:
        """Compares and encodes beside the GUI thread: 20,000 tips would hold it for tens of milliseconds."""
        rows = self._tips
        self._comparing += 1
        self._revision += 1
        life, revision = self._life, self._revision

        def compare() -> list[str]:
            wanted = delta.by_id(rows)
            found = [encode(message) for message in delta.messages(self._sent, wanted, revision)]
            self._sent = wanted
            return found

        def cross(found: list[str]) -> None:
            self._comparing -= 1
            if life == self._life:
                self._queue.extend(found)
            self._pump.start()

        self._lane.run(compare, cross)

    def _forget_sent(self) -> None:
        self._sent = {}

    def _send_next(self) -> None:
        if not self._queue:
            self._pump.stop()
            return
        self._crossed += 1
        message = self._queue.popleft()
        self._bridge.toPage.emit(message if isinstance(message, str) else encode(message))
