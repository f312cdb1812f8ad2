"""The real Settings page: by hand and by keyboard, at the desk and on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Screen
from tests.ui.fingers import commit, find, focus, go, names, press, tap, texts, write
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1280, 800), (390, 844)]


@pytest.fixture(autouse=True)
def _choices_are_kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def page(screen: Made, width: int = 1280, height: int = 800) -> Screen:
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "settings")
    return shown


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_look_tapped_twice_stays_chosen(screen: Made, width: int, height: int) -> None:
    shown = page(screen, width, height)
    for _ in range(2):
        tap(shown, "Dark")
        assert shown.workspace.settings.props.look == "dark"
        assert find(shown, "Dark").property("checked")
        assert not find(shown, "Light").property("checked")


def test_that_a_language_and_motion_are_chosen_by_a_tap(screen: Made) -> None:
    shown = page(screen)
    tap(shown, "Čeština")
    tap(shown, "Without motion")
    props = shown.workspace.settings.props
    assert (props.language, props.reducedMotion) == ("cs", True)
    tap(shown, "Without motion")
    assert not shown.workspace.settings.props.reducedMotion


@pytest.mark.parametrize("session", ["", "supervisor"], indirect=True)
def test_that_everybody_reaches_settings_on_a_phone(screen: Made) -> None:
    shown = screen(390, 844, Language.ENGLISH)
    tap(shown, "Settings")
    assert shown.workspace.navigation.props.page == "settings"
    assert "Change the PIN" in texts(shown)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_why_a_pin_was_not_changed_stands_in_the_sheet(screen: Made, width: int, height: int) -> None:
    shown = page(screen, width, height)
    tap(shown, "Change the PIN")
    write(shown, "The present one", "246810")
    write(shown, "The new one, 6 digits", "135791")
    write(shown, "The new one again", "135792")
    assert "The two differ." in texts(shown)
    press(shown, Qt.Key.Key_Backspace)
    commit(shown, "1")
    press(shown, Qt.Key.Key_Tab)
    shown.workspace.settings.changeSecret("246810", "135791")
    shown.settle()
    assert "It could not be changed. The present one still holds." in texts(shown)
    assert shown.workspace.settings.props.presentProblem


def test_that_the_keyboard_alone_changes_the_pin(screen: Made) -> None:
    shown = page(screen)
    focus(shown, "Change the PIN")
    press(shown, Qt.Key.Key_Space)
    for secret in ("246810", "135791", "135791"):
        commit(shown, secret)
        press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_Space)
    assert shown.workspace.settings.props.presentProblem != ""


def test_that_the_sheet_forgets_what_was_entered(screen: Made) -> None:
    shown = page(screen)
    tap(shown, "Change the PIN")
    write(shown, "The present one", "246810")
    press(shown, Qt.Key.Key_Escape)
    tap(shown, "Change the PIN")
    assert "246810" not in texts(shown)


def test_that_lock_now_asks_to_lock(screen: Made) -> None:
    shown = page(screen)
    asked: list[bool] = []
    shown.workspace.lockAsked.connect(lambda: asked.append(True))
    tap(shown, "Lock now")
    assert asked == [True]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_that_can_be_touched_has_a_name(screen: Made, width: int, height: int) -> None:
    shown = page(screen, width, height)
    assert [item.metaObject().className() for name, item in names(shown) if not name] == []
    assert {"Supervisor", "Contact officer"} & texts(shown)
