"""What was just done is said in a row of its own: at the desk and on a phone it lies over no control."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMetaObject, QRectF
from PySide6.QtQuick import QQuickItem

from app.session import DeviceSession
from tests.ui.city import uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import find, go, names, tap, whole, write
from tests.ui.hands import Hand, Pressing
from ui.shell.workspace import UNDO_MS

Made = Callable[..., Screen]
SIZES = [(1280, 800), (1366, 768), (390, 844)]
NEW, IN_PROGRESS = uuid(1, 0), uuid(1, 3)
PAGES = ("today", "map", "patrol", "team", "sync", "settings")


def every_item(parent: QQuickItem) -> Iterator[QQuickItem]:
    """All below one, in sight or not."""
    for child in parent.childItems():
        yield child
        yield from every_item(child)


def bar_of(shown: Screen) -> QQuickItem:
    """The one bar there is."""
    every = every_item(whole(shown))
    (found,) = [one for one in every if one.metaObject().className().startswith("UndoBar")]
    return found


def lies(item: QQuickItem) -> QRectF:
    """The part of it that is in sight: cut off by whatever clips it."""
    area = item.mapRectToScene(item.boundingRect())
    over = item.parentItem()
    while over:
        if over.clip():
            area = area.intersected(over.mapRectToScene(over.boundingRect()))
        over = over.parentItem()
    return area


def covered(shown: Screen) -> list[str]:
    """The controls over which the bar lies."""
    shown.root.grabWindow()
    bar = bar_of(shown)
    assert bar.isVisible()
    place = bar.mapRectToScene(bar.boundingRect())
    under = []
    for name, item in names(shown):
        if bar.isAncestorOf(item):
            continue
        shared = lies(item).intersected(place)
        if shared.width() > 0.5 and shared.height() > 0.5:
            under.append(name)
    return under


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_the_bar_covers_no_control_on_any_page(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.workspace.openTip(NEW)
    shown.settle()
    shown.workspace.tip.perform("accept")
    shown.settle()
    assert covered(shown) == []
    for page in PAGES:
        go(shown, page)
        assert covered(shown) == [], page
    bar = bar_of(shown)
    low = bar.mapRectToScene(bar.boundingRect()).bottom()
    assert low <= height


@pytest.mark.parametrize("hand", list(Hand))
@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_that_undo_is_reached_by_every_hand(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    shown = screen(width, height)
    shown.workspace.openTip(NEW)
    shown.settle()
    shown.workspace.tip.perform("accept")
    shown.settle()
    Pressing(shown, hand).on("Vzít zpět")
    assert session.outbox.entries() == ()


def test_that_the_bar_is_offered_as_long_as_the_change_is_held_back(screen: Made) -> None:
    bar = bar_of(screen())
    assert bar.property("seconds") * 1000 == UNDO_MS == 10_000


def test_that_a_finger_that_is_still_there_undoes_nothing(screen: Made, session: DeviceSession) -> None:
    shown = screen()
    shown.workspace.openTip(NEW)
    shown.settle()
    shown.workspace.tip.perform("accept")
    shown.settle()
    (button,) = [one for one in every_item(bar_of(shown)) if one.objectName() == "undo"]
    QMetaObject.invokeMethod(button, "click")
    shown.settle()
    assert [entry.kind for entry in session.outbox.entries()] == ["tip.accept"]
    tap(shown, "Vzít zpět")
    assert session.outbox.entries() == ()


def test_that_the_next_action_ends_the_offer(screen: Made, session: DeviceSession) -> None:
    shown = screen()
    go(shown, "patrol")
    write(shown, "Co jste viděli?", "Klid")
    tap(shown, "Uložit poznámku")
    assert find(shown, "Vzít zpět").isVisible()
    tap(shown, "Zahájit obchůzku")
    assert not bar_of(shown).isVisible()
    assert session.patrols.running() is not None
    tap(shown, "Ukončit obchůzku")


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_that_a_tip_that_is_written_about_says_so_on_its_row(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    rooms = shown.workspace.rooms
    rooms.today.showTab("today")
    shown.settle()
    first = rooms.today.rows.row(0)
    assert not first.drafted
    shown.workspace.openTip(first.tipId)
    shown.settle()
    rooms.tip.perform("note")
    shown.settle()
    rooms.note.write("Lampa")
    rooms.note.finished.emit()
    shown.workspace.closeTip()
    shown.settle()
    row = rooms.today.rows.row(0)
    assert row.drafted
    assert row.spoken.endswith("rozepsáno")
    assert any(name.endswith("rozepsáno") for name, _ in names(shown))
    rooms.drafts.discard(rooms.drafts.keeper.drafts[0].id)
    shown.settle()
    assert not rooms.today.rows.row(0).drafted


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_that_the_way_to_the_patrol_says_that_a_note_is_being_written(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    go(shown, "patrol")
    write(shown, "Co jste viděli?", "Klid")
    go(shown, "today")
    called = {name for name, _ in names(shown)}
    assert "Obchůzka, rozepsaná poznámka" in called
    if width < 600:
        assert "Pokračovat v poznámce" in called
        assert "Poznámka" not in called
