"""A person at a page of the desk, in a real browser: what they press is where it is seen, and pressed by a mouse."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from tests.faults.server_process import HANG_SECONDS
from tests.sync.server.desk.shots import SIZES, Desk
from tests.sync.server.drawn import DRAWN

PATIENCE_MS = int(HANG_SECONDS * 1000)


class Window:
    """A browser of a person of a role, signed in."""

    def __init__(self, bot: QtBot, desk: Desk, role: Role, path: str, size: str = "desk") -> None:
        self._bot = bot
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage("cs")
        desk.sign_in(self._profile, role)
        self._page = QWebEnginePage(self._profile)
        self._page.certificateError.connect(lambda error: error.acceptCertificate())
        copying = QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard
        self._page.settings().setAttribute(copying, True)  # as every browser lets a page at a press
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(*SIZES[size])
        self._view.show()
        self._origin = desk.origin
        self.open(path)
        self._view.activateWindow()
        self._view.setFocus()

    @property
    def target(self) -> QWidget:
        """What takes keys and the mouse."""
        found = self._view.focusProxy()
        assert found is not None
        return found

    def open(self, path: str) -> None:
        """Come to a page by its address."""
        self.another(lambda: self._page.load(QUrl(self._origin + path)))

    def press(self, element: str) -> None:
        """Press what a selector finds, at its middle, where nothing may lie over it, and wait until it felt that."""
        self.ask("window.felt ?? (addEventListener('click', () => { felt += 1 }, true), window.felt = 0)")
        before = int(self.ask("window.felt"))
        self._click(element)
        self.until(f"window.felt > {before}")

    def go(self, element: str) -> None:
        """Press what leads to another page."""
        self.another(lambda: self._click(element))

    def write(self, element: str, text: str) -> None:
        """Press a field that is empty, and type."""
        found = f"document.querySelector({json.dumps(element)})"
        self.press(element)
        self.until(f"document.activeElement === {found}")
        QTest.keyClicks(self.target, text)
        self.until(f"{found}.value === {json.dumps(text)}")

    def choose(self, element: str, letter: str) -> None:
        """Come to a list and type the letter with which alone what is wanted begins."""
        found = f"document.querySelector({json.dumps(element)})"
        self.ask(f"{found}.focus() ?? 0")
        QTest.keyClicks(self.target, letter)
        self.until(f"{found}.selectedOptions[0].text.startsWith({json.dumps(letter)})")

    def fill(self, element: str, value: str) -> None:
        """What a person would choose from a calendar of the browser's own."""
        self.ask(f"document.querySelector({json.dumps(element)}).value = {json.dumps(value)}")

    def _click(self, element: str) -> None:
        found = f"document.querySelector({json.dumps(element)})"
        self.until(DRAWN)
        x, y = self.ask(f"(one => {{ {_SEEN} }})({found})")
        assert self.ask(f"{found}.contains(document.elementFromPoint({x}, {y}))"), f"something lies over {element}"
        QTest.mouseClick(self.target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))

    def another(self, begin: Callable[[], object]) -> None:
        """Do what leads to another page, and wait for it."""
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS):
            begin()

    def until(self, script: str) -> None:
        """Wait until an expression holds in the page."""
        self._bot.waitUntil(lambda: self.ask(f"!!({script})") is True, timeout=PATIENCE_MS)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        found: list[str] = []
        self._page.runJavaScript(f"JSON.stringify({script})", 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return json.loads(found[0] or "null")

    def text(self) -> str:
        """All that the page says."""
        return str(self.ask("document.body.innerText"))

    def close(self) -> None:
        """Leave nothing behind."""
        self._view.close()
        for one in (self._view, self._page, self._profile):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


_SEEN = (
    "one.scrollIntoView({block: 'center', behavior: 'instant'}); const at = one.getBoundingClientRect(); "
    "return [at.x + at.width / 2, at.y + at.height / 2];"
)
