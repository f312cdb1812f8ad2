"""Somebody of the story with a browser, a resident or a person at the desk, in a process of their own."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile, QtWebEngineQuick

from ui.demo.orders import obey
from ui.demo.photo import draw_lamp

PATIENCE_MS: Final = 60_000
_AGAIN_MS: Final = 10_000
_CALM_MS: Final = 150
_SAYING: Final = """
(() => {
  const said = %s, found = [...document.querySelectorAll("a, button, summary, label")].filter(one =>
    one.getClientRects().length && one.innerText.trim().startsWith(said));
  return found.find(one => one.innerText.trim() === said) ?? found[0];
})()"""
_MIDDLE: Final = """
(() => {
  const one = %s;
  if (!one) return null;
  one.scrollIntoView({block: "center"});
  const there = one.getClientRects()[0], x = there.x + there.width / 2, y = there.y + there.height / 2;
  return one.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
})()"""
_FIELD: Final = "document.getElementById(%s)"
_TYPED: Final = "(document.execCommand('selectAll'), document.execCommand('insertText', false, %s))"


class Resident:
    """Presses what is seen at the place where it is seen, and types on a keyboard."""

    def __init__(self, view: QQuickView, arguments: argparse.Namespace) -> None:
        self._view = view
        self._home: Path = arguments.home
        self._pages: str = arguments.pages.rstrip("/")
        self._answers: list[str] = []
        self._browser = _root_of(view)
        self._browser.said.connect(self._answers.append)

    def order(self, do: str, **how: Any) -> Any:
        """Do one thing; what it found."""
        handler: Callable[..., Any] = getattr(self, do)
        return handler(**how)

    def begin(self) -> None:
        """To the first page."""
        self.open("/")

    def open(self, path: str) -> None:
        """By an address that was written down, or a part of one."""
        address = path if path.startswith("http") else self._pages + path
        self._another(lambda: self._browser.setProperty("url", QUrl(address)))

    def press(self, words: str) -> None:
        """The button or link that says this, or begins so, leads to another page.

        It is pressed again where nothing comes of it, as a person would: a page that is still being drawn does not
        feel a finger.
        """
        element = _SAYING % json.dumps(words)
        self._another(lambda: self._touch(element), again=lambda: self._press_at(self._ask(_MIDDLE % element)))

    def choose(self, words: str) -> None:
        """Tap one answer of several until it is chosen: a page that is still being drawn does not feel a finger."""
        element = _SAYING % json.dumps(words)

        def is_chosen() -> bool:
            self._touch(element)
            return bool(self._ask(f"{element}.control.checked"))

        self._wait(is_chosen, f"{words} chosen")

    def type(self, field: str, text: str) -> None:
        """Put the text into the field of this name."""
        self._wait(lambda: bool(self._ask(f"!!{_FIELD % json.dumps(field)}")), f"a field {field}")
        self._ask(f"{_FIELD % json.dumps(field)}.focus() ?? 0")
        self._ask(_TYPED % json.dumps(text))

    def pick(self, field: str, words: str) -> None:
        """Go to a list of choices and type the beginning of one, as who works by the keyboard does."""
        element = _FIELD % json.dumps(field)
        self._focus(field)
        self._keys(words)
        self._wait(lambda: bool(self._ask(f"{element}.selectedOptions[0].text.startsWith({json.dumps(words)})")), words)

    def date(self, field: str, day: str) -> None:
        """Type a day such as 2026-05-03 into a field for days, its parts in the order in which this browser asks."""
        parts = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
        order = self._ask("new Intl.DateTimeFormat().formatToParts().map(one => one.type)")
        self._focus(field)
        self._keys("".join(parts[one] for one in order if one in parts))
        self._wait(lambda: self._ask(f"{_FIELD % json.dumps(field)}.value") == day, f"{day} in {field}")

    def photo(self, field: str) -> None:
        """Press the field of the photos and choose one in the window that it opens; until the page shows it."""
        shown = "[...document.querySelectorAll('.photos img')].filter(one => one.naturalWidth > 0).length"
        before = int(self._ask(shown))
        self._browser.setProperty("photos", [str(draw_lamp(self._home / "lamp.jpg"))])
        self._touch(_FIELD % json.dumps(field))
        self._wait(lambda: int(self._ask(shown)) > before, "the photo on the page")

    def forget(self) -> None:
        """Be somebody else: a browser that was never here."""
        profile = self._browser.property("profile")
        assert isinstance(profile, QQuickWebEngineProfile)  # noqa: S101 - the only kind that a view of Qt Quick has
        profile.cookieStore().deleteAllCookies()
        self._ask("(sessionStorage.clear(), localStorage.clear(), 0)")

    def read(self) -> dict[str, str]:
        """What the page shows: its heading, all its text, its address, and the one that is to be kept."""
        kept = "document.querySelector('.address a')?.href ?? ''"
        return {
            "heading": str(self._ask("document.querySelector('h1').innerText")),
            "text": str(self._ask("document.body.innerText")),
            "address": str(self._ask("location.href")),
            "kept": str(self._ask(kept)),
            "code": str(self._ask("document.querySelector('.code')?.innerText ?? ''")),
        }

    def resize(self, size: str) -> None:
        """Make the window so wide and high, until the page is."""
        width, height = (int(number) for number in size.split("x"))
        self._view.resize(width, height)
        self._wait(lambda: self._ask("[innerWidth, innerHeight]") == [width, height], f"a page of {size}")

    def picture(self, path: str) -> None:
        """Keep a picture of the screen from the top of the page."""
        self._ask("scrollTo(0, 0) ?? 0")
        QTest.qWait(_CALM_MS)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._view.grabWindow().save(path)

    def _keys(self, text: str) -> None:
        self._view.requestActivate()
        for key in text:
            QTest.keyClick(self._view, ord(key))

    def _focus(self, field: str) -> None:
        self._browser.forceActiveFocus()
        element = _FIELD % json.dumps(field)
        self._wait(lambda: bool(self._ask(f"!!{element}")), f"a field {field}")
        self._ask(f"{element}.focus() ?? 0")
        self._wait(lambda: bool(self._ask(f"document.activeElement === {element}")), f"{field} to be written into")

    def _touch(self, element: str) -> None:
        found: list[list[float]] = []

        def is_there() -> bool:
            found[:] = [where] if (where := self._ask(_MIDDLE % element)) else []
            return bool(found)

        self._wait(is_there, f"something to press: {element}")
        self._press_at(found[0])

    def _press_at(self, where: list[float] | None) -> None:
        if where:
            at = QPoint(round(where[0]), round(where[1]))
            QTest.mouseClick(self._view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _another(self, begin: Callable[[], object], again: Callable[[], object] | None = None) -> None:
        self._ask("(window.was_here = true, 0)")
        begin()
        pressed = QDeadlineTimer(_AGAIN_MS)

        def is_another() -> bool:
            if self._ask("document.readyState === 'complete' && !window.was_here && !!document.body"):
                return True
            if again is not None and pressed.hasExpired():
                again()
                pressed.setRemainingTime(_AGAIN_MS)
            return False

        self._wait(is_another, "another page")

    def _ask(self, script: str) -> Any:
        self._answers.clear()
        self._browser.ask(script)
        self._wait(lambda: bool(self._answers), "an answer of the page", glance=False)
        return json.loads(self._answers[-1])

    def _wait(self, until: Callable[[], bool], what: str, *, glance: bool = True) -> None:
        """Let the browser go on until ``until`` holds. Raises TimeoutError naming ``what``."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not until():
            if deadline.hasExpired():
                raise TimeoutError(what)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if glance:
                QTest.qWait(20)


def _root_of(view: QQuickView) -> Any:
    """The page of the view; untyped, since its properties and signals are QML's."""
    root = view.rootObject()
    if root is None:
        raise RuntimeError(view.errors())
    return root


def main(words: list[str] | None = None) -> int:
    """Open the browser, do what comes on standard input until that ends."""
    made = argparse.ArgumentParser(prog="ui.demo.resident")
    made.add_argument("--home", type=Path, required=True)
    made.add_argument("--pages", required=True)
    made.add_argument("--size", default="390x844")
    arguments = made.parse_args(words)
    QtWebEngineQuick.initialize()
    application = QGuiApplication(sys.argv[:1])
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setSource(QUrl.fromLocalFile(str(Path(__file__).with_name("Browser.qml"))))
    width, height = (int(number) for number in arguments.size.split("x"))
    view.resize(width, height)
    view.show()
    resident = Resident(view, arguments)
    try:
        return obey(application, resident, resident.begin)
    finally:
        view.deleteLater()


if __name__ == "__main__":
    sys.exit(main())
