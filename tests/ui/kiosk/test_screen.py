"""The kiosk by real presses at both sizes: four answers and the thanks, nothing of the app, and back by the PIN."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from app.outbox.views import OutboxEntry
from app.session import DeviceSession
from app.values import Place
from tests.ui.city import NOW, open_city
from tests.ui.conftest import Screen
from tests.ui.drafts.hands import locked_and_unlocked
from tests.ui.fingers import commit, find, focus, go, guarded, items, names, press, still, tap, texts, whole
from tests.ui.hands import Hand, Pressing
from tests.ui.rated import HERE, THERE, rate, unclear, worse
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.kiosk.answering import KEY, Answers, Spot, chosen, content
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1366, 768), (390, 844)]
QUESTION = "Which time of the day do you want to speak of?"
PIN = "246810"
STANDS = Place(lat=50.445, lon=13.395, accuracy=8.0)
"""In a district of this officer's."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DeviceSession]:
    opened = open_city(tmp_path / "device", count=12)
    yield opened
    opened.close()


def handed(screen: Made, width: int = 390, height: int = 844) -> Screen:
    """The device after the officer has handed it over where they stand."""
    shown = screen(width, height, Language.ENGLISH)
    shown.receiver.place = STANDS
    go(shown, "asking")
    tap(shown, "Where I stand")
    tap(shown, "Hand the device over")
    return shown


def collected(session: DeviceSession) -> list[OutboxEntry]:
    return [entry for entry in session.outbox.entries() if entry.kind == "rating.collect"]


def kiosk_of(shown: Screen) -> Any:
    return shown.workspace.kiosk


def enter(shown: Screen, pin: str) -> None:
    for digit in pin:
        tap(shown, digit)


