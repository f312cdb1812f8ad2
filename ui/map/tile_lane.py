"""Reads tiles beside the GUI thread: one worker, answers come back on the thread that asked."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class TileLane(Protocol):
    """Runs a reading beside the GUI thread and brings its answer back to it."""

    def read(self, work: Callable[[], bytes], done: Callable[[bytes], None]) -> None:
        """Runs ``work``, then calls ``done`` with its result on the GUI thread."""


class _Answers(QObject):
    arrived = Signal(object, bytes)


class _Reading(QRunnable):
    def __init__(self, work: Callable[[], bytes], done: Callable[[bytes], None], answers: _Answers) -> None:
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
        self._answers.arrived.connect(lambda done, data: done(data), Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[], bytes], done: Callable[[bytes], None]) -> None:
        """Queues one reading."""
        self._pool.start(_Reading(work, done, self._answers))

    def close(self) -> None:
        """Drops what waits and ends the thread after the reading that runs."""
        self._pool.clear()
        self._pool.waitForDone()
