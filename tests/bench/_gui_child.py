"""One measurement of ``tests.bench.gui`` in its own process: ``fill``, ``start``, ``list`` or ``round``."""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

_BEGAN = time.perf_counter()
PATIENCE_S = 120.0
BEAT_MS = 5


def fill(home: Path, tips: int) -> dict[str, Any]:
    """A device with this many tips, each with texts of its own."""
    from sync.protocol.messages import PullResponse
    from tests.bench.corpus import varied
    from tests.ui.city import open_city
    from tests.ui.city import tips as made_up

    session = open_city(home, 0)
    session.exchange.apply_page(PullResponse(rows=tuple(varied(made_up(tips))), cursors={"d0": 2}, incarnation="i"))
    while session.tips.index_some(5_000):
        pass
    session.store.checkpoint()
    session.close()
    return {}


def _open(home: Path, engine: Callable[[Any, Any], Any]) -> Any:
    """As ``ui.main`` does it, in its order."""
    from ui import memory

    memory.begin_start()
    from PySide6.QtGui import QGuiApplication

    from ui.application import Okrskar, Surroundings
    from ui.jobs import PoolExecutor

    application = QGuiApplication.instance() or QGuiApplication([])
    assert isinstance(application, QGuiApplication)
    around = Surroundings(
        directory=home, executor=PoolExecutor(), key_store=lambda: None,
        receiver=nowhere, engine=engine, with_map=False,
    )  # fmt: skip
    okrskar = Okrskar(application, around)
    okrskar.open()
    from app.session import DeviceSession, open_session
    from tests.ui.city import KEY

    session = open_session(home, KEY)
    assert isinstance(session, DeviceSession)
    session.preload()
    return application, okrskar, okrskar.enter(session)


def until(done: Callable[[], Any]) -> None:
    """Run the loop as the app does, asleep between its events, until something is so; looked at every 2 ms."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop, ends = QEventLoop(), time.perf_counter() + PATIENCE_S

    def look() -> None:
        if done() or time.perf_counter() > ends:
            loop.quit()

    if not done():
        look_again = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=2)
        look_again.timeout.connect(look)
        look_again.start()
        loop.exec()
    if time.perf_counter() > ends:
        raise TimeoutError


def nowhere(_: Any) -> Any:
    from tests.ui.desk import FixedReceiver

    return FixedReceiver()


def no_station(session: Any, wipe: Any) -> Any:
    from tests.ui.desk import NoStation

    return NoStation()


def start(home: Path) -> dict[str, Any]:
    """From the process's first line of Python to a drawn list; the key's stretching apart."""
    _, okrskar, workspace = _open(home, no_station)
    frames: list[float] = []
    okrskar.root.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    until(lambda: workspace.rooms.today.props.loaded)
    shown = len(frames)
    okrskar.root.update()
    until(lambda: len(frames) > shown)
    seconds, worked = frames[-1] - _BEGAN, time.process_time()
    total = workspace.rooms.today.rows.total
    okrskar.close()
    return {"seconds": seconds, "worked": worked, "rows": total}


def list_(home: Path) -> dict[str, Any]:
    """A tab and the far end of a long list, from the call to the rows being there."""
    _, okrskar, workspace = _open(home, no_station)
    today = workspace.rooms.today
    until(lambda: today.props.loaded and workspace.jobs.waiting == 0)
    answers: list[float] = []
    today.rows.started.connect(lambda: answers.append(time.perf_counter()))
    began = time.perf_counter()
    today.showTab("closed")
    until(lambda: answers and today.props.total > 0 and today.rows.row(0).here)
    tab = time.perf_counter() - began
    last = today.rows.total - 1
    began = time.perf_counter()
    today.rows.row(last)
    until(lambda: bool(today.rows.row(last).here))
    scroll = time.perf_counter() - began
    okrskar.close()
    return {"tab_ms": tab * 1000, "scroll_ms": scroll * 1000}


class PageEngine:
    """A round that brings ``count`` tips in pages as a pull would: decoded, checked and stored by the real exchange."""

    def __init__(self, session: Any, count: int) -> None:
        self._session, self._count = session, count
        self.done = False
        self.waits = True

    def observe(self, callback: Any) -> None:
        pass

    def search(self, *_: Any) -> Any:
        raise AssertionError

    def read(self, *_: Any) -> Any:
        raise AssertionError

    def round(self, cancel: Any) -> Any:
        import msgspec

        from sync.client.outcomes import Offline, Reason, RoundDone
        from sync.protocol.messages import PAGE_ROWS, PullResponse
        from tests.bench.corpus import varied
        from tests.ui.city import tips

        assert not cancel.wanted
        if self.done:
            return Offline(Reason.UNREACHABLE)
        rows = varied(tips(self._count, seed=11))
        bodies = [
            msgspec.json.encode(
                PullResponse(rows=tuple(rows[at : at + PAGE_ROWS]), cursors={"d0": at + 3}, incarnation="i", more=True)
            )
            for at in range(0, len(rows), PAGE_ROWS)
        ]
        self.ready = time.perf_counter()
        for body in bodies:
            self._session.exchange.apply_page(msgspec.json.decode(body, type=PullResponse))
        self.done = True
        return RoundDone(received=len(rows))


def round_(home: Path, count: int) -> dict[str, Any]:
    """The longest time between two beats of a 5 ms timer on the GUI thread, less the 5 ms, while a round runs."""
    from PySide6.QtCore import Qt, QTimer

    engines: list[PageEngine] = []

    def engine(session: Any, wipe: Any) -> PageEngine:
        engines.append(PageEngine(session, count))
        return engines[0]

    _, okrskar, workspace = _open(home, engine)
    beats: list[tuple[float, float]] = []
    heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
    heart.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    heart.start()
    until(lambda: bool(engines and engines[0].done) and workspace.jobs.waiting == 0)
    ended = time.perf_counter()
    heart.stop()
    counted = [beat for beat in beats if beat[0] >= engines[0].ready]
    longest, worked = max((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(counted))
    okrskar.close()
    return {
        "longest_ms": longest * 1000 - BEAT_MS,
        "worked_ms": worked * 1000,
        "seconds": ended - engines[0].ready,
        "beats": len(counted),
    }


def main() -> None:
    what, home, *rest = sys.argv[1:]
    if what == "fill":
        found = fill(Path(home), int(rest[0]))
    elif what == "start":
        found = start(Path(home))
    elif what == "list":
        found = list_(Path(home))
    else:
        found = round_(Path(home), int(rest[0]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
