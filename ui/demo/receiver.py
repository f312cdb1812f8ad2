"""A satellite receiver for a machine that has none: it always stands at one place."""

from PySide6.QtCore import QObject, QTimer

from app.patrols.track import Fix, metres
from app.values import Place
from ui.patrols import tracking
from ui.position import Found


class StandingReceiver:
    """Finds ``place`` whenever it is asked, and while it follows."""

    def __init__(self, place: Place, parent: QObject) -> None:
        self._place, self._parent = place, parent
        self._found: Found | None = None
        self._again = QTimer(parent, interval=15_000)
        self._again.timeout.connect(lambda: self.once(0))

    def listen(self, found: Found) -> None:
        self._found = found

    def once(self, wait_ms: int) -> None:
        del wait_ms
        if self._found is not None:
            self._found(self._place)

    def follow(self) -> None:
        self.once(0)
        self._again.start()

    def stop(self) -> None:
        self._again.stop()


class ToldSource:
    """Tells the recorder of a patrol the fixes that it is told, as fast as that, while it is followed."""

    def __init__(self) -> None:
        self._found: tracking.Found | None = None
        self._following = False

    def listen(self, found: tracking.Found) -> None:
        self._found = found

    def follow(self, interval_ms: int) -> None:
        del interval_ms
        self._following = True

    def stop(self) -> None:
        self._following = False

    def tell(self, fixes: list[Fix]) -> None:
        """Find these, one after the other."""
        for fix in fixes:
            if self._found is not None and self._following:
                self._found(fix)


def on_foot(start: tuple[float, float], end: tuple[float, float], at: float) -> list[Fix]:
    """From one place to another at 75 m a minute, a fix every 15 seconds from that moment on."""
    steps = max(1, round(metres(*start, *end) / 75 * 4))
    return [
        Fix(start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps, at + 15 * n, 8.0)
        for n in range(steps + 1)
    ]
