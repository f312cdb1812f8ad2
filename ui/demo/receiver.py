"""A satellite receiver for a machine that has none: it always stands at one place."""

from PySide6.QtCore import QObject

from app.values import Place
from ui.position import Found


class StandingReceiver:
    """Finds ``place`` whenever it is asked, and while it follows."""

    def __init__(self, place: Place, parent: QObject) -> None:
        self._place, self._parent = place, parent
        self._found: Found | None = None

    def listen(self, found: Found) -> None:
        self._found = found

    def once(self, wait_ms: int) -> None:
        del wait_ms
        if self._found is not None:
            self._found(self._place)

    def follow(self) -> None:
        self.once(0)

    def stop(self) -> None:
        """Nothing runs."""
