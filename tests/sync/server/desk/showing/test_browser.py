"""A photo is covered under the fingers of somebody with a real browser: by the mouse, by the keyboard; and what is
given out has nothing left below it."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
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
from tests.sync.server.desk.shots import Desk
from tests.sync.server.desk.window import Window
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.showing.town import is_red, red
from ui.map.scheme import register

pytestmark = pytest.mark.web
SHA = "ab" * 32
PHOTO_ID = new_id()
"""Of the one photo there."""


def prepare(server: Server) -> None:
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


class Painter(Window):
    """A hand with a mouse, and fingers on the keys."""

    def drag(self, *points: tuple[float, float]) -> None:
        """Press the mouse at the first of these (parts of the photo), go through the others, let it go."""
        left, top, width, height = self._laid_out()
        at = [QPoint(round(left + x * width), round(top + y * height)) for x, y in points]
        QTest.mousePress(self.target, Qt.MouseButton.LeftButton, pos=at[0])
        for one in at[1:]:
            QTest.mouseMove(self.target, one)
            self.ask("new Promise(ready => requestAnimationFrame(ready)) && 0")
        QTest.mouseRelease(self.target, Qt.MouseButton.LeftButton, pos=at[-1])

    def key(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.target, key)

    def covers(self) -> list[str]:
        return [one for one in str(self.ask("document.getElementById('covers').value")).split(";") if one]

    def _laid_out(self) -> tuple[float, float, float, float]:
        box = "(() => { const one = document.querySelector('canvas'); one.scrollIntoView({block: 'center'});"
        rect = self.ask(box + "const at = one.getBoundingClientRect(); return [at.x, at.y, at.width, at.height]; })()")
        return float(rect[0]), float(rect[1]), float(rect[2]), float(rect[3])


@pytest.fixture
def painter(qtbot: QtBot, desk: Desk) -> Iterator[Painter]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Painter(qtbot, desk, Role.MODERATOR, f"/desk/showing/{PHOTO_ID}")
    one.until("document.querySelector('canvas')?.width === 1200")
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
    painter.press("input[value=brush]")
    painter.drag((0.6, 0.2), (0.7, 0.3), (0.8, 0.4), (0.9, 0.5))
    painter.until("document.getElementById('covers').value.includes(';s,300,')")
    painter.press("input[value=box]")
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
    painter.go("button[value=cover]:not(.default)")
    painter.until("document.querySelector('img.made')?.complete")
    painter.press("input[value=after]")
    painter.write("#words", "Lampa zase sviti.")
    painter.go("button[value=show-parties]:not(.default)")
    assert "Účastníci podnětu ho od teď vidí" in painter.text()
    image = given_out(desk)
    assert image.size == (1200, 800)
    inside = ((0.11, 0.12), (0.2, 0.3), (0.29, 0.48), (0.6, 0.2), (0.75, 0.35), (0.9, 0.5), (0.51, 0.76), (0.59, 0.84))
    outside = ((0.05, 0.05), (0.4, 0.3), (0.2, 0.6), (0.6, 0.5), (0.48, 0.8), (0.7, 0.8))
    assert [is_red(image, round(x * 1200), round(y * 800)) for x, y in inside] == [False] * len(inside)
    assert [is_red(image, round(x * 1200), round(y * 800)) for x, y in outside] == [True] * len(outside)