@pytest.mark.parametrize(
    ("width", "height", "hand"), [(*SIZES[0], Hand.MOUSE), (*SIZES[1], Hand.FINGER), (*SIZES[0], Hand.KEYS)]
)
def test_that_four_touches_give_a_rating_and_the_next_person_begins_anew(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    pressing = Pressing(shown := handed(screen, width, height), hand)
    for touch in ("After dark", "Rather unsafe", "Every week", "Send"):
        pressing.on(touch)
    (one,) = collected(session)
    assert one.payload == {
        "lat": 50.445, "lon": 13.395, "part": "night", "answer": "rather_unsafe", "frequency": "weekly",
    }  # fmt: skip
    assert "Thank you!" in texts(shown)
    assert session.drafts.all() == ()
    pressing.on("The next person")
    assert QUESTION in texts(shown)
    for touch in ("By day", "Very safe", "Skip", "Noise", "Litter"):
        pressing.on(touch)
    assert not find(shown, "Traffic").isEnabled(), "two causes at most"
    pressing.on("Add something")
    pressing.on("65 or more")
    pressing.on("woman")
    focus(shown, "In your own words")
    commit(shown, "Díky za lavičku")
    pressing.on("Send")
    other = collected(session)[0]
    assert {name: other.payload[name] for name in ("part", "tags", "age", "sex", "remark")} == {
        "part": "day", "tags": ["noise", "litter"], "age": "65_over", "sex": "woman", "remark": "Díky za lavičku",
    }  # fmt: skip
    assert other.target != one.target, "they are two people"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_nothing_else_is_seen_or_reached_and_only_the_pin_leads_out(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    QGuiApplication.clipboard().setText("+420 601 222 333", QClipboard.Mode.Clipboard)
    shown = handed(screen, width, height)
    assert [name for name, _ in names(shown)] == ["For the officer", "By day", "After dark"]
    kinds = {item.metaObject().className().split("_")[0] for item in items(whole(shown))}
    assert kinds.isdisjoint({"Shell", "StatusStrip", "NavItem", "WorkArea", "TodayPage", "AskingPage", "UndoBar"})
    before = texts(shown)
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_L, Qt.Key.Key_F, Qt.Key.Key_Z, Qt.Key.Key_0):
        QTest.keyClick(shown.root, key, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Back, Qt.Key.Key_F1):
        press(shown, key)
    assert texts(shown) == before
    assert shown.app.workspace is not None
    assert QGuiApplication.clipboard().text() == "", "what the officer copied is not there to be pasted"
    tap(shown, "For the officer")
    assert QUESTION not in texts(shown)
    enter(shown, "111111")
    assert "That is not right. 9 tries left." in texts(shown)
    tap(shown, "Back to the question")
    assert QUESTION in texts(shown)
    tap(shown, "For the officer")
    tap(shown, "7")
    tap(shown, "Delete the last digit")
    enter(shown, PIN)
    assert shown.door.tried == ["111111", PIN]
    assert {"Ask people how safe they feel", "The device is yours again. 0 ratings collected."} <= texts(shown)


def test_that_who_is_asked_after_a_silence_sees_nothing_of_the_one_before(screen: Made, session: DeviceSession) -> None:
    shown = handed(screen)
    for touch in ("By day", "Begin anew", "After dark", "Rather safe", "Back"):
        tap(shown, touch)
    assert [(row.key, row.chosen) for row in kiosk_of(shown).choices.rows if row.chosen] == [("rather_safe", True)]
    for touch in ("Very unsafe", "Skip", "Add something", "Delete my answers", "After dark", "Very unsafe"):
        tap(shown, touch)
    shown.workspace.drafts.keeper.flush()
    shown.settle()
    assert [draft.key for draft in session.drafts.all()] == [KEY]
    kiosk = kiosk_of(shown)
    kiosk._ask.timeout.emit()
    assert "Are you still there? Touch the screen, or it begins anew for the next person." in texts(shown)
    tap(shown, "Now and then")
    assert not kiosk.props.stillThere
    kiosk._ask.timeout.emit()
    kiosk._idle.timeout.emit()
    shown.settle()
    assert QUESTION in texts(shown)
    assert session.drafts.all() == ()
    assert kiosk.broken_off() is None
    tap(shown, "By day")
    assert not any(row.chosen for row in kiosk.choices.rows)


def test_that_the_lock_comes_and_only_the_officer_may_hand_a_half_answer_back(
    screen: Made, session: DeviceSession, jobs: Jobs
) -> None:
    shown = handed(screen)
    tap(shown, "After dark")
    tap(shown, "Very unsafe")
    locked_and_unlocked(shown, session, jobs)
    go(shown, "asking")
    assert "Somebody was in the middle of answering" in texts(shown)
    assert not any("unsafe" in text.lower() for text in texts(shown)), "the officer is not told what was said"
    tap(shown, "They have gone")
    assert session.drafts.all() == ()
    assert "Somebody was in the middle of answering" not in texts(shown)


def test_that_a_half_answer_of_somebody_who_has_gone_stays_on_no_disk(
    screen: Made, session: DeviceSession, jobs: Jobs
) -> None:
    said = content(chosen(Answers("01890000-0000-7000-8000-0000000000f1"), "night"), Spot(50.445, 13.395, ""))

    def half_said(at: datetime) -> None:
        keeper = DraftKeeper(session.drafts, jobs, lambda: at)
        keeper.write(KEY, said)
        keeper.stop()

    half_said(NOW - timedelta(minutes=14))
    shown = screen(390, 844, Language.ENGLISH)
    shown.settle()
    assert len(session.drafts.all()) == 1, "they may be there still"
    for at in (NOW - timedelta(minutes=16), NOW + timedelta(days=1)):
        shown.app.lock()
        for draft in session.drafts.all():
            session.drafts.discard(draft)
        half_said(at)
        shown.enter()
        shown.settle()
        assert session.drafts.all() == (), "and nobody has to look for it"


def test_that_a_half_answer_outlives_kill_9(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    open_city(tmp_path / "device", count=1).close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.kiosk.kiosk_process", str(tmp_path / "device")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    shown: Screen = request.getfixturevalue("screen")(390, 844, Language.ENGLISH)
    go(shown, "asking")
    tap(shown, "Hand it back to them")
    assert {"Palackého 12", "How often are you here?"} <= texts(shown)
    tap(shown, "Skip")
    tap(shown, "Send")
    (one,) = collected(request.getfixturevalue("session"))
    assert (one.payload["part"], one.payload["answer"]) == ("night", "rather_unsafe")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_officer_sees_where_to_ask_next_and_how_many_they_asked(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    rate(session, [(worse(HERE), "d0"), (unclear(THERE), "d1")])
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "patrol")
    tap(shown, "Ask people how safe they feel")
    assert not find(shown, "Hand the device over").isEnabled(), "no place is chosen yet"
    asking: Any = shown.workspace.room("asking")
    rows = asking.nextRows.rows
    assert [(row.cell, row.flagged) for row in rows] == [(HERE, True), (THERE, False)]
    tap(shown, rows[0].spoken)
    assert (shown.workspace.navigation.props.page, shown.workspace.safety._inputs.cell) == ("map", HERE)
    go(shown, "asking")
    tap(shown, "Back")
    assert shown.workspace.navigation.props.page == "patrol"
    go(shown, "asking")
    tap(shown, "On the map")
    assert shown.workspace.navigation.props.page == "map"
    shown.workspace.map.mapTapped.emit(13.0, 50.0)
    shown.settle()
    assert "This place is in no district. Choose one within the town." in texts(shown)
    assert not find(shown, "Hand the device over").isEnabled()
    asking.placeAt(13.4178, 50.4605)
    shown.settle()
    assert "Zahradní is not yours: the station would refuse ratings from there." in texts(shown)
    asking.placeAt(STANDS.lon, STANDS.lat)
    shown.settle()
    tap(shown, "Hand the device over")
    for touch in ("After dark", "Rather unsafe", "Skip", "Send", "For the officer"):
        tap(shown, touch)
    enter(shown, PIN)
    assert {"Centrum", "today 1", "1 in 30 days"} <= texts(shown)
    assert "The device is yours again. 1 rating collected." in texts(shown)


def test_that_a_second_tap_of_two_answers_no_second_question(screen: Made, session: DeviceSession) -> None:
    shown = handed(screen)
    shown.window.theme.setProperty("ripening", 700)
    where = still(shown, "By day")
    for _ in range(3):
        QTest.mouseClick(shown.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    shown.settle()
    assert guarded(shown, where)
    assert shown.workspace.kiosk.props.step == "answer"
    assert not session.drafts.all() or session.drafts.all()[0].content["answer"] == ""


def test_that_a_full_disk_keeps_the_answers_in_sight(screen: Made, session: DeviceSession, monkeypatch: Any) -> None:
    shown = handed(screen)
    for touch in ("After dark", "Rather unsafe", "Skip"):
        tap(shown, touch)

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(session.ratings, "collect", broken)
    tap(shown, "Send")
    assert any(text.startswith("It could not be kept.") for text in texts(shown))
    monkeypatch.undo()
    tap(shown, "Send")
    assert len(collected(session)) == 1
