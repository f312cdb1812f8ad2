"""Goes through the residents' pages in a real browser, against a real process over TLS, and takes a picture of each.

python -m tests.sync.server.residents.shots [FOLDER]
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sync.server import cli
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.client.authority import make_authority, server_certificate

SIZES = {"phone": (390, 844), "narrow": (320, 640), "desk": (1280, 800)}
LOOKS = {
    False: (("phone", "cs"), ("narrow", "cs"), ("desk", "cs"), ("desk", "en")),
    True: (("phone", "cs"), ("desk", "cs"), ("phone", "en")),
}
"""Size and language, by whether it is dark."""
CHROMIUM = "--no-sandbox --disable-gpu --disable-background-networking --blink-settings=preferredColorScheme="
"""Of a whole process: what Qt is told of the colours reaches no page that is drawn offscreen."""
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


class Hand:
    """A view of Chromium's, and a hand that clicks and types in it."""

    def __init__(self, width: int, height: int, language: str = "cs") -> None:
        from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
        from PySide6.QtWebEngineWidgets import QWebEngineView

        self.last: Any = None
        self.profile = QWebEngineProfile()  # of no name: nothing of it is kept
        self.profile.setHttpAcceptLanguage(language)
        self.page = QWebEnginePage(self.profile)
        self.page.certificateError.connect(lambda error: error.acceptCertificate())
        self.view: QWebEngineView = QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(width, height)
        self.view.show()

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is there."""
        from PySide6.QtCore import QUrl

        self._loaded(lambda: self.page.load(QUrl(address)))

    def click(self, selector: str) -> None:
        """Press what leads to another page."""
        self._loaded(lambda: self.page.runJavaScript(f"document.querySelector({selector!r}).click()"))

    def back(self) -> None:
        """The browser's own way back."""
        self._loaded(lambda: self.page.runJavaScript("history.back()"))

    def type(self, **fields: str) -> None:
        """Write into the fields of the form."""
        for name, text in fields.items():
            self.ask(f"document.getElementsByName({name!r})[0].value = {text!r}")

    def ask(self, script: str) -> Any:
        """What a script of the test's own answers."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, answers = QEventLoop(), []

        def heard(value: Any) -> None:
            answers.append(value)
            loop.quit()

        self.page.runJavaScript(script, heard)
        QTimer.singleShot(int(HANG_SECONDS * 1000), loop.quit)
        loop.exec()
        assert answers, "the page does not answer"
        return answers[0]

    def picture(self, path: Path) -> None:
        """What is to be seen, from the top."""
        from PySide6.QtCore import QEventLoop, QTimer

        before, until = None, time.monotonic() + HANG_SECONDS
        while (seen := self.view.grab().toImage()) in (self.last, None) or seen != before or _is_empty(seen):
            before = seen  # the compositor hands a page over when it likes, and says nothing
            assert time.monotonic() < until, f"no picture of {path.name}"
            loop = QEventLoop()
            QTimer.singleShot(100, loop.quit)
            loop.exec()
        self.last = seen
        assert seen.save(str(path))

    def close(self) -> None:
        """Let the page go before its profile."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.view.close()
        self.view.deleteLater()
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.profile.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _loaded(self, begin: Callable[[], object]) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop, ends = QEventLoop(), []

        def ended(whole: bool) -> None:
            ends.append(whole)  # False too for a page that says what is wrong, by its status
            loop.quit()

        self.page.loadFinished.connect(ended)
        begin()
        QTimer.singleShot(int(HANG_SECONDS * 1000), loop.quit)
        loop.exec()
        self.page.loadFinished.disconnect(ended)
        assert ends, "the page did not come"


def served(folder: Path, city: str = "init") -> ServerProcess:
    """The residents' pages of a city that a command makes, over TLS."""
    url = f"sqlite:///{folder / 'server.sqlite3'}"
    assert cli.main([city, "--database", url, "--files", str(folder / "files")]) == 0
    authority = make_authority(folder, "authority")
    pair = str(server_certificate(folder, authority))
    options = ("--certificate", pair, "--key", pair, "--town", "Město Chomutov")
    server = ServerProcess(url, folder / "files", folder / "log", options=options, command="serve-residents")
    server.authority = authority.pem
    server.start()
    return server


def _is_empty(picture: Any) -> bool:
    small = picture.scaled(40, 40)
    return len({small.pixel(x, y) for x in range(40) for y in range(40)}) == 1


Walk = Callable[[Hand, str, Callable[[str], None]], None]


def take(folder: Path, city: str, walk: Walk, *, is_dark: bool) -> None:
    """A picture of every page of a walk, in each look of the light or of the dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = CHROMIUM + ("0" if is_dark else "1")
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        server = served(Path(made), city)
        try:
            for size, language in LOOKS[is_dark]:
                end = f"{size}{'-dark' if is_dark else ''}{'' if language == 'cs' else '-' + language}.png"
                hand = Hand(*SIZES[size], language)

                def seen(name: str, hand: Hand = hand, end: str = end) -> None:
                    assert hand.ask(IS_DARK) == is_dark, "the page does not see which colours are preferred"
                    hand.picture(folder / f"portal-{name}-{end}")

                walk(hand, server.origin, seen)
                hand.close()
        finally:
            server.kill()
    application.quit()


def take_all(module: str, city: str, walk: Walk) -> None:
    """What the command line asks of a module of pictures: in the dark by a process of its own."""
    folder, *dark = sys.argv[1:] or ["build/shots"]
    if not dark:
        subprocess.run([sys.executable, "-m", module, folder, "dark"], check=True)
    take(Path(folder), city, walk, is_dark=bool(dark))


def walk(hand: Hand, origin: str, seen: Callable[[str], None]) -> None:
    """From the first page to the erased link; ``seen`` is told each page's name."""
    hand.open(origin + "/")
    seen("front")
    hand.click('a[href="/podnet"]')
    seen("choose")
    hand.click('a[href^="/podnet/popis?category=lighting"]')
    seen("fill")
    hand.click("form > button:last-of-type")
    seen("fill-wrong")
    hand.type(where="u zastávky Písečná", text="Nesvítí lampa, parkuje tam 5U1 2345.", email="jana@example.cz")
    hand.click("form > button:last-of-type")
    seen("preview")
    hand.click("form > button:not(.quiet)")
    seen("sent")
    hand.click(".address a")
    seen("follow")
    hand.click('a[href$="/vymazat"]')
    seen("erase")
    hand.click("form button")
    seen("erased")
    for path, name in (
        ("/sledovat", "told"),
        ("/soukromi", "privacy"),
        ("/soukromi/zaznam", "processing"),
        ("/pristupnost", "accessibility"),
        ("/nikde", "lost"),
    ):
        hand.open(origin + path)
        seen(name)


if __name__ == "__main__":
    take_all("tests.sync.server.residents.shots", "init", walk)
