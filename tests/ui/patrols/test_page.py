"""The real Patrol page on a real store: a note in three touches, its photo, its place, taking it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from app.session import DeviceSession
from app.values import Place
from tests.ui.conftest import HERE, Screen
from tests.ui.fingers import commit, find, focus, go, names, press, tap, texts, write
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1280, 800), (390, 844)]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def page(screen: Made, width: int = 1280, height: int = 800) -> Screen:
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "patrol")
    return shown


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_three_touches_keep_a_note_where_one_stands(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    shown = page(screen, width, height)
    assert not shown.workspace.patrol.note.props.hasPlace, "looking at the page measures no position"
    tap(shown, "Place it where I stand")
    tap(shown, "Calm")
    tap(shown, "Keep note")
    (view,) = session.patrols.notes()
    assert (view.note.text, view.note.tag, view.note.place) == ("Calm", "calm", HERE)
    assert {"Note kept on this device", "Calm"} <= texts(shown)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_note_with_its_photo_is_taken_back_whole(
    screen: Made, session: DeviceSession, tmp_path: Path, width: int, height: int
) -> None:
    picture = tmp_path / "branka.png"
    picture.write_bytes(PNG)
    shown = page(screen, width, height)
    write(shown, "What did you see?", "Otevřená branka")
    shown.workspace.patrol.note.attach([QUrl.fromLocalFile(str(picture))])
    shown.settle()
    assert find(shown, "Leave this photo out").isVisible()
    tap(shown, "Keep note")
    (view,) = session.patrols.notes()
    assert [photo.here for photo in view.photos] == [True]
    tap(shown, "Undo")
    assert session.patrols.notes() == ()
    assert session.outbox.summary().waiting == 0
    assert shown.workspace.patrol.note.props.text == "Otevřená branka"
    tap(shown, "Leave this photo out")
    assert shown.workspace.patrol.note.props.photos == []


def test_that_what_is_written_outlives_the_choice_of_a_place(screen: Made, session: DeviceSession) -> None:
    shown = page(screen)
    write(shown, "What did you see?", "Rozbité sklo")
    tap(shown, "Choose the place on the map")
    assert shown.workspace.navigation.props.page == "map"
    shown.workspace.map.mapTapped.emit(13.42, 50.46)
    shown.settle()
    assert shown.workspace.navigation.props.page == "patrol"
    assert "Chosen on the map" in texts(shown)
    tap(shown, "Keep note")
    (view,) = session.patrols.notes()
    assert (view.note.text, view.note.place) == ("Rozbité sklo", Place(lat=50.46, lon=13.42))


def test_that_the_place_can_be_where_one_stands_again(screen: Made) -> None:
    shown = page(screen)
    shown.workspace.patrol.note.placeAt(13.42, 50.46)
    shown.settle()
    tap(shown, "Place it where I stand")
    assert "Where I stand, ±12 m" in texts(shown)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_patrol_starts_and_ends_by_its_button(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    shown = page(screen, width, height)
    assert session.patrols.running() is None
    tap(shown, "Start patrol")
    assert session.patrols.running() is not None
    assert {"On patrol for 0:00", "Patrol 0:00"} <= texts(shown)
    assert shown.receiver.following
    tap(shown, "End patrol")
    assert session.patrols.running() is None
    assert not shown.receiver.following


def test_that_the_keyboard_alone_keeps_a_note(screen: Made, session: DeviceSession) -> None:
    shown = page(screen)
    focus(shown, "What did you see?")
    commit(shown, "Klid v parku")
    focus(shown, "Talk")
    press(shown, Qt.Key.Key_Space)
    focus(shown, "Keep note")
    press(shown, Qt.Key.Key_Space)
    (view,) = session.patrols.notes()
    assert (view.note.text, view.note.tag) == ("Klid v parku", "talk")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_that_can_be_touched_has_a_name_and_fits_a_thumb(screen: Made, width: int, height: int) -> None:
    shown = page(screen, width, height)
    tap(shown, "Check")
    assert [item.metaObject().className() for name, item in names(shown) if not name] == []
    for name in ("Calm", "Talk", "Check", "Prevention", "Keep note", "Add a photo", "Start patrol"):
        assert find(shown, name).height() >= 48, name
