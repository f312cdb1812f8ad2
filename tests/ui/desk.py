"""The edges of the app for tests: a receiver and a station of our own, and jobs run by hand."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.values import Place
from sync.client.cancel import Cancel
from sync.client.outcomes import Cancelled, Offline, Progress, Read, Reason, RoundReport, Searched
from sync.protocol.messages import FoundTip
from ui.jobs import Lane
from ui.position import Found


class HandExecutor:
    """Keeps the work until a test runs it, in the order given."""

    def __init__(self) -> None:
        self.queue: deque[tuple[Lane, Callable[[], None]]] = deque()

    def submit(self, lane: Lane, work: Callable[[], None]) -> None:
        self.queue.append((lane, work))

    def close(self) -> None:
        self.queue.clear()

    def run(self, rounds: int = 50) -> None:
        """Run everything, and what that asks for, until nothing is left."""
        for _ in range(rounds):
            while self.queue:
                self.queue.popleft()[1]()
            QCoreApplication.processEvents()
            if not self.queue:
                return
        raise AssertionError("the jobs never came to rest")


class FixedReceiver:
    """A satellite receiver that always stands at one place, or finds none."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place
        self.asked = 0
        self.following = False
        self._found: Found | None = None

    def listen(self, found: Found) -> None:
        self._found = found

    def once(self, wait_ms: int) -> None:
        assert wait_ms > 0
        self.asked += 1
        if self._found is not None and self.place is not None:
            self._found(self.place)

    def follow(self) -> None:
        self.following = True

    def stop(self) -> None:
        self.following = False


class NoStation:
    """A way to the station that never gets through, but for what a test says of a round and of older tips."""

    def __init__(self) -> None:
        self.rounds = 0
        self.report: RoundReport = Offline(Reason.UNREACHABLE)
        self.searched: Searched = Offline(Reason.UNREACHABLE)
        self.whole: dict[str, Read] = {}
        self.asked: list[tuple[str, FoundTip | None]] = []

    def round(self, cancel: Cancel) -> RoundReport:
        assert not cancel.wanted
        self.rounds += 1
        return self.report

    def search(self, text: str, after: FoundTip | None, cancel: Cancel) -> Searched:
        self.asked.append((text, after))
        return Cancelled() if cancel.wanted else self.searched

    def read(self, tip_id: str, cancel: Cancel) -> Read:
        return Cancelled() if cancel.wanted else self.whole.get(tip_id, Offline(Reason.UNREACHABLE))

    def observe(self, callback: Callable[[Progress], None]) -> None:
        pass
