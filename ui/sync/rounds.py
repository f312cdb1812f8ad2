"""When rounds run: soon after a change, every half minute, with growing patience after failures, at once when asked."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, assert_never

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.db.outcomes import StoreFull
from sync.client.backoff import Backoff
from sync.client.cancel import Cancel
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    NotEnrolled,
    Offline,
    OutOfDate,
    Progress,
    Revoked,
    RoundDone,
    RoundReport,
    ServerTrouble,
)
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok

QUIET_SECONDS = 30.0
SOON_SECONDS = 1.0
STEP_MS = 100


class Engine(Protocol):
    """The part of the sync engine that rounds need."""

    def round(self, cancel: Cancel) -> RoundReport: ...

    def observe(self, callback: Callable[[Progress], None]) -> None: ...


@dataclass(frozen=True, slots=True)
class RoundsState:
    """How sync stands. ``report`` is the last round's end, ``succeeded`` when one last went through whole."""

    running: bool = False
    progress: Progress | None = None
    report: RoundReport | None = None
    succeeded: datetime | None = None
    failed: bool = False

    @property
    def connected(self) -> bool:
        """Whether the last round reached the server."""
        return self.report is not None and not self.failed and not isinstance(self.report, Offline | NotEnrolled)


class Rounds(QObject):
    """Runs rounds one at a time on the network lane. ``changed`` after every step, ``finished`` after a round."""

    changed = Signal()
    finished = Signal()
    revoked = Signal()

    def __init__(
        self, engine: Engine, jobs: Jobs, clock: moments.Clock, backoff: Backoff, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._jobs = jobs
        self._clock = clock
        self._backoff = backoff
        self._cancel = Cancel()
        self._state = RoundsState()
        self._again = False
        self._stopped = False
        self._lock = threading.Lock()
        self._latest: Progress | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._run)
        self._step = QTimer(self)
        self._step.setInterval(STEP_MS)
        self._step.timeout.connect(self._show_step)
        engine.observe(self._observed)

    @property
    def state(self) -> RoundsState:
        return self._state

    @property
    def next_in(self) -> float | None:
        """Seconds until the next round begins by itself; None where none will."""
        return self._left() if self._next.isActive() else None

    @Slot()
    def start(self) -> None:
        """Run the first round now and go on by itself."""
        self._stopped = False
        self._run()

    @Slot()
    def send_now(self) -> None:
        """A person asked: forget the failures and run at once, or once more if one is running."""
        self._backoff.reset()
        if self._state.running:
            self._again = True
        else:
            self._run()

    @Slot()
    def poke(self) -> None:
        """Something was recorded: run soon. Changes made close together go in one round; a failing network waits."""
        if self._state.running:
            self._again = True
        elif self._backoff.failures == 0 and (not self._next.isActive() or self._left() > SOON_SECONDS):
            self._plan(SOON_SECONDS)

    def stop(self) -> None:
        """End what runs at its next safe place and run nothing more."""
        self._stopped = True
        self._cancel.set()
        self._next.stop()
        self._step.stop()

    def _left(self) -> float:
        return self._next.remainingTime() / 1000

    def _plan(self, seconds: float) -> None:
        if not self._stopped:
            self._next.start(int(seconds * 1000))

    def _run(self) -> None:
        if self._state.running or self._stopped:
            return
        self._next.stop()
        self._cancel = Cancel()
        cancel = self._cancel
        self._latest = None
        self._set(replace(self._state, running=True, progress=None))
        self._step.start()
        self._jobs.run(Lane.NETWORK, lambda: self._engine.round(cancel), self._take)

    def _observed(self, progress: Progress) -> None:
        """Called on the network lane: only keep the newest; a timer shows it."""
        with self._lock:
            self._latest = progress

    def _show_step(self) -> None:
        with self._lock:
            latest = self._latest
        if latest is not None and latest != self._state.progress:
            self._set(replace(self._state, progress=latest))

    def _take(self, answer: Answer[RoundReport]) -> None:
        if self._stopped:
            return  # the lock came first: nothing of this is there any more
        self._step.stop()
        match answer:
            case Err():
                self._again = False
                self._set(replace(self._state, running=False, progress=None, failed=True))
                self._plan(self._backoff.failed())
            case Ok(value=report):
                succeeded = self._clock() if isinstance(report, RoundDone) else self._state.succeeded
                self._set(RoundsState(report=report, succeeded=succeeded))
                self._after(report)
        self.finished.emit()

    def _after(self, report: RoundReport) -> None:
        match report:
            case RoundDone():
                self._backoff.reset()
                self._plan(0.0 if self._again else QUIET_SECONDS)
            case Offline():
                self._plan(self._backoff.failed())
            case ServerTrouble(retry_after=retry_after):
                self._plan(self._backoff.failed(retry_after))
            case OutOfDate() | StoreFull():
                self._plan(QUIET_SECONDS)
            case Revoked():
                self._stopped = True
                self.revoked.emit()
            case Diverged() | NotEnrolled() | Cancelled():
                pass
            case _:
                assert_never(report)
        self._again = False

    def _set(self, state: RoundsState) -> None:
        self._state = state
        self.changed.emit()
