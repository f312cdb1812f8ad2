"""The list of the worst places, by mouse, finger and keys, at the desk and on a phone; it works without a map."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.accounts.domain import Officer, Role
from app.districts.domain import District
from app.ratings.domain import Slice
from app.session import DeviceSession
from tests.ui.conftest import Screen
from tests.ui.fingers import go, texts
from tests.ui.fingers import press as press_key
from tests.ui.hands import Hand, Pressing
from tests.ui.rated import HERE, THERE, masked, rate, unclear, worse
from ui.language import Language
from ui.lookups import Lookups
from ui.map.places_viewmodel import PlaceRow, PlacesViewModel

Made = Callable[..., Screen]
SIZES = pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)], ids=["desk", "phone"])
ELSEWHERE = "891e3545a97ffff"


def listed(shown: Screen) -> tuple[PlaceRow, ...]:
    room = shown.workspace.room("places")
    assert isinstance(room, PlacesViewModel)
    return room.rows.rows


def open_first(press: Pressing, words: str) -> None:
    """Press the row; by keys the list is gone to by Tab, and Return opens its first row."""
    if press.hand is not Hand.KEYS:
        press.on(words)
        return
    for _ in range(60):
        if press.shown.root.activeFocusItem().metaObject().className().startswith(("QQuickListView", "ListRow")):
            break
        QTest.keyClick(press.shown.root, Qt.Key.Key_Tab)
    else:
        raise AssertionError("Tab never comes to the list")
    press_key(press.shown, Qt.Key.Key_Return)


@pytest.mark.parametrize("hand", list(Hand))
@SIZES
def test_that_the_worst_place_of_my_districts_stands_first_and_is_flown_to(
    screen: Made, session: DeviceSession, width: int, height: int, hand: Hand
) -> None:
    rate(session, [(unclear(THERE), "d1"), (worse(HERE), "d0"), (worse(ELSEWHERE, bound=0.9), "d7")])
    press = Pressing(screen(width, height, Language.ENGLISH), hand)
    go(press.shown, "patrol")
    press.on("Where it is worst after dark")
    assert [(row.cell, row.tone) for row in listed(press.shown)] == [(HERE, "worse"), (THERE, "unknown")]
    assert "The worst places of your districts" in texts(press.shown)
    open_first(press, "A place without addresses. Centrum. Worse than elsewhere. 6 of 10 feel unsafe")
    shown = press.shown.workspace
    assert shown.navigation.props.page == "map"
    assert (shown.safety.props.on, shown.safety.props.part, shown.safety.props.cardOpen) == (True, "night", True)
    press_key(press.shown, Qt.Key.Key_Escape)
    assert not shown.safety.props.cardOpen


def test_that_what_better_or_few_people_say_is_not_among_the_worst(screen: Made, session: DeviceSession) -> None:
    rate(session, [(masked(HERE, Slice.NIGHT), "d0"), (worse(HERE, Slice.DAY), "d0")])
    shown = screen()
    go(shown, "places")
    assert listed(shown) == ()
    assert "Tady žádné místo nevyčnívá" in texts(shown)
    shown.workspace.showWorst("day")
    shown.settle()
    (row,) = listed(shown)
    assert row.spoken.replace("\xa0", " ") == (
        "Místo bez adres. Centrum. Hůř než jinde. Nebezpečně se cítí 6 z 10, spíše mezi 3 a 8."
        " Odpovědělo 24 lidí · Důvody: špatné osvětlení, nikde nikdo · Horší než před půl rokem"
    )
    assert any(text.startswith("Hodnocení obyvatel k 11. 3., ") for text in texts(shown))


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_a_supervisor_has_the_list_of_the_whole_city(screen: Made, session: DeviceSession) -> None:
    rate(session, [(unclear(THERE), "d1"), (worse(HERE), "d0"), (worse(ELSEWHERE, bound=0.9), "d7")])
    shown = screen()
    go(shown, "places")
    assert [row.cell for row in listed(shown)] == [ELSEWHERE, HERE, THERE]
    assert "Nejhorší místa ve městě" in texts(shown)
    assert "Nejhorší místa vašich lokalit" not in texts(shown)


@pytest.mark.parametrize(("held", "whole"), [((), True), (("a",), False), (("b", "a"), True), (("b", "c"), False)])
def test_that_the_city_is_whole_for_who_holds_all_districts_or_none(held: tuple[str, ...], whole: bool) -> None:
    city = {one: District(one, one, {}) for one in ("a", "b")}
    assert Lookups(city, me=Officer("j", "Jana", Role.OFFICER, districts=held)).has_whole_city is whole


def test_that_without_ratings_the_list_says_when_they_come(screen: Made) -> None:
    shown = screen()
    go(shown, "places")
    assert {"Zatím žádná hodnocení", "Přijdou s příštím přenosem."} <= texts(shown)
