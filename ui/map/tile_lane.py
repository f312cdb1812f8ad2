"""Work of the map beside the GUI thread: one worker, answers come back on the thread that asked."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

T = TypeVar("T")


class TileLane(Protocol):
    """Runs work in the order in which it was given and brings each answer back to the GUI thread."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Runs ``work``, then calls ``done`` with its result on the GUI thread."""


class _Answers(QObject):
    arrived = Signal(object, object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], done: Callable[[Any], None], answers: _Answers) -> None:
        super().__init__()
        self._work, self._done, self._answers = work, done, answers

    def run(self) -> None:
        self._answers.arrived.emit(self._done, self._work())


class PoolTileLane:
    """A lane of one thread that ends with its owner."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._answers = _Answers()
        self._answers.arrived.connect(lambda done, answer: done(answer), Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Queues one piece of work."""
        self._pool.start(_Job(work, done, self._answers))

    def close(self) -> None:
        """Drops what waits and ends the thread after the work that runs."""
        self._pool.clear()
        self._pool.waitForDone()
