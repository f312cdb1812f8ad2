"""A start of the app in a process of its own, for ``test_loading``: what is imported when the door is drawn, and later.

Prints one line of JSON. Imports nothing before the door but what ``ui.main`` imports.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from ui.application import Okrskar, Surroundings
from ui.jobs import PoolExecutor

if TYPE_CHECKING:
    from tests.ui.desk import NoStation


class HeldBack:
    """Stands for the loading's beginning, so that the door can be looked at alone."""

    def __init__(self, okrskar: Okrskar) -> None:
        self._begin = okrskar.loading.begin
        self.asked = False
        okrskar.loading.begin = self._ask  # type: ignore[method-assign]

    def _ask(self) -> None:
        self.asked = True

    def begin(self) -> None:
        self._begin()


def until(done: Callable[[], bool]) -> None:
    while not done():
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def _no_station(*_: object) -> "NoStation":
    from tests.ui.desk import NoStation

    return NoStation()


def main(home: Path) -> None:
    application = QGuiApplication([])
    around = Surroundings(home, PoolExecutor(), key_store=lambda: None, engine=_no_station, with_map=False)
    okrskar = Okrskar(application, around)
    held = HeldBack(okrskar)
    okrskar.open()
    until(lambda: held.asked)
    found: dict[str, object] = {"step": okrskar.unlock.props.step, "door": sorted(sys.modules)}

    loaded: list[bool] = []
    okrskar.loading.loaded.connect(lambda: loaded.append(True))
    held.begin()
    until(lambda: bool(loaded))
    until(lambda: okrskar.window.compiled is not None)
    found["compiled"] = okrskar.window.compiled

    from app.session import DeviceSession, open_session
    from tests.ui.city import KEY

    import_module("tests.ui.desk")
    before = set(sys.modules)
    session = open_session(home, KEY)
    assert isinstance(session, DeviceSession)
    session.preload()
    workspace = okrskar.enter(session)
    until(lambda: workspace.rooms.today.props.loaded)
    found |= {"rows": workspace.rooms.today.rows.total, "late": sorted(set(sys.modules) - before)}
    until(lambda: workspace.jobs.waiting == 0)
    okrskar.close()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
