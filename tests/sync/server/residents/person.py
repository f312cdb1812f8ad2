"""Somebody with a real browser of a phone's size: presses what is seen where it is seen, and types on a keyboard."""

import base64
import json
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from tests.faults.server_process import HANG_SECONDS
from tests.sync.server.drawn import DRAWN

PATIENCE_MS = int(HANG_SECONDS * 1000)
LAID_OUT = """
(() => {
  const one = %s;
  if (!one || !DRAWN) return [0, 0, false];
  one.scrollIntoView({block: "center"});
  const there = one.getClientRects()[0], x = there.x + there.width / 2, y = there.y + there.height / 2;
  return [x, y, one.contains(document.elementFromPoint(x, y))];
})()""".replace("DRAWN", DRAWN)
CHOOSE = """
(() => {
  const input = document.querySelector("input[type=file]"), chosen = new DataTransfer();
  %s.forEach(one => chosen.items.add(new File([Uint8Array.from(atob(one), sign => sign.charCodeAt(0))], "o.jpg")));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", {bubbles: true}));
  return 0;
})()"""


class Person:
    """Presses what is seen at the place where it is seen, and types on a keyboard."""

    def __init__(self, bot: QtBot, origin: str) -> None:
        self._bot, self._origin = bot, origin
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage("cs")
        self._page = QWebEnginePage(self._profile)
        self._page.certificateError.connect(lambda error: error.acceptCertificate())
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(390, 844)
        self._view.show()

    def open(self, path: str) -> None:
        self._another(lambda: self._page.load(QUrl(self._origin + path)))

    def press(self, words: str) -> None:
        """The button or link that says this leads to another page."""
        said = f"one.getClientRects().length && one.innerText?.trim() === {json.dumps(words)}"
        self._touch(f"[...document.querySelectorAll('a, button')].filter(one => {said})[0]")

    def tap(self, selector: str) -> None:
        """What is drawn there leads to another page."""
        self._touch(f"document.querySelector({json.dumps(selector)})")

    def enter(self, words: str) -> None:
        """The button that says this is met by the keyboard and pressed."""
        found = f"[...document.querySelectorAll('button')].find(one => one.innerText.trim() === {json.dumps(words)})"
        self.until(lambda: self.ask(f"!!{found}"), words)
        self.ask(f"{found}.focus() ?? 0")
        target = self._view.focusProxy()
        assert target is not None
        self._another(lambda: QTest.keyClick(target, Qt.Key.Key_Return))

    def back(self) -> None:
        self._another(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Back))

    def type(self, name: str, text: str) -> None:
        self.ask(f"document.getElementById({json.dumps(name)}).focus() ?? 0")
        self.ask(f"(document.execCommand('selectAll'), document.execCommand('insertText', false, {json.dumps(text)}))")

    def typed(self, name: str) -> object:
        return self.ask(f"document.getElementById({json.dumps(name)}).value")

    def text(self) -> str:
        return str(self.ask("document.body.innerText"))

    def heading(self) -> object:
        return self.ask("document.querySelector('h1').innerText")

    def ask(self, script: str) -> Any:
        """What an expression says in the page."""
        found: list[str] = []
        self._page.runJavaScript(f"JSON.stringify({script})", 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return json.loads(found[0] or "null")

    def choose(self, photos: list[bytes]) -> None:
        """Photos are chosen, as the system's own window gives them to the page."""
        packed = json.dumps([base64.b64encode(one).decode() for one in photos])
        self.ask(CHOOSE % packed)

    def shows(self, selector: str) -> int:
        """How many pictures there are, once one is loaded."""
        found = f"[...document.querySelectorAll({json.dumps(selector)})].filter(one => one.naturalWidth > 0).length"
        self.until(lambda: self.ask(found) > 0, selector)
        return int(self.ask(found))

    def reload(self) -> None:
        self._another(lambda: self._page.triggerAction(QWebEnginePage.WebAction.Reload))

    def wide(self, width: int, zoom: float) -> None:
        """As a screen of this width, or with text of this size."""
        self._view.resize(width, 844)
        self._page.setZoomFactor(zoom)
        self.until(lambda: self.ask("innerWidth") == round(width / zoom), f"{width} px at {zoom}")

    def until(self, is_so: Callable[[], bool], awaited: str) -> None:
        """Wait for what has to become so."""
        try:
            self._bot.waitUntil(is_so, timeout=PATIENCE_MS)
        except TimeoutError:
            self._give_up(awaited)

    def close(self) -> None:
        self._view.close()
        for one in (self._view, self._page, self._profile):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _touch(self, found: str) -> None:
        where: list[int] = []

        def is_hit() -> bool:
            x, y, is_on_top = self.ask(LAID_OUT % found)
            where[:] = [round(x), round(y)]
            return bool(is_on_top)

        self.until(is_hit, f"something to press: {found}")
        target = self._view.focusProxy()
        assert target is not None
        self._another(lambda: QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(*where)))

    def _another(self, begin: Callable[[], object]) -> None:
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS, raising=False) as loaded:
            begin()
        if not loaded.signal_triggered:
            self._give_up("another page")

    def _give_up(self, awaited: str) -> NoReturn:
        pytest.fail(f"{awaited} did not come; at {self._page.url().toString()} there is:\n{self.text()}")
