"""The one object that the map page sees of the app."""

from PySide6.QtCore import QObject, Signal, Slot


class Bridge(QObject):
    """One JSON string each way; what they mean is in ``messages.py``."""

    toPage = Signal(str)
    received = Signal(str)

    @Slot(str)
    def fromPage(self, text: str) -> None:
        """Called by the page."""
        self.received.emit(text)
