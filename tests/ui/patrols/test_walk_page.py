"""The suggested round on the real page and store: planned, refused with a reason, made, put away; both sizes."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from app.patrols.planned import PlannedWalk
from app.session import DeviceSession
from app.values import Place
from tests.ui.conftest import HERE, Screen
from tests.ui.fingers import commit, find, go, names, tap, texts
from tests.ui.hands import Hand, Pressing
from tests.ui.rated import neighbourhood
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1280, 800), (390, 844)]
HANDS = [(Hand.MOUSE, 1280, 800), (Hand.FINGER, 390, 844), (Hand.KEYS, 1280, 800)]


@pytest.fixture
def rated(session: DeviceSession) -> DeviceSession:
    neighbourhood(session)
    return session


def page(screen: Made, width: int, height: int, language: Language = Language.ENGLISH) -> Screen:
    shown = screen(width, height, language)
    go(shown, "patrol")
    return shown


def walk(session: DeviceSession) -> PlannedWalk:
    found = session.walks.current()
    assert found is not None
    return found


@pytest.mark.parametrize(("hand", "width", "height"), HANDS)
def test_that_a_round_is_suggested_made_and_left_out_by_any_hand(
    screen: Made, rated: DeviceSession, hand: Hand, width: int, height: int
) -> None:
    shown = page(screen, width, height)
    press = Pressing(shown, hand)
    press.on("Round")
    press.on("Begin where I stand")
    press.on("90 min")
    press.on("Suggest a round")
    planned = walk(rated)
    assert planned.origin == HERE
    assert planned.minutes <= 90
    assert len(planned.stops) >= 2
    seen = " ".join(texts(shown))
    assert "6 of 10 feel unsafe, rather between 3 and 8" in seen
    assert "24 people answered" in seen
    press.on("I was here")
    assert [one.cell for one in walk(rated).done] == [planned.stops[0].cell]
    press.on("Leave out")
    press.on("Not safe alone")
    after = walk(rated)
    assert [one.cell for one in after.refused] == [planned.stops[1].cell]
    assert planned.stops[1].cell not in {stop.cell for stop in after.stops}
    (view,) = rated.patrols.notes()
    assert (view.note.tag, view.note.text.split(": ")[-1]) == ("refused", "not safe alone.")
    press.on("Undo")
    assert rated.patrols.notes() == ()
    assert walk(rated).stops == planned.stops


def may_go_on(shown: Screen) -> list[bool]:
    """Of each draft whether it is offered to be gone on with."""
    shown.workspace.drafts.refresh()
    shown.settle()
    return [row.here for row in shown.workspace.drafts.rows.rows]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_reason_being_written_outlives_the_app_and_is_recorded_once(
    screen: Made, rated: DeviceSession, width: int, height: int
) -> None:
    shown = page(screen, width, height)
    tap(shown, "Round")
    tap(shown, "Suggest a round")
    cell = walk(rated).stops[0].cell
    tap(shown, "Leave out")
    tap(shown, "Another reason")
    commit(shown, "V ulici se kope")
    QTest.qWait(250)
    shown.settle()
    (draft,) = rated.drafts.all()
    assert (draft.key.sheet, draft.key.target, draft.content["text"]) == ("refusal", cell, "V ulici se kope")
    again = shown.workspace.patrol.walk
    again.open("none")
    again._inputs = type(again._inputs)()  # as after kill -9: nothing but what is on the disk
    again.refresh()
    shown.settle()
    assert find(shown, "Leave the stop out").isVisible()
    assert again.props.text == "V ulici se kope"
    tap(shown, "Leave the stop out")
    assert rated.drafts.all() == ()
    (view,) = rated.patrols.notes()
    assert view.note.text.endswith("Reason: v ulici se kope.")
    tap(shown, "Undo")
    assert (rated.patrols.notes(), again.props.text) == ((), "V ulici se kope")
    assert may_go_on(shown) == [True]
    tap(shown, "Put the round away")
    assert may_go_on(shown) == [False], "there is no stop any more to which it could be said"


def test_that_the_round_is_gone_on_with_from_where_one_is_and_ends_where_it_began(
    screen: Made, rated: DeviceSession
) -> None:
    shown = page(screen, 390, 844)
    tap(shown, "Round")
    tap(shown, "Begin where I stand")
    tap(shown, "Suggest a round")
    before = walk(rated)
    shown.receiver.place = Place(lat=50.4625, lon=13.4190, accuracy=9.0)
    tap(shown, "Plan on from here")
    after = walk(rated)
    assert (after.origin, after.start, after.seed) == (shown.receiver.place, HERE, before.seed)


def test_that_a_stop_tapped_on_the_map_opens_it_and_a_tap_chooses_the_start(screen: Made, rated: DeviceSession) -> None:
    shown = page(screen, 390, 844)
    tap(shown, "Round")
    tap(shown, "From the middle of the district")
    assert shown.workspace.navigation.props.page == "map"
    shown.workspace.map.mapTapped.emit(13.4185, 50.4611)
    shown.settle()
    assert "From the place chosen on the map" in texts(shown)
    tap(shown, "Suggest a round")
    planned = walk(rated)
    assert (planned.start.lat, planned.start.lon) == (50.4611, 13.4185)
    tap(shown, "On the map")
    assert shown.workspace.navigation.props.page == "map"
    shown.workspace.map.stopTapped.emit(planned.stops[-1].cell)
    shown.settle()
    assert shown.workspace.navigation.props.page == "patrol"
    opened = [row for row in shown.workspace.patrol.walk.stops.rows if row.open]
    assert [row.cell for row in opened] == [planned.stops[-1].cell]


def test_that_too_little_time_is_said_and_what_was_planned_stays(screen: Made, rated: DeviceSession) -> None:
    shown = page(screen, 1280, 800)
    tap(shown, "Round")
    shown.workspace.patrol.walk.startAt(13.6, 50.46)
    shown.settle()
    tap(shown, "Suggest a round")
    assert rated.walks.current() is None
    assert any(text.startswith("60 min are too few: the nearest stop and back takes ") for text in texts(shown))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_of_the_round_has_a_name_and_fits_a_glove(
    screen: Made, rated: DeviceSession, width: int, height: int
) -> None:
    shown = page(screen, width, height, Language.CZECH)
    tap(shown, "Trasa")
    tap(shown, "Navrhnout trasu")
    assert [item.metaObject().className() for name, item in names(shown) if not name] == []
    for name in ("Byl(a) jsem tu", "Vynechat", "Plánovat odtud", "Na mapě"):
        assert find(shown, name).height() >= 56, name
    tap(shown, "Vynechat")
    assert find(shown, "Není tam bezpečno o samotě").height() >= 56
    tap(shown, "Přece jen tam půjdu")
    tap(shown, "Odložit trasu")
    assert rated.walks.current() is None
    tap(shown, "Vzít zpět")
    assert walk(rated).stops
