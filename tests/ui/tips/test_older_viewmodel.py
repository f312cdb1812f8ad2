"""Tips that have left the device: asked for at the station, shown, read, and never written down."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from app.outbox.views import Recorded
from app.session import DeviceSession
from app.tips.operations import TipReopen
from sync.client.outcomes import (
    Cancelled,
    NotEnrolled,
    NotThere,
    Offline,
    OutOfDate,
    Reason,
    Revoked,
    ServerTrouble,
    Unreached,
)
from sync.protocol.messages import Problem, SearchResponse
from tests.ui.city import NOW, OFFICER, uuid
from tests.ui.conftest import Check, Screen
from tests.ui.desk import HandExecutor, NoStation
from tests.ui.fingers import find, focus, names, press, tap, texts, write
from tests.ui.older import OLD, TITLE, found, whole
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.tips.older_viewmodel import OlderViewModel
from ui.tips.words import unreached_words

Made = Callable[..., Screen]
OFFER = "Hledat starší podněty na služebně"


@pytest.fixture
def station() -> NoStation:
    return NoStation()


@pytest.fixture
def older(station: NoStation, jobs: Jobs, lookups: Lookups, english: None) -> Iterator[OlderViewModel]:
    model = OlderViewModel(station, jobs, lambda: lookups, NOW.astimezone)
    model.about("lampa", offered=True)
    yield model
    model.stop()


def test_that_nothing_is_asked_before_a_person_asks(
    older: OlderViewModel, station: NoStation, executor: HandExecutor, keeps_contract: Check
) -> None:
    keeps_contract(older.rows)
    executor.run()
    assert station.asked == []
    assert (older.props.state, older.props.offer) == ("idle", "Search older tips at the station")
    older.about("", offered=True)
    assert older.props.offer == "Show older tips from the station"
    older.about("", offered=False)
    older.search()
    assert (older.props.state, older.props.offer, station.asked) == ("none", "", [])


def test_that_what_was_found_is_shown_and_goes_on_behind_the_last(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    station.searched = SearchResponse((found(0), found(1)), more=True)
    older.search()
    assert (older.props.state, older.props.offer) == ("asking", "")
    older.search()
    executor.run()
    assert (older.props.state, older.props.offer) == ("found", "Show more")
    station.searched = SearchResponse((found(1), found(2)))
    older.search()
    executor.run()
    assert (older.props.state, older.props.offer, older.props.count) == ("found", "", 3)
    assert [row.tipId for row in older.rows.rows] == [found(n).id for n in range(3)]
    assert station.asked == [("lampa", None), ("lampa", found(1))]
    row = older.rows.rows[0]
    assert (row.age, row.place, row.unread, row.deadline) == ("12 Mar 2024", "Palackého 14", False, "")
    assert row.spoken == f"{TITLE}, Closed, Palackého 14, 12 Mar 2024"


def test_that_an_answer_to_another_question_is_dropped(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    station.searched = SearchResponse((found(),))
    older.search()
    older.about("hluk", offered=True)
    executor.run()
    assert (older.props.state, older.props.count) == ("idle", 0)
    older.search()
    executor.run()
    assert older.props.count == 1
    older.about("hluk z", offered=True)
    assert (older.props.state, older.props.count, older.rows.rows) == ("idle", 0, ())


def test_that_a_person_can_stop_the_asking_and_begin_again(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    station.searched = SearchResponse((found(),))
    older.search()
    older.cancel()
    executor.run()
    assert (older.props.state, older.props.count) == ("idle", 0)
    older.search()
    executor.run()
    assert older.props.count == 1


def test_that_nothing_found_is_said(older: OlderViewModel, station: NoStation, executor: HandExecutor) -> None:
    station.searched = SearchResponse()
    older.search()
    executor.run()
    assert (older.props.state, older.props.offer) == ("nothing", "")
    assert "no older tip like this" in older.props.notice
    older.about("", offered=True)
    older.search()
    executor.run()
    assert "no older tips" in older.props.notice


def test_that_what_was_found_stays_when_the_network_goes(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    station.searched = SearchResponse((found(),), more=True)
    older.search()
    executor.run()
    station.searched = Offline(Reason.UNREACHABLE)
    older.search()
    executor.run()
    assert (older.props.state, older.props.offer, older.props.count) == ("trouble", "Try again", 1)
    assert older.props.notice.startswith("You are without a connection.")


@pytest.mark.parametrize(
    "report",
    [
        *(Offline(reason) for reason in Reason),
        ServerTrouble(Problem("internal", "")),
        OutOfDate(Problem("too_old", "")),
        NotEnrolled(),
    ],
    ids=str,
)
def test_that_every_failure_says_what_to_do(report: Unreached, english: None) -> None:
    words = unreached_words(report)
    assert words.count(".") >= 2, words
    assert unreached_words(Cancelled()) == unreached_words(Revoked(Problem("revoked", ""))) == ""


def test_that_a_station_that_breaks_is_trouble_and_no_crash(jobs: Jobs, executor: HandExecutor) -> None:
    class Broken(NoStation):
        def search(self, *_: object) -> SearchResponse:
            raise ValueError

    model = OlderViewModel(Broken(), jobs, Lookups, NOW.astimezone)
    model.about("lampa", offered=True)
    model.search()
    executor.run()
    assert model.props.state == "trouble"
    model.stop()


def test_that_a_revoked_device_is_told_by_search_and_by_reading(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    told: list[bool] = []
    older.revoked.connect(lambda: told.append(True))
    station.searched = station.whole[OLD] = Revoked(Problem("revoked", ""))
    older.search()
    executor.run()
    older.read(OLD)
    executor.run()
    assert told == [True, True]
    assert older.rows.rows == ()


def test_that_only_the_tip_chosen_last_comes(older: OlderViewModel, station: NoStation, executor: HandExecutor) -> None:
    came: list[tuple[str, object]] = []
    older.came.connect(lambda tip_id, what: came.append((tip_id, what)))
    station.whole[uuid(1, 90_001)] = NotThere()
    older.select(OLD)
    older.select(uuid(1, 90_001))
    executor.run()
    assert came == [(uuid(1, 90_001), "The station has this tip no longer, or not for you.")]


def test_that_locking_drops_what_was_found_and_what_is_on_its_way(
    older: OlderViewModel, station: NoStation, executor: HandExecutor
) -> None:
    station.searched = SearchResponse((found(),), more=True)
    older.search()
    executor.run()
    older.search()
    older.read(OLD)
    older.stop()
    executor.run()
    assert (older.rows.rows, older.props.state, older.props.count) == ((), "none", 0)


def test_that_it_is_offered_below_a_search_and_below_the_closed_alone(screen: Made) -> None:
    shown = screen()
    today, older = shown.workspace.rooms.today, shown.workspace.rooms.older
    states = [older.props.state]
    for tab, text in (("closed", ""), ("new", ""), ("new", "x")):
        today.showTab(tab)
        today.search(text)
        shown.settle()
        states.append(older.props.state)
    assert states == ["none", "idle", "none", "idle"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_that_an_older_tip_is_found_by_hand_and_can_only_be_read(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.station.searched = SearchResponse((found(),))
    shown.station.whole[OLD] = whole()
    write(shown, "Hledat podněty", "podchod xyz")
    assert {"Nic nenalezeno", OFFER} <= texts(shown)
    tap(shown, OFFER)
    assert {"Starší podněty ze služebny", TITLE} <= texts(shown)
    assert "Nic nenalezeno" not in texts(shown)
    tap(shown, TITLE)
    seen = texts(shown)
    assert {"2024-000000", "Anna Malá", "Nahlášeno správci.", "Fotka je jen na služebně."} <= seen
    assert any("Dá se tu číst, ne měnit" in text for text in seen)
    assert shown.workspace.rooms.tip.actions == ()
    assert "Znovu otevřít" not in {said for said, _ in names(shown)}


def test_that_the_keyboard_comes_to_it_and_goes_along(screen: Made) -> None:
    shown = screen()
    shown.station.searched = SearchResponse((found(), found(1, "Tma u garáží")))
    shown.station.whole[found(1).id] = whole(found(1).id)
    write(shown, "Hledat podněty", "osvetleni skolky")
    assert shown.workspace.rooms.today.props.total > 0
    focus(shown, OFFER)
    press(shown, Qt.Key.Key_Space)
    assert find(shown, TITLE).hasActiveFocus()
    press(shown, Qt.Key.Key_Tab)
    press(shown, Qt.Key.Key_Return)
    assert shown.workspace.rooms.tip.props.tipId == found(1).id
    assert shown.workspace.rooms.older.props.selected == found(1).id


def test_that_without_a_network_it_says_so_and_can_be_tried_again(screen: Made) -> None:
    shown = screen(390, 844)
    write(shown, "Hledat podněty", "xyz")
    tap(shown, OFFER)
    assert "Jste bez sítě. Starší podněty se hledají na služebně; zkuste to po připojení." in texts(shown)
    shown.station.searched = SearchResponse((found(),))
    tap(shown, "Zkusit znovu")
    tap(shown, TITLE)
    assert "Podnět se nepodařilo načíst" in texts(shown)
    shown.station.whole[OLD] = whole()
    tap(shown, "Zkusit znovu")
    assert "Nahlášeno správci." in texts(shown)


def test_that_nothing_of_it_is_written_and_nothing_can_be_recorded(screen: Made, session: DeviceSession) -> None:
    shown = screen()
    rooms = shown.workspace.rooms
    shown.station.searched, shown.station.whole[OLD] = SearchResponse((found(),)), whole()
    rooms.today.search("podchod xyz")
    shown.settle()
    before = session.generation
    rooms.older.search()
    shown.settle()
    rooms.older.select(OLD)
    shown.settle()
    for key in ("reopen", "close", "note", "assign", "accept"):
        rooms.tip.perform(key)
    assert not any(sheet.opened for sheet in rooms.sheets)
    rooms.tip.assign(OFFICER, "")
    rooms.tip.refresh()
    shown.settle()
    assert rooms.tip.props.online
    assert session.generation == before
    assert session.tips.detail(OLD) is None
    assert session.outbox.entries() == ()
    assert not isinstance(session.tips.act(OLD, TipReopen("Zase.")), Recorded)


def test_that_an_older_tip_that_comes_back_to_the_device_becomes_an_ordinary_one(screen: Made) -> None:
    shown = screen()
    rooms = shown.workspace.rooms
    here = uuid(1, 3)
    rooms.today.search("xyz")
    shown.station.whole[here] = whole(here)
    rooms.older.select(here)
    shown.settle()
    online = [rooms.tip.props.online]
    rooms.tip.refresh()
    shown.settle()
    online.append(rooms.tip.props.online)
    assert online == [True, False]
    assert rooms.tip.actions != ()


def test_that_locking_takes_the_older_tips_off_the_screen(screen: Made) -> None:
    shown = screen()
    rooms = shown.workspace.rooms
    shown.station.searched, shown.station.whole[OLD] = SearchResponse((found(),)), whole()
    rooms.today.search("podchod xyz")
    shown.settle()
    rooms.older.search()
    shown.settle()
    rooms.older.select(OLD)
    shown.settle()
    assert TITLE in texts(shown)
    shown.app.lock()
    shown.settle()
    assert not [text for text in texts(shown) if "lampa" in text]
