"""A photo is covered under the fingers of somebody with a real browser: by the mouse, by the keyboard; and what is
given out has nothing left below it."""

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.accounts.domain import RESIDENT, Role
from app.identifiers import new_id
from app.photos.domain import Photo
from app.tips.domain import Closing, Outcome, OutcomeKind, Status, Tip
from sync.server.feed.publish import publish
from sync.server.photos import repository as photos
from sync.server.photos.previews import Preview, make_preview
from sync.server.service import Server
from sync.server.settings import Settings
from sync.server.showing import repository
from tests.faults.server_process import HANG_SECONDS
from tests.sync.server.desk.shots import Desk, served
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.showing.town import is_red, red
from ui.map.scheme import register

pytestmark = pytest.mark.web
PATIENCE_MS = int(HANG_SECONDS * 1000)
SHA = "ab" * 32
PHOTO_ID = new_id()
"""Of the one photo there."""


def with_photo(server: Server) -> None:
    """A closed tip with a red photo, as if an officer's device had sent it."""
    now = server.now()
    closing = Closing(new_id(), RESIDENT.id, now, Outcome(OutcomeKind.SOLVED))
    tip = Tip(new_id(), "2026-000001", "Lampa", "lighting", now, status=Status.CLOSED, closing=closing, photos=1)
    made = make_preview(red(1200, 800))
    assert isinstance(made, Preview)
    with server.database.write() as connection:
        filed = file_many(server, connection, [IncomingTip(tip)])
        photos.add(connection, [Photo(PHOTO_ID, RESIDENT.id, now, SHA, len(made.jpeg), "image/jpeg", filed.tips[0].id)])
        photos.keep(connection, SHA, len(made.jpeg), "image/jpeg", now)
        photos.prove(connection, RESIDENT.id, SHA, device_id="", size=len(made.jpeg), at=now)
        publish(connection, filed.steps, now)
    server.photos.write_part("part", 0, made.jpeg)
    server.photos.seal("part", SHA, made.jpeg)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init", with_photo)
    yield one
    one.process.kill()


class Painter:
    """A hand with a mouse, and fingers on the keys."""

    def __init__(self, bot: QtBot, desk: Desk) -> None:
        self._bot, self._desk = bot, desk
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage("cs")
        desk.sign_in(self._profile, Role.MODERATOR)
        self._page = QWebEnginePage(self._profile)
        self._page.certificateError.connect(lambda error: error.acceptCertificate())
        self._view = QWebEngineView()
        self._view.setPage(self._page)
        self._view.resize(1280, 800)
        self._view.show()
        self._another(lambda: self._page.load(QUrl(f"{desk.origin}/desk/showing/{PHOTO_ID}")))
        self._view.activateWindow()
        self._view.setFocus()
        self.until("document.querySelector('canvas')?.width === 1200")

    def drag(self, *points: tuple[float, float]) -> None:
        """Press the mouse at the first of these (parts of the photo), go through the others, let it go."""
        left, top, width, height = self._laid_out()
        at = [QPoint(round(left + x * width), round(top + y * height)) for x, y in points]
        QTest.mousePress(self._target, Qt.MouseButton.LeftButton, pos=at[0])
        for one in at[1:]:
            QTest.mouseMove(self._target, one)
            self.ask("new Promise(ready => requestAnimationFrame(ready)) && 0")
        QTest.mouseRelease(self._target, Qt.MouseButton.LeftButton, pos=at[-1])

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._target, key)

    def press(self, name: str) -> None:
        """The button that does this leads to another page."""
        button = f"document.querySelector(\"button[value='{name}']:not(.default)\")"
        self._another(lambda: self.ask(f"{button}.click() ?? 0"))

    def until(self, script: str) -> None:
        self._bot.waitUntil(lambda: self.ask(f"!!({script})") is True, timeout=PATIENCE_MS)

    def covers(self) -> list[str]:
        return [one for one in str(self.ask("document.getElementById('covers').value")).split(";") if one]

    def ask(self, script: str) -> Any:
        found: list[str] = []
        self._page.runJavaScript(f"JSON.stringify({script})", 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return json.loads(found[0] or "null")

    def close(self) -> None:
        self._view.close()
        for one in (self._view, self._page, self._profile):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _laid_out(self) -> tuple[float, float, float, float]:
        box = "(() => { const one = document.querySelector('canvas'); one.scrollIntoView({block: 'center'});"
        rect = self.ask(box + "const at = one.getBoundingClientRect(); return [at.x, at.y, at.width, at.height]; })()")
        return float(rect[0]), float(rect[1]), float(rect[2]), float(rect[3])

    @property
    def _target(self) -> QWidget:
        found = self._view.focusProxy()
        assert found is not None
        return found

    def _another(self, begin: Callable[[], object]) -> None:
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS):
            begin()


