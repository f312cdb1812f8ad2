"""The layer of the safety surface in a real page: each control by mouse, finger and keys, at a desk and on a phone."""

import json
import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtTest import QTest

from tests.ui.hands import Hand
from tests.ui.map.conftest import CENTRE, PATIENCE_MS, Page
from tests.ui.map.test_page import LAYER, hexagon
from ui.map.messages import Card, CardPart, CardTip, SetSafety, SetTheme

pytestmark = pytest.mark.web
SIZES = pytest.mark.parametrize("size", [(1216, 776), (390, 736)], ids=["desk", "phone"])
LINES = ("Hůř než jinde", "Odpovědělo 24 lidí.", "Nebezpečně se cítí 6 z 10, spíše mezi 3 a 8.", "Důvody: tma.")
CARD = Card(
    "a", "Palackého", "Centrum", (CardPart("Ve dne", "better", LINES), CardPart("Po setmění", "worse", LINES)),
    "Otevřené podněty tady", (CardTip("tip-1", "Nesvítí lampa"), CardTip("tip-2", "Rozbitá lavička")),
)  # fmt: skip
TIP_BUTTON = "#card-tips li:last-child button"


class Fingers:
    """One person at the page."""

    def __init__(self, page: Page, hand: Hand) -> None:
        self.page, self.hand = page, hand
        self._glass = QTest.createTouchDevice()

    def box(self, element: str) -> tuple[float, float, float, float]:
        """Where an element is drawn: left, top, right, bottom."""
        found = f"document.querySelector({json.dumps(element)}).getBoundingClientRect()"
        left, top, right, bottom = self.page.run(f"(b => [b.left, b.top, b.right, b.bottom])({found})")
        return left, top, right, bottom

    def press(self, element: str) -> None:
        """Press an element, which is in sight, large enough for a thumb, and named."""
        left, top, right, bottom = self.box(element)
        found = f"document.querySelector({json.dumps(element)})"
        assert bottom - top >= 48, element
        assert right - left >= 48, element
        assert left >= 0, element
        assert right <= self.page.view.width(), element
        assert self.page.run(f"({found}.getAttribute('aria-label') ?? {found}.textContent).trim()"), element
        if self.hand is Hand.KEYS:
            self._walk_to(found)
            QTest.keyClick(self.page.view, Qt.Key.Key_Space)
        else:
            self.touch((left + right) / 2, (top + bottom) / 2)

    def touch(self, x: float, y: float) -> None:
        """Press a place of the screen."""
        point = QPoint(round(x), round(y))
        if self.hand is Hand.FINGER:
            QTest.touchEvent(self.page.view, self._glass).press(0, point, self.page.view).commit(True)
            QTest.touchEvent(self.page.view, self._glass).release(0, point, self.page.view).commit(True)
        else:
            QTest.mouseClick(self.page.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def choose(self, lon: float, lat: float) -> None:
        """Choose what lies at a place of the map; by keys that in its middle."""
        if self.hand is not Hand.KEYS:
            self.touch(*self.page.run(f"(p => [p.x, p.y])(okrskarMap.project([{lon}, {lat}]))"))
            return
        self.page.rest(lambda: self.page.model.center(lon, lat, 15.0))
        self._walk_to("okrskarMap.getCanvas()")
        QTest.keyClick(self.page.view, Qt.Key.Key_Return)

    def _walk_to(self, element: str) -> None:
        count = "addEventListener('keyup', () => { stepsMade += 1 }, true)"
        self.page.run(f"window.stepsMade ??= ({count}, 0)")
        for _ in range(40):
            if self.page.run(f"document.activeElement === {element}"):
                return
            made = self._made()
            QTest.keyClick(self.page.view, Qt.Key.Key_Tab)
            # A script is answered past keys that still wait: looking too soon would press the key once too often.
            self.page.bot.waitUntil(partial(self._stepped, made), timeout=PATIENCE_MS)
        raise AssertionError(f"Tab never comes to {element}")

    def _made(self) -> tuple[int, bool]:
        steps, here = self.page.run("[stepsMade, document.hasFocus()]")
        return steps, here

    def _stepped(self, made: tuple[int, bool]) -> bool:
        return self._made() != made


def lay(page: Page, *, on: bool = True, part: Literal["day", "night"] = "night") -> None:
    page.model.set_safety(SetSafety(on=on, part=part, words=LAYER))


def heard(page: Page, signal_: SignalInstance, act: Callable[[], object]) -> list[object]:
    with page.bot.waitSignal(signal_, timeout=PATIENCE_MS) as found:
        act()
    return list(found.args)


def sized(page: Page, size: tuple[int, int]) -> None:
    page.view.resize(*size)
    page.bot.waitUntil(lambda: page.run("innerWidth") == size[0], timeout=PATIENCE_MS)


def sees_hexagon(page: Page) -> bool:
    """Whether the middle of the hexagon is in sight, beside its card."""
    x, y = page.run(f"(p => [p.x, p.y])(okrskarMap.project([{CENTRE[0]}, {CENTRE[1]}]))")
    left, top, right, bottom = Fingers(page, Hand.MOUSE).box("#card")
    on_card = left <= x <= right and top <= y <= bottom
    return 0 < x < page.view.width() and 0 < y < page.view.height() and not on_card


@pytest.mark.parametrize("hand", list(Hand))
@SIZES
def test_that_every_control_of_the_layer_and_of_its_card_does_what_it_says(
    page: Page, size: tuple[int, int], hand: Hand
) -> None:
    sized(page, size)
    model, person = page.model, Fingers(page, hand)
    model.center(*CENTRE, 15.0)
    page.rest(lambda: lay(page, on=False))
    assert heard(page, model.safetyAsked, lambda: person.press("#safety-on")) == [True, "night"]
    lay(page)
    page.rest(lambda: model.set_cells((hexagon("a", *CENTRE, "better", "worse"),)))
    assert heard(page, model.safetyAsked, lambda: person.press("#safety-day")) == [True, "day"]
    page.rest(lambda: lay(page, part="day"))
    assert heard(page, model.safetyAsked, lambda: person.press("#safety-night")) == [True, "night"]
    page.rest(lambda: lay(page))
    assert heard(page, model.worstAsked, lambda: person.press("#safety-worst")) == []
    was = page.run("document.getElementById('legend').open")
    person.press("#legend-title")
    page.bot.waitUntil(lambda: page.run("document.getElementById('legend').open") != was, timeout=PATIENCE_MS)
    assert heard(page, model.cellTapped, lambda: person.choose(*CENTRE))[0] == "a"
    page.rest(lambda: model.show_cell(CARD))
    page.bot.waitUntil(lambda: sees_hexagon(page), timeout=PATIENCE_MS)
    assert heard(page, model.tipTapped, lambda: person.press(TIP_BUTTON)) == ["tip-2"]
    assert heard(page, model.cellClosed, lambda: person.press("#card-close")) == []
    page.rest(lambda: model.show_cell(None))
    assert heard(page, model.safetyAsked, lambda: person.press("#safety-on")) == [False, "night"]


@pytest.mark.parametrize("reduced", [True, False], ids=["still", "moving"])
@SIZES
def test_that_a_flight_to_a_hexagon_ends_with_it_in_sight_beside_its_card(
    page: Page, size: tuple[int, int], reduced: bool
) -> None:
    sized(page, size)
    model = page.model
    model.set_theme(SetTheme(scheme="light", tokens={}, reduced_motion=reduced))
    model.center(CENTRE[0] + 0.3, CENTRE[1], 12.0)
    lay(page)
    page.rest(lambda: model.set_cells((hexagon("a", *CENTRE, "better", "worse"),)))
    model.show_cell(CARD)
    model.center(*CENTRE, 15.0)
    page.rest(lambda: page.view.rootObject().setProperty("covered", 120))
    page.bot.waitUntil(lambda: sees_hexagon(page) and not page.run("okrskarMap.isMoving()"), timeout=PATIENCE_MS)
    page.bot.waitUntil(lambda: page.run("okrskarMap.getPadding().bottom") == 120, timeout=PATIENCE_MS)
    page.bot.waitUntil(lambda: sees_hexagon(page) and not page.run("okrskarMap.isMoving()"), timeout=PATIENCE_MS)
    assert page.run("okrskarMap.getZoom()") == pytest.approx(15.0)


def test_that_news_of_an_open_hexagon_leave_the_map_where_it_was_pushed(page: Page) -> None:
    lay(page)
    page.model.center(*CENTRE, 15.0)
    page.rest(lambda: page.model.set_cells((hexagon("a", *CENTRE, "better", "worse"),)))
    page.rest(lambda: page.model.show_cell(CARD))
    page.rest(lambda: page.model.center(CENTRE[0] + 0.1, CENTRE[1], 15.0))
    page.rest(lambda: page.model.show_cell(CARD, focus=False))
    page.rest(lambda: page.model.set_cells((hexagon("a", *CENTRE, "worse", "worse"),)))
    assert page.run("okrskarMap.getCenter().lng") == pytest.approx(CENTRE[0] + 0.1, abs=1e-6)


def test_that_a_page_that_was_killed_comes_back_with_layer_and_card(page: Page) -> None:
    page.model.center(*CENTRE, 15.0)
    lay(page)
    page.model.set_cells((hexagon("a", *CENTRE, "better", "worse"),))
    page.rest(lambda: page.model.show_cell(CARD))
    page.rest(lambda: os.kill(page.process(), signal.SIGKILL))
    assert page.run("document.getElementById('card-title').checkVisibility()")
    assert [one["open"] for one in page.rendered("cells-open")] == [1]
    page.log.clear()
