"""A call is entered by the keyboard alone, in a real browser."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from tests.sync.server.desk.shots import Desk, served
from tests.sync.server.desk.window import PATIENCE_MS, Window
from ui.map.scheme import register

pytestmark = pytest.mark.web


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init")
    yield one
    one.process.kill()


class Keys(Window):
    """Fingers on a keyboard: no mouse, and no script that presses anything."""

    pressed = 0

    def type(self, text: str) -> None:
        QTest.keyClicks(self.target, text)

    def tab(self) -> None:
        QTest.keyClick(self.target, Qt.Key.Key_Tab)
        self.pressed += 1

    def enter(self) -> None:
        """What leads to another page."""
        self.another(lambda: QTest.keyClick(self.target, Qt.Key.Key_Return))
        self.pressed += 1

    def at(self, name: str) -> None:
        """Wait until one writes here, or could press this."""
        focus = "document.hasFocus() && (document.activeElement.name || document.activeElement.innerText)"
        self._bot.waitUntil(lambda: self.ask(focus) == name, timeout=PATIENCE_MS)


@pytest.fixture
def keys(qtbot: QtBot, desk: Desk) -> Iterator[Keys]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Keys(qtbot, desk, Role.DISPATCHER, "/desk/call")
    yield one
    one.close()


def test_that_a_call_is_entered_by_the_keyboard_alone(keys: Keys) -> None:
    keys.at("category")
    keys.type("osv")
    keys.tab()
    keys.type("u stadionu")
    keys.enter()
    keys.at("text")
    assert "Zapíše se slovy" in keys.text()
    keys.type("Nesviti lampa.")
    keys.tab()
    keys.type("Jana")
    keys.tab()
    keys.type("602 123 456")
    keys.tab()
    keys.enter()
    keys.at("Další telefonát")
    assert "-000001" in keys.text()
    assert "Strážník volajícímu zavolá" in keys.text()
    assert keys.pressed == 6, "beside what is written"
    keys.enter()
    keys.at("category")
    assert keys.ask("document.getElementById('text').value") == ""


def test_that_a_call_that_is_no_tip_is_entered_by_the_keyboard_too(keys: Keys) -> None:
    keys.write("#text", "Chci vedet, kolik stoji kamery.")
    keys.press("details summary")
    keys.until("document.querySelector('details').open")
    keys.tab()
    keys.at("kind")
    keys.type("z")
    keys.until("document.querySelector('#kind').value === 'information'")
    keys.tab()
    keys.tab()
    keys.enter()
    keys.at("Další telefonát")
    assert "Žádost o informace" in keys.text()
