"""A test that leaves a thread or a timer running fails, with the lines that started the thread."""

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Final

import pytest

_GRACE_SECONDS: Final = 2.0
_started_at: Final[dict[threading.Thread, str]] = {}


def _remembering(start: Callable[[threading.Thread], None]) -> Callable[[threading.Thread], None]:
    @wraps(start)
    def remember(thread: threading.Thread) -> None:
        _started_at[thread] = "".join(traceback.format_stack(sys._getframe(1), limit=8))
        start(thread)

    return remember


threading.Thread.start = _remembering(threading.Thread.start)  # type: ignore[assignment,method-assign]


def _ticking() -> list[object]:
    """The running QTimers among the objects that Python's collector looks at: those made since it was frozen."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QTimer

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Compare what runs before and after; a thread that is just ending gets a moment.

    What was there before is frozen meanwhile, so that the objects of a long run are not walked through after each test.
    """
    with_qt = "qapp" in request.fixturenames
    threads = set(threading.enumerate())
    if with_qt:
        gc.freeze()
    yield
    left = []
    for thread in set(threading.enumerate()) - threads:
        thread.join(_GRACE_SECONDS)
        if thread.is_alive():
            left.append(f"{thread!r} started at\n{_started_at.get(thread, '(unknown)')}")
    if with_qt:
        left.extend(f"{timer!r} still active" for timer in _ticking())
        gc.unfreeze()
    _started_at.clear()
    if left:
        pytest.fail("The test left running:\n" + "\n".join(left), pytrace=False)
