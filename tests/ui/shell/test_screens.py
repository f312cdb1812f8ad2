"""The real window, offscreen: what is in it, by hand and by keyboard. Any warning of Qt or QML fails."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from app.basemap.search import Street
from app.tips.domain import Status
from tests.ui.city import uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import TOUCHABLE, items, tap, texts, whole
from ui.language import Language

Made = Callable[..., Screen]
TIP = uuid(1, 3)
SIZES = [(1280, 800), (820, 1100), (390, 844)]
PAGES = ["today", "map", "patrol", "promises", "briefs", "places", "sync", "settings"]
TOUCHED = ("ActionButton", "IconButton", "FilterChip", "NavItem", "TipDelegate")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_every_page_shows_at_every_size(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    for page in PAGES:
        shown.workspace.navigation.go(page)
        shown.settle()
        assert len(texts(shown)) > 3, page
    shown.workspace.openTip(TIP)
    shown.settle()
    assert "Vrak bez značek stojí měsíc" in texts(shown)


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_a_supervisor_has_the_board(screen: Made) -> None:
    shown = screen()
    shown.workspace.navigation.go("team")
    shown.settle()
    assert {"Tým", "Březenecká"} <= texts(shown)


def test_that_an_officer_has_no_board(screen: Made) -> None:
    assert "Tým" not in texts(screen())


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_that_can_be_touched_has_a_name(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    nameless = []
    for page in [*PAGES, "tip"]:
        if page == "tip":
            shown.workspace.openTip(TIP)
        else:
            shown.workspace.navigation.go(page)
        shown.settle()
        for item in items(whole(shown)):
            face = QAccessible.queryAccessibleInterface(item)
            if face is not None and face.role() in TOUCHABLE and not face.text(QAccessible.Text.Name):
                nameless.append(f"{page}: {item.metaObject().className()} {face.role()}")
    assert nameless == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_buttons_fit_a_finger(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.workspace.openTip(TIP)
    shown.settle()
    small = []
    for item in items(whole(shown)):
        name = item.metaObject().className()
        if name.startswith(TOUCHED) and item.height() < 40:
            small.append(f"{name} {item.width():.0f}×{item.height():.0f}")
    assert small == []


def test_that_the_keyboard_alone_finds_and_opens_a_tip(screen: Made) -> None:
    shown = screen()
    QTest.keyClick(shown.root, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_V, Qt.Key.Key_R, Qt.Key.Key_A, Qt.Key.Key_K):
        QTest.keyClick(shown.root, key)
    shown.settle()
    assert shown.workspace.today.props.text == "vrak"
    QTest.keyClick(shown.root, Qt.Key.Key_Tab)
    for _ in range(12):
        if shown.root.activeFocusItem().metaObject().className().startswith("QQuickListView"):
            break
        QTest.keyClick(shown.root, Qt.Key.Key_Tab)
    QTest.keyClick(shown.root, Qt.Key.Key_Down)
    QTest.keyClick(shown.root, Qt.Key.Key_Return)
    shown.settle()
    assert shown.workspace.navigation.props.tipOpen
    assert "Vrak" in shown.workspace.tip.props.title
    QTest.keyClick(shown.root, Qt.Key.Key_Escape)
    assert not shown.workspace.navigation.props.tipOpen


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_four_touches_close_a_tip_and_one_takes_it_back(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.workspace.openTip(TIP)
    shown.settle()
    tap(shown, "Uzavřít podnět")
    tap(shown, "Vyřešeno")
    assert shown.workspace.closing.props.reply.startswith("Dobrý den")
    shown.workspace.closing.close()
    shown.settle()
    detail = shown.workspace.tip.detail
    assert detail is not None
    assert detail.tip.status is Status.CLOSED
    tap(shown, "Vzít zpět")
    detail = shown.workspace.tip.detail
    assert detail is not None
    assert detail.tip.status is Status.IN_PROGRESS


def test_that_a_locked_window_holds_no_word_of_a_case(screen: Made) -> None:
    shown = screen()
    shown.workspace.openTip(TIP)
    shown.settle()
    assert "Marie Nováková" in texts(shown)
    shown.app.lock()
    shown.settle()
    words = " ".join(texts(shown))
    assert "Zadejte PIN" in words
    for case_text in ("Marie", "Vrak", "Dobrý den", "2026-"):
        assert case_text not in words
    assert shown.root.findChild(QObject, "workspace") is None


def test_that_english_can_be_spoken_instead(screen: Made) -> None:
    shown = screen(language=Language.ENGLISH)
    assert {"Today", "Map", "Patrol", "Sync", "Settings"} <= texts(shown)
    shown.window.speak(Language.CZECH)
    shown.workspace.retranslate()
    shown.settle()
    assert {"Dnes", "Mapa", "Obchůzka", "Přenos", "Nastavení"} <= texts(shown)


class Ground:
    """A basemap without tiles."""

    version = "0123456789abcdef" * 4
    bounds = (13.38, 50.43, 13.45, 50.49)
    min_zoom, max_zoom = 10, 14
    attribution = ""

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        raise AssertionError(f"no map is shown, and a tile {z}/{x}/{y} was asked for")

    def streets(self) -> tuple[Street, ...]:
        return ()


def test_that_the_settings_name_the_basemap_as_soon_as_it_came(screen: Made) -> None:
    shown = screen()
    rooms = shown.workspace.rooms
    assert rooms.settings.props.basemap == "v zařízení zatím není"
    rooms.map.set_basemap(Ground())
    assert rooms.settings.props.basemap == "0123456789ab"
