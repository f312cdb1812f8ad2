"""What reaches a page, in which order, whenever it begins."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.map.conftest import tip
from ui.map.bridge import Bridge
from ui.map.crossing import Crossing, Why
from ui.map.messages import CellMark, Center, Fit, Select, SetCells, SetPosition, SetWords, Zoom

T = TypeVar("T")
HERE = Fit(bounds=(13.4, 50.4, 13.5, 50.5))


class HandLane:
    """Keeps the work until a test runs it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.waiting.append(lambda: done(work()))

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class Heard:
    """A page that only listens."""

    def __init__(self, qtbot: QtBot) -> None:
        self.lane = HandLane()
        self.bridge = Bridge()
        self.crossing = Crossing(self.bridge, self.lane)
        self.messages: list[dict[str, Any]] = []
        self.bridge.toPage.connect(lambda text: self.messages.append(json.loads(text)))
        self._qtbot = qtbot

    def settle(self) -> list[str]:
        """The types of what came since the last time."""
        already = len(self.messages)
        self.lane.work()
        self._qtbot.waitUntil(lambda: not self.crossing._queue)
        return [message["type"] for message in self.messages[already:]]


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    return Heard(qtbot)


def test_that_a_page_that_begins_is_told_all_that_stands_and_no_steps(heard: Heard) -> None:
    heard.crossing.keep(SetWords(map_label="Mapa"))
    heard.crossing.keep(Select(id="a"))
    heard.crossing.keep(Select(id="b"))
    heard.crossing.post(Zoom(by=1.0))
    heard.crossing.show_tips((tip(1),))
    assert heard.settle() == []
    heard.crossing.greet()
    assert heard.settle() == ["setWords", "select", "setTips"]
    assert heard.messages[1]["id"] == "b"


def test_that_what_crosses_in_parts_stands_whole_until_the_next_of_its_kind(heard: Heard) -> None:
    heard.crossing.keep(SetCells(part=0, parts=1, rows=()))
    heard.crossing.keep(*(SetCells(part=part, parts=2, rows=(CellMark(str(part), ()),)) for part in range(2)))
    heard.crossing.greet()
    assert heard.settle() == ["setCells", "setCells"]
    assert [message["rows"][0][0] for message in heard.messages] == ["0", "1"]


def test_that_the_next_page_is_told_everything_anew(heard: Heard) -> None:
    heard.crossing.show_tips((tip(1), tip(2)))
    heard.crossing.greet()
    heard.settle()
    heard.crossing.show_tips((tip(1),))
    assert heard.settle() == ["patchTips"]
    heard.crossing.lose()
    heard.crossing.keep(SetPosition(position=None))
    assert (heard.crossing.there, heard.settle()) == (False, [])
    heard.crossing.greet()
    assert heard.settle() == ["setPosition", "setTips"]
    assert [row[0] for row in heard.messages[-1]["rows"]] == ["tip-1"]


def test_that_tips_compared_for_an_earlier_page_reach_no_later_one(heard: Heard) -> None:
    heard.crossing.show_tips((tip(1),))
    heard.crossing.greet()
    heard.crossing.lose()
    heard.crossing.greet()
    assert heard.settle() == ["setTips"]


def test_that_a_better_reason_to_look_somewhere_stands(heard: Heard) -> None:
    heard.crossing.greet()
    heard.crossing.look(HERE, Why.DISTRICTS)
    heard.crossing.look(Fit(bounds=(0, 0, 1, 1)), Why.GROUND)
    heard.crossing.look(Fit(bounds=(0, 0, 1, 1)), Why.DISTRICTS)
    for _ in range(2):
        heard.crossing.look(Center(lon=13.4, lat=50.4), Why.ASKED)
    heard.settle()
    kinds = [message["type"] for message in heard.messages]
    assert [kind for kind in kinds if kind in {"fit", "center"}] == ["fit", "center", "center"]
    heard.crossing.looked(Center(lon=1.0, lat=2.0, zoom=3.0))
    heard.crossing.greet()
    assert heard.settle() == ["center"]
    again = heard.messages[-1]
    assert (again["lon"], again["lat"], again["zoom"]) == (1.0, 2.0, 3.0)


def test_that_a_page_rests_when_it_has_handled_all_there_is(heard: Heard) -> None:
    heard.crossing.greet()
    assert not heard.crossing.rests(0), "the tips are still being compared"
    heard.settle()
    crossed = len(heard.messages)
    assert heard.crossing.rests(crossed)
    heard.crossing.post(Zoom(by=1.0))
    assert not heard.crossing.rests(crossed)
    heard.settle()
    assert not heard.crossing.rests(crossed)
    assert heard.crossing.rests(crossed + 1)
