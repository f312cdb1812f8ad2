"""One measurement of ``tests.bench.gui`` in its own process: ``bare``, ``key``, ``door`` or ``use``.

``bare`` is what the others are measured against: a PySide6 window with a list of as many rows and nothing else.
"""

import time

_BEGAN = time.perf_counter()

import json  # noqa: E402 - the clock starts with the first line
import sys  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from functools import partial  # noqa: E402
from itertools import pairwise  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from tests.bench._gui_child import no_station, nowhere, until  # noqa: E402

PIN = "246813"
DIGIT_S = 0.25
"""Between two digits: as quick as a practised thumb types a PIN."""
BEAT_MS = 5
ROWS = 6_000
TABS = ("today", "waiting", "overdue", "new")
BARE = f"""
import QtQuick
import QtQuick.Controls.Basic

ApplicationWindow {{
    height: 800
    visible: true
    width: 1280

    ListView {{
        anchors.fill: parent
        model: {ROWS}

        delegate: ItemDelegate {{
            required property int index

            text: "Row " + index
            width: ListView.view.width
        }}
    }}
}}
"""


def bare(home: Path) -> dict[str, Any]:
    """From the first line of Python to the first frame of a list."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow

    application = QGuiApplication([])
    application.setApplicationName("okrskar-bench")
    engine = QQmlApplicationEngine()
    file = home / "bare.qml"
    if not file.exists():
        file.write_text(BARE, encoding="utf-8")
    engine.load(QUrl.fromLocalFile(str(file)))
    root = engine.rootObjects()[0]
    assert isinstance(root, QQuickWindow)
    frames: list[float] = []
    root.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    until(lambda: frames)
    return {"seconds": frames[0] - _BEGAN}


class FileKeyStore:
    """A key store for these runs alone: it holds its halves in a plain file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _all(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text(encoding="utf-8"))) if self._path.exists() else {}

    def get(self, name: str) -> bytes | None:
        found = self._all().get(name)
        return None if found is None else bytes.fromhex(found)

    def set(self, name: str, secret: bytes) -> None:
        self._path.write_text(json.dumps(self._all() | {name: secret.hex()}), encoding="utf-8")

    def delete(self, name: str) -> None:
        self._path.write_text(json.dumps({key: value for key, value in self._all().items() if key != name}))


def _without_stretching() -> None:
    """The stretching of the PIN is left out: it takes as long as it is meant to, whatever else is quick."""
    import hashlib

    from app.db import keys

    def derived(document: Any, secret: str, half: bytes) -> bytes:
        return hashlib.sha256(document.salt + secret.encode() + half).digest()

    keys._wrapping_key = derived


def key(home: Path) -> dict[str, Any]:
    """Give a filled device a PIN."""
    from app.db import keys
    from tests.ui.city import KEY

    _without_stretching()
    file = keys.KeyFile(home / "device.key", FileKeyStore(home / "halves.json"))
    begun = file._begin()
    assert not isinstance(begun, keys.KeyStoreMissing)
    file._write(file._wrap(KEY, PIN, begun[1], begun[0]))
    return {}


def _okrskar(home: Path) -> tuple[Any, Any]:
    """The app as ``ui.main`` makes it, in its order."""
    from ui import memory

    memory.begin_start()
    from PySide6.QtGui import QGuiApplication

    from ui.application import Okrskar, Surroundings
    from ui.jobs import PoolExecutor

    application = QGuiApplication([])
    application.setApplicationName("okrskar-bench")
    around = Surroundings(
        directory=home, executor=PoolExecutor(), key_store=lambda: FileKeyStore(home / "halves.json"),
        receiver=nowhere, engine=no_station, with_map=False,
    )  # fmt: skip
    return application, Okrskar(application, around)


def below(parent: Any) -> Iterator[Any]:
    """Every visible item below one."""
    for child in parent.childItems():
        if child.isVisible():
            yield child
            yield from below(child)


