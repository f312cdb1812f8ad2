"""A real device with a made-up city, its jobs run by hand, and its window where a test asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from app.session import DeviceSession
from app.values import Place
from tests.ui.city import NOW, open_city
from tests.ui.desk import FixedReceiver, HandExecutor, NoStation
from ui.composition import Edges, open_workspace, read_lookups
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.language import Language, Speaking
from ui.lookups import Lookups
from ui.map.engine import prepare_application
from ui.patrols.tracking import TrackRecorder
from ui.shell.viewmodel import AppViewModel
from ui.shell.workspace import Workspace
from ui.theme.tokens import Scheme
from ui.tips.sheet import SheetTools
from ui.unlock.viewmodel import Door, Opened, UnlockViewModel
from ui.unlock.words import Shut, Trouble
from ui.window import Window

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

# Before pytest-qt makes the application.
prepare_application()

Check = Callable[[QAbstractItemModel], None]
HERE = Place(lat=50.4605, lon=13.4178, accuracy=12.0)
RIPENING_MS = 10
"""What came under the finger takes taps so soon here; a test of that itself sets the app's own time again."""


@pytest.fixture
def session(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[DeviceSession]:
    """An unlocked device with 220 tips; a supervisor's where the test says ``supervisor``."""
    role = Role.SUPERVISOR if getattr(request, "param", "") == "supervisor" else Role.OFFICER
    opened = open_city(tmp_path / "device", role=role)
    yield opened
    opened.close()


@pytest.fixture
def lookups(session: DeviceSession) -> Lookups:
    return read_lookups(session)


@pytest.fixture
def keeps_contract(qtmodeltester: "ModelTester") -> Check:
    """Watches a model for breaches of Qt's contract from here on."""
    return qtmodeltester.check


@pytest.fixture
def executor() -> HandExecutor:
    return HandExecutor()


@pytest.fixture
def jobs(qapp: QCoreApplication, executor: HandExecutor) -> Iterator[Jobs]:
    runner = Jobs(executor)
    yield runner
    runner.close()


@pytest.fixture
def keeper(session: DeviceSession, jobs: Jobs) -> Iterator[DraftKeeper]:
    """What keeps the drafts of this device; stopped as by the lock."""
    made = DraftKeeper(session.drafts, jobs, NOW.astimezone)
    yield made
    made.stop()


@pytest.fixture
def tools(session: DeviceSession, keeper: DraftKeeper, jobs: Jobs, lookups: Lookups) -> SheetTools:
    """What the sheets of a tip work with."""
    return SheetTools(session.tips, keeper, jobs, lambda: lookups, NOW.astimezone)


@pytest.fixture
def english(qapp: QCoreApplication) -> Iterator[None]:
    speaking = Speaking(qapp)
    speaking.speak(Language.ENGLISH)
    yield
    speaking.be_silent()


@pytest.fixture
def czech(qapp: QCoreApplication) -> Iterator[None]:
    speaking = Speaking(qapp)
    speaking.speak(Language.CZECH)
    yield
    speaking.be_silent()


@dataclass
class Keeper:
    """A door that opens to one secret and remembers what was tried."""

    session: DeviceSession
    secret: str = "246810"
    enrolled: bool = True
    tried: list[str] = field(default_factory=list)

    def door(self) -> Door:
        return Door(enrolled=self.enrolled, pin_possible=True, pin=True)

    def enrol(self, address: str, code: str, secret: str, *, pin: bool) -> Opened | Shut:
        self.tried.append(f"{address} {code} {secret} {pin}")
        return Opened(self.session)

    def unlock(self, secret: str) -> Opened | Shut:
        return self.check(secret) or Opened(self.session)

    def check(self, secret: str) -> Shut | None:
        self.tried.append(secret)
        return None if secret == self.secret else Shut(Trouble.WRONG, 10 - len(self.tried))


@dataclass
class Screen:
    """The app's window with a workspace in it, and the hands that touch it."""

    window: Window
    root: QQuickWindow
    app: AppViewModel
    workspace: Workspace
    executor: HandExecutor
    receiver: FixedReceiver
    station: NoStation
    door: Keeper
    enter: Callable[[], None]
    """Open the app again after it was locked."""

    def settle(self) -> None:
        """Run every job, and let the window follow."""
        for _ in range(3):
            self.executor.run()
            QTest.qWait(1)


@pytest.fixture
def screen(qtbot: QtBot, session: DeviceSession, jobs: Jobs, executor: HandExecutor) -> Iterator[Callable[..., Screen]]:
    """Makes a screen of a size; one a test."""
    made: list[Screen] = []

    def make(
        width: int = 1280,
        height: int = 800,
        language: Language = Language.CZECH,
        *,
        recorder: TrackRecorder | None = None,
    ) -> Screen:
        door = Keeper(session)
        app = AppViewModel(UnlockViewModel(door, jobs))
        application = QCoreApplication.instance()
        window = Window(application, app, jobs, language)  # type: ignore[arg-type]
        window.apply(Scheme.LIGHT, reduced_motion=True)
        window.theme.setProperty("ripening", RIPENING_MS)
        window.theme.setProperty("holding", RIPENING_MS)
        root = window.open()
        root.resize(width, height)
        receiver, station = FixedReceiver(HERE), NoStation()
        edges = Edges(
            jobs,
            NOW.astimezone,
            lambda _: receiver,
            lambda _: station,
            recorder=recorder,
            with_map=False,
            check_secret=door.check,
        )

        def enter() -> Workspace:
            workspace = open_workspace(session, edges)
            app.enter(workspace, lambda: None)
            workspace.start()
            return workspace

        def again() -> None:
            made[0].workspace = enter()
            made[0].settle()

        made.append(Screen(window, root, app, enter(), executor, receiver, station, door, again))
        made[0].settle()
        return made[0]

    yield make
    for one in made:
        one.app.lock()
        one.window.close()
        one.app.deleteLater()
