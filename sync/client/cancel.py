"""A token by which another thread ends a round at its next safe place."""

import threading


class Cancel:
    """Set once, from any thread. A round looks at it between requests, between chunks, and never inside a commit."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask for the end."""
        self._event.set()

    @property
    def wanted(self) -> bool:
        """Whether the end was asked for."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, but not past the wish to end; gives whether the end is wanted."""
        return self._event.wait(seconds)
