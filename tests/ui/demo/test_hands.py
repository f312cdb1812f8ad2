"""The demo's hands on the app's real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

import ui.demo.hands as hands_module
from app.session import DeviceSession
from tests.ui.conftest import Screen
from ui.demo.hands import Hands
from ui.language import Language

Made = Callable[..., Screen]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands_module, "PATIENCE_MS", 50)


def at_patrol(screen: Made) -> tuple[Screen, Hands]:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.navigation.go("patrol")
    shown.settle()
    return shown, Hands(shown.root)


def test_that_a_tap_and_words_end_in_the_store(screen: Made, session: DeviceSession) -> None:
    shown, hands = at_patrol(screen)
    hands.write("What did you see?", "Příliš žluťoučký kůň")
    hands.tap("Keep note")
    shown.settle()
    assert [view.note.text for view in session.patrols.notes()] == ["Příliš žluťoučký kůň"]


def test_that_the_whole_name_wins_over_one_that_only_begins_so(screen: Made) -> None:
    shown, hands = at_patrol(screen)
    hands.tap("Map")
    shown.settle()
    assert shown.workspace.navigation.props.page == "map"


def test_that_what_is_disabled_can_not_be_tapped(screen: Made, impatient: None) -> None:
    _, hands = at_patrol(screen)
    with pytest.raises(TimeoutError, match="'Keep note' in sight"):
        hands.tap("Keep note")


@pytest.mark.usefixtures("impatient")
def test_that_what_is_not_there_is_named_with_what_is(screen: Made) -> None:
    _, hands = at_patrol(screen)
    with pytest.raises(TimeoutError, match="Start patrol"):
        hands.tap("Fly away")
    with pytest.raises(TimeoutError, match="What did you see"):
        hands.write("Secret field", "x")


def test_that_a_picture_of_the_window_is_kept(screen: Made, tmp_path: Path) -> None:
    _, hands = at_patrol(screen)
    path = tmp_path / "deeper" / "patrol.png"
    hands.picture(path)
    assert QImage(str(path)).width() == 1280
