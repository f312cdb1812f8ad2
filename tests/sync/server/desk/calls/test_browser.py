"""A call is entered by the keyboard alone, in a real browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from tests.faults.server_process import HANG_SECONDS
from tests.sync.server.desk.shots import Desk, served
from ui.map.scheme import register

pytestmark = pytest.mark.web
PATIENCE_MS = int(HANG_SECONDS * 1000)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init")
    yield one
    one.process.kill()


class Keys:
    """Fingers on a keyboard: no mouse, and no script that presses anything."""

    def __init__(self, bot: QtBot, desk: Desk, role: Role) -> None:
        self._bot, self.pressed = bot, 0
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage("cs")
        desk.sign_in(self._profile, role)
        self._page = QWebEnginePage(self._profile)
        self._page.certificateError.connect(lambda error: error.acceptCertificate())
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(1280, 800)
        self._view.show()
        self._another(lambda: self._page.load(QUrl(desk.origin + "/desk/call")))
        self._view.activateWindow()
        self._view.setFocus()

    def write(self, text: str) -> None:
        QTest.keyClicks(self._target, text)

    def tab(self) -> None:
        QTest.keyClick(self._target, Qt.Key.Key_Tab)
        self.pressed += 1

    def enter(self) -> None:
        """What leads to another page."""
        self._another(lambda: QTest.keyClick(self._target, Qt.Key.Key_Return))
        self.pressed += 1

    def at(self, name: str) -> None:
        """Wait until one writes here, or could press this."""
        focus = "document.hasFocus() && (document.activeElement.name || document.activeElement.innerText)"
        self._bot.waitUntil(lambda: self.ask(focus) == name, timeout=PATIENCE_MS)

    def ask(self, script: str) -> Any:
        found: list[Any] = []
        self._page.runJavaScript(script, 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return found[0]

    def text(self) -> str:
        return str(self.ask("document.body.innerText"))

    def close(self) -> None:
        self._view.close()
        for one in (self._view, self._page, self._profile):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def _target(self) -> QWidget:
        found = self._view.focusProxy()
        assert found is not None
        return found

    def _another(self, begin: Callable[[], object]) -> None:
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS):
            begin()


@pytest.fixture
def keys(qtbot: QtBot, desk: Desk) -> Iterator[Keys]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Keys(qtbot, desk, Role.DISPATCHER)
    yield one
    one.close()


def test_that_a_call_is_entered_by_the_keyboard_alone(keys: Keys) -> None:
    keys.at("category")
    keys.write("osv")
    keys.tab()
    keys.write("u stadionu")
    keys.enter()
    keys.at("text")
    assert "Zapíše se slovy" in keys.text()
    keys.write("Nesviti lampa.")
    keys.tab()
    keys.write("Jana")
    keys.tab()
    keys.write("602 123 456")
    keys.tab()
    keys.enter()
    keys.at("Další telefonát")
    assert "-000001" in keys.text()
    assert "Strážník volajícímu zavolá" in keys.text()
    assert keys.pressed == 6, "beside what is written"
    keys.enter()
    keys.at("category")
    assert keys.ask("document.getElementById('text').value") == ""