class Seen:
    """The window as a person sees it: its frames, and what can be clicked in it."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.frames: list[float] = []
        root.frameSwapped.connect(lambda: self.frames.append(time.perf_counter()))

    def item(self, kind: str, **wanted: Any) -> Any:
        """The last visible item of a QML type with these properties."""
        content = self.root.contentItem()
        found = [
            item for item in below(content.parentItem() or content)
            if item.metaObject().className().startswith(kind) and all(item.property(k) == v for k, v in wanted.items())
        ]  # fmt: skip
        return found[-1] if found else None

    def click(self, item: Any) -> None:
        """Press and let go in its middle."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        middle = item.mapToScene(item.boundingRect().center()).toPoint()
        QTest.mouseClick(self.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    def frame(self) -> float:
        """When the next frame was there."""
        shown = len(self.frames)
        self.root.update()
        until(lambda: len(self.frames) > shown)
        return self.frames[shown]

    def wait(self, seconds: float) -> None:
        """Turn the loop as long as a person waits."""
        ends = time.perf_counter() + seconds
        until(lambda: time.perf_counter() >= ends)


def door(home: Path) -> dict[str, Any]:
    """From the first line of Python to the pad with its first digit, and from the last digit to a drawn list.

    The mouse clicks the digits on the pad as soon as it has been drawn, each ``DIGIT_S`` after the one before.
    """
    _, okrskar = _okrskar(home)
    _without_stretching()
    okrskar.open()
    seen = Seen(okrskar.root)
    until(lambda: okrskar.unlock.props.step == "locked" and seen.item("PinPad") is not None)
    seen.frame()
    pad = seen.item("PinPad")
    seen.click(seen.item("", modelData=PIN[0]))
    until(lambda: pad.property("entered") == PIN[0])
    first = seen.frame() - _BEGAN
    for digit in PIN[1:-1]:
        seen.wait(DIGIT_S)
        seen.click(seen.item("", modelData=digit))
    seen.wait(DIGIT_S)
    last = seen.item("", modelData=PIN[-1])
    pressed = time.perf_counter()
    seen.click(last)
    until(lambda: okrskar.app.workspace is not None)
    workspace = okrskar.app.workspace
    until(lambda: workspace.rooms.today.props.loaded)
    listed = seen.frame() - pressed
    total = workspace.rooms.today.rows.total
    assert total == ROWS, total
    until(lambda: workspace.jobs.waiting == 0)
    okrskar.close()
    return {"first_digit": first, "list": listed}


class Use:
    """What an officer presses, each time from the press to the frame that shows it; the loop is watched."""

    def __init__(self, seen: Seen, workspace: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.seen, self.workspace, self.rooms = seen, workspace, workspace.rooms
        self.answers = 0
        self.rooms.today.rows.started.connect(self._answered)
        self.took: dict[str, list[float]] = {}
        self.worked: dict[str, list[float]] = {}
        self.held: dict[str, tuple[float, float]] = {}
        self._beats: list[tuple[float, float]] = []
        self._heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
        self._heart.timeout.connect(lambda: self._beats.append((time.perf_counter(), time.thread_time())))
        self._heart.start()

    def _answered(self) -> None:
        self.answers += 1

    def rest(self) -> None:
        """Let everything that was begun come to its end, and what came under the finger take taps."""
        until(lambda: self.workspace.jobs.waiting == 0)
        until(lambda: self.seen.item("Guard") is None)
        self.seen.wait(0.05)

    def press(self, what: str, act: Callable[[], None], shown: Callable[[], Any]) -> None:
        """One press, measured; then rest."""
        self._beats.clear()
        self.seen.wait(0.02)
        began, worked = time.perf_counter(), time.process_time()
        act()
        until(shown)
        self.took.setdefault(what, []).append(self.seen.frame() - began)
        self.worked.setdefault(what, []).append(time.process_time() - worked)
        self.rest()
        self.seen.wait(0.02)
        longest = max((after[0] - before[0], after[1] - before[1]) for before, after in pairwise(self._beats))
        self.held[what] = max(self.held.get(what, (0.0, 0.0)), longest)

    def of(self, kind: str) -> list[Any]:
        """Every visible item of a QML type."""
        return [item for item in below(self.seen.root.contentItem()) if item.metaObject().className().startswith(kind)]

    def click(self, what: str, item: Any, shown: Callable[[], Any]) -> None:
        """Press an item, measured."""
        self.press(what, partial(self.seen.click, item), shown)

    def opens(self, tip_id: str) -> bool:
        props = self.rooms.tip.props
        return bool(props.tipId == tip_id and props.here and self.seen.item("TipPage") is not None)

    def tips(self, rounds: int) -> None:
        """Open the rows in sight, one after another."""
        rows = sorted(self.of("TipDelegate"), key=lambda item: item.y())[:6]
        for item in rows * rounds:
            self.click("open a tip", item, partial(self.opens, item.property("tipId")))

    def sheets(self, rounds: int) -> None:
        """Close the sheet of the closing by its cross."""
        for _ in range(rounds):
            self.rooms.tip.closingAsked.emit(self.rooms.tip.detail, None)
            until(lambda: self.seen.item("IconButton", glyph="x") is not None)
            self.rest()
            assert self.rooms.closing.opened
            cross = self.seen.item("IconButton", glyph="x")
            self.click("close a sheet", cross, lambda: self.seen.item("IconButton", glyph="x") is None)
            assert not self.rooms.closing.opened

    def tabs(self, rounds: int) -> None:
        """Show the tabs that stand in sight."""
        for tab in TABS * rounds:
            chip = next(item for item in self.of("FilterChip") if (item.property("modelData") or {}).get("tab") == tab)
            self.click("another tab", chip, partial(self.lists, self.answers))
            assert self.rooms.today.props.tab == tab

    def lists(self, before: int) -> bool:
        """Whether the list has other rows than before."""
        return self.answers > before

    def pages(self, rounds: int) -> None:
        """Go to every page of the rail and back to the list."""
        items = self.of("NavItem")
        for item in [*items[1:], items[0]] * rounds:
            self.click("another page", item, partial(self.left, self.rooms.navigation.props.page))

    def left(self, page: str) -> bool:
        return bool(self.rooms.navigation.props.page != page and self.workspace.jobs.waiting == 0)

    def letters(self, words: tuple[str, ...]) -> None:
        """Type words into the search, a letter at a time."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        field = self.seen.item("InputField")
        for word in words:
            self.seen.click(field)
            self.rest()
            for at, letter in enumerate(word, 1):
                strike = partial(QTest.keyClick, self.seen.root, letter)
                self.press("a letter of a search", strike, partial(self.lists, self.answers))
                assert self.rooms.today.props.text == word[:at]
            for _ in word:
                QTest.keyClick(self.seen.root, Qt.Key.Key_Backspace)
            until(lambda: self.rooms.today.props.text == "")
            self.rest()


def p95(samples: list[float]) -> float:
    """The 95th percentile: of twenty the second longest."""
    return sorted(samples)[max(0, round(0.95 * len(samples)) - 1)]


def use(home: Path) -> dict[str, Any]:
    """Presses of an unlocked device: p95 in ms with its processor time, and the longest hold of the GUI thread in each.

    Without movement: a sheet that fades out takes the time that it is meant to.
    """
    from ui.settings.preferences import Preferences, write_preferences

    write_preferences(home / "preferences.json", Preferences(reduced_motion=True))
    _, okrskar = _okrskar(home)
    okrskar.open()
    from app.session import DeviceSession, open_session
    from tests.ui.city import KEY

    session = open_session(home, KEY)
    assert isinstance(session, DeviceSession)
    session.preload()
    workspace = okrskar.enter(session)
    until(lambda: workspace.rooms.today.props.loaded and workspace.jobs.waiting == 0)
    seen = Seen(okrskar.root)
    seen.frame()
    used = Use(seen, workspace)
    used.rest()
    used.tips(4)
    used.sheets(20)
    used.tabs(5)
    used.letters(("kontejner", "osvetleni", "hluk"))
    used.pages(4)
    okrskar.close()
    (home / "preferences.json").unlink()
    return {
        what: {
            "p95_ms": p95(took) * 1000,
            "worked_ms": p95(used.worked[what]) * 1000,
            "held_ms": used.held[what][0] * 1000 - BEAT_MS,
            "held_worked_ms": used.held[what][1] * 1000,
        }
        for what, took in used.took.items()
    }


def main() -> None:
    what, home = sys.argv[1], Path(sys.argv[2])
    found = {"bare": bare, "key": key, "door": door, "use": use}[what](home)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