@pytest.fixture
def painter(qtbot: QtBot, desk: Desk) -> Iterator[Painter]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Painter(qtbot, desk)
    yield one
    one.close()


def given_out(desk: Desk) -> Image.Image:
    """What the residents' pages would give to who has the photo's name."""
    server = Server(Settings(database=desk.process.url, files=desk.process.files))
    try:
        with server.database.read() as connection:
            found = repository.found(connection, PHOTO_ID, {"unplaced"})
            assert found is not None
            raw = repository.seen(connection, found.decision.name)
    finally:
        server.close()
    assert raw is not None
    return Image.open(io.BytesIO(raw)).convert("RGB")


def test_that_what_a_brush_and_a_box_cover_is_gone_from_what_is_given_out(painter: Painter, desk: Desk) -> None:
    assert painter.ask("document.querySelector('[data-fields]').hidden")
    painter.drag((0.1, 0.1), (0.2, 0.3), (0.3, 0.5))
    painter.until("document.getElementById('covers').value.startsWith('b,')")
    painter.ask("document.querySelector('input[value=brush]').click() ?? 0")
    painter.drag((0.6, 0.2), (0.7, 0.3), (0.8, 0.4), (0.9, 0.5))
    painter.until("document.getElementById('covers').value.includes(';s,300,')")
    painter.ask("document.querySelector('input[value=box]').click() ?? 0")
    painter.ask("document.querySelector('canvas').focus() ?? 0")
    painter.key(Qt.Key.Key_Down, 10)
    painter.key(Qt.Key.Key_Return)
    painter.key(Qt.Key.Key_Right, 4)
    painter.key(Qt.Key.Key_Down, 4)
    painter.key(Qt.Key.Key_Return)
    painter.until("document.getElementById('covers').value.split(';').length === 3")
    assert painter.covers()[2] == "b,5000,7500,1000,1000"
    painter.key(Qt.Key.Key_Return)
    painter.key(Qt.Key.Key_Left, 4)
    painter.key(Qt.Key.Key_Escape)
    assert re.fullmatch(r".*: 3", str(painter.ask("document.querySelector('[data-state]').textContent")))
    painter.press("cover")
    painter.until("document.querySelector('img.made')?.complete")
    painter.ask("document.querySelector('input[value=after]').click() ?? 0")
    painter.ask("(document.getElementById('words').focus(), document.execCommand('insertText', false, 'Lampa svítí.'))")
    painter.press("show-parties")
    assert "Účastníci podnětu ho od teď vidí" in str(painter.ask("document.body.innerText"))
    image = given_out(desk)
    assert image.size == (1200, 800)
    inside = ((0.11, 0.12), (0.2, 0.3), (0.29, 0.48), (0.6, 0.2), (0.75, 0.35), (0.9, 0.5), (0.51, 0.76), (0.59, 0.84))
    outside = ((0.05, 0.05), (0.4, 0.3), (0.2, 0.6), (0.6, 0.5), (0.48, 0.8), (0.7, 0.8))
    assert [is_red(image, round(x * 1200), round(y * 800)) for x, y in inside] == [False] * len(inside)
    assert [is_red(image, round(x * 1200), round(y * 800)) for x, y in outside] == [True] * len(outside)
