"""The one job runner: work goes to a serial lane, its answer comes back as Ok or Err on the GUI thread."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")
Work = Callable[[], Any]
_log = logging.getLogger(__name__)


class Lane(StrEnum):
    """A lane runs one job at a time, in the order they were given. Lanes run beside each other."""

    DATABASE = "database"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """The work's result."""

    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """The exception that ended the work."""

    error: Exception


Answer = Ok[T] | Err


class Executor(Protocol):
    """Runs work somewhere, now or later; one call at a time a lane."""

    def submit(self, lane: Lane, work: Callable[[], None]) -> None: ...

    def close(self) -> None:
        """Wait for what runs and run nothing more."""


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class PoolExecutor:
    """One QThreadPool of one thread a lane."""

    def __init__(self) -> None:
        self._pools = {lane: QThreadPool() for lane in Lane}
        for lane, pool in self._pools.items():
            pool.setObjectName(lane.value)
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)

    def submit(self, lane: Lane, work: Callable[[], None]) -> None:
        self._pools[lane].start(_Runnable(work))

    def close(self) -> None:
        for pool in self._pools.values():
            pool.clear()
            pool.waitForDone()


class Jobs(QObject):
    """Gives work to an executor and its answer to a callback on the thread that this object lives on."""

    _answered = Signal()
    idle = Signal()

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._answers: deque[tuple[Callable[[Any], None], Answer[Any]]] = deque()
        self._lock = threading.Lock()
        self._waiting = 0
        self._open = True
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """Jobs whose answer has not been delivered."""
        return self._waiting

    def run(self, lane: Lane, work: Callable[[], T], answer: Callable[[Answer[T]], None]) -> None:
        """Run ``work`` on ``lane``; ``answer`` is called once, on the GUI thread, unless the runner was closed.

        May be called on any thread.
        """
        if not self._open:
            return
        with self._lock:
            self._waiting += 1
        self._executor.submit(lane, lambda: self._do(work, answer))

    def _do(self, work: Callable[[], T], answer: Callable[[Answer[T]], None]) -> None:
        result: Answer[T]
        try:
            result = Ok(work())
        except Exception as error:  # noqa: BLE001 - the boundary of the lanes: every failure becomes an answer
            _log.error("a job failed: %s", type(error).__qualname__)  # its text may hold what a person wrote
            result = Err(error)
        with self._lock:
            self._answers.append((answer, result))
        self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            if not self._answers:
                return
            answer, result = self._answers.popleft()
            self._waiting -= 1
        if self._open:
            answer(result)
        if self._waiting == 0:
            self.idle.emit()

    def detach(self) -> None:
        """Take no more work and deliver no more answers; the executor goes on for others."""
        self._open = False
        with self._lock:
            self._answers.clear()
            self._waiting = 0

    def close(self) -> None:
        """Finish the jobs that run, drop those that wait and every answer not yet delivered."""
        self._open = False
        self._executor.close()
        self.detach()
