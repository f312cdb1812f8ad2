from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer

from app.db.outcomes import StoreFull
from sync.client.backoff import Backoff
from sync.client.cancel import Cancel
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    NotEnrolled,
    Offline,
    OutOfDate,
    Phase,
    Progress,
    Reason,
    Revoked,
    RoundDone,
    RoundReport,
    ServerTrouble,
)
from sync.protocol.messages import Problem
from tests.ui.city import NOW
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs, Lane
from ui.sync.rounds import QUIET_SECONDS, SOON_SECONDS, STEP_MS, Rounds

PROBLEM = Problem("some_code", "a sentence")
OFFLINE = Offline(Reason.UNREACHABLE)


class Station:
    """An engine that ends each round as it was told to, and remembers them."""

    def __init__(self) -> None:
        self.ends: deque[RoundReport | Exception] = deque()
        self.cancels: list[Cancel] = []
        self.observers: list[Callable[[Progress], None]] = []

    def observe(self, callback: Callable[[Progress], None]) -> None:
        self.observers.append(callback)

    def round(self, cancel: Cancel) -> RoundReport:
        self.cancels.append(cancel)
        end = self.ends.popleft() if self.ends else RoundDone()
        if isinstance(end, Exception):
            raise end
        return end


def clock() -> datetime:
    return NOW


@pytest.fixture
def station() -> Station:
    return Station()


@pytest.fixture
def rounds(station: Station, jobs: Jobs) -> Iterator[Rounds]:
    running = Rounds(station, jobs, clock, Backoff(chance=lambda: 0.0))
    yield running
    running.stop()


def play(rounds: Rounds, executor: HandExecutor, station: Station, end: RoundReport | Exception) -> None:
    station.ends.append(end)
    rounds.send_now()
    executor.run()


def test_that_a_round_runs_on_the_network_lane_only(rounds: Rounds, executor: HandExecutor) -> None:
    rounds.start()
    assert [lane for lane, _ in executor.queue] == [Lane.NETWORK]
    assert rounds.state.running


def test_that_one_round_runs_at_a_time(rounds: Rounds, executor: HandExecutor, station: Station) -> None:
    for _ in range(3):
        rounds.start()
        rounds.poke()
    assert len(executor.queue) == 1
    assert station.cancels == []


def test_that_a_whole_round_is_remembered_and_the_next_is_quiet(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    play(rounds, executor, station, RoundDone(sent=3))
    assert (rounds.state.succeeded, rounds.state.connected, rounds.state.running) == (NOW, True, False)
    assert rounds.next_in == pytest.approx(QUIET_SECONDS, abs=1)


def test_that_an_entry_made_during_a_round_goes_in_a_round_of_its_own(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    rounds.start()
    rounds.poke()
    executor.run()
    QCoreApplication.processEvents()
    executor.run()
    assert len(station.cancels) == 2
    assert rounds.next_in == pytest.approx(QUIET_SECONDS, abs=1)


def test_that_an_entry_is_sent_soon(rounds: Rounds, executor: HandExecutor, station: Station) -> None:
    play(rounds, executor, station, RoundDone())
    rounds.poke()
    assert rounds.next_in == pytest.approx(SOON_SECONDS, abs=0.5)
    rounds.poke()
    assert len(station.cancels) == 1


def test_that_failures_in_a_row_grow_the_patience_and_an_entry_does_not_shorten_it(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    waits = []
    for _ in range(3):
        station.ends.append(OFFLINE)
        rounds.start()
        executor.run()
        waits.append(rounds.next_in or 0.0)
    rounds.poke()
    assert waits == pytest.approx([1.0, 2.0, 4.0], abs=0.5)
    assert (rounds.next_in or 0.0) > 3.0


def test_that_who_asks_by_hand_is_not_kept_waiting(rounds: Rounds, executor: HandExecutor, station: Station) -> None:
    play(rounds, executor, station, OFFLINE)
    play(rounds, executor, station, OFFLINE)
    assert len(station.cancels) == 2
    assert rounds.next_in == pytest.approx(1.0, abs=0.5)


def test_that_the_station_says_how_long_to_wait(rounds: Rounds, executor: HandExecutor, station: Station) -> None:
    play(rounds, executor, station, ServerTrouble(PROBLEM, 503, retry_after=40.0))
    assert rounds.next_in == pytest.approx(40.0, abs=1)
    assert rounds.state.connected


def test_that_a_round_that_breaks_is_told_and_tried_again(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    play(rounds, executor, station, OSError("disk"))
    assert (rounds.state.failed, rounds.state.running, rounds.state.connected) == (True, False, False)
    assert rounds.next_in is not None
    play(rounds, executor, station, RoundDone())
    assert not rounds.state.failed


@pytest.mark.parametrize(
    ("end", "connected", "goes_on"),
    [
        (RoundDone(), True, True),
        (OFFLINE, False, True),
        (ServerTrouble(PROBLEM, 500), True, True),
        (OutOfDate(PROBLEM), True, True),
        (StoreFull(0), True, True),
        (Diverged(PROBLEM), True, False),
        (Cancelled(), True, False),
        (NotEnrolled(), False, False),
        (Revoked(PROBLEM), True, False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_that_every_end_says_whether_rounds_go_on(
    rounds: Rounds, executor: HandExecutor, station: Station, end: RoundReport, *, connected: bool, goes_on: bool
) -> None:
    play(rounds, executor, station, end)
    assert rounds.state.connected is connected
    assert (rounds.next_in is not None) is goes_on


def test_that_a_revoked_device_never_speaks_again(rounds: Rounds, executor: HandExecutor, station: Station) -> None:
    told: list[bool] = []
    rounds.revoked.connect(lambda: told.append(True))
    play(rounds, executor, station, Revoked(PROBLEM))
    rounds.send_now()
    rounds.poke()
    executor.run()
    assert told == [True]
    assert len(station.cancels) == 1


def test_that_a_step_is_shown_only_between_the_rounds_ends(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    seen: list[Progress | None] = []
    rounds.changed.connect(lambda: seen.append(rounds.state.progress))
    step = Progress(Phase.PULL, 10, 40, 100, 2000)
    rounds.start()
    for observer in station.observers:
        observer(Progress(Phase.PUSH, 1, 1, 10, 10))
        observer(step)
    assert seen == [None]
    (timer,) = (one for one in rounds.findChildren(QTimer) if one.interval() == STEP_MS)
    timer.timeout.emit()
    timer.timeout.emit()
    assert seen == [None, step]
    executor.run()
    assert seen[-1] is None


def test_that_a_round_that_ends_after_the_lock_touches_nothing(
    station: Station, jobs: Jobs, executor: HandExecutor
) -> None:
    rounds = Rounds(station, jobs, clock, Backoff(chance=lambda: 0.0))
    ended: list[bool] = []
    rounds.finished.connect(lambda: ended.append(True))
    rounds.start()
    rounds.stop()
    for timer in rounds.findChildren(QTimer):
        shiboken6.delete(timer)
    executor.run()
    assert ended == []


def test_that_stopping_ends_the_running_round_and_plans_no_other(
    rounds: Rounds, executor: HandExecutor, station: Station
) -> None:
    rounds.start()
    _, work = executor.queue.popleft()
    rounds.stop()
    work()
    executor.run()
    assert station.cancels[0].wanted
    assert rounds.next_in is None
    rounds.poke()
    assert rounds.next_in is None
