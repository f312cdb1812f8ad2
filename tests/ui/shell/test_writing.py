"""Where one was before the lock, which sheet a draft leads to, and who says that a disk is full."""

from collections.abc import Callable

import pytest

from app.db.outcomes import StoreFull
from app.drafts.domain import DraftKey
from app.session import DeviceSession
from tests.ui.city import OFFICER, uuid
from tests.ui.conftest import Screen
from ui.language import Language
from ui.shell.writing import Whereabouts

Made = Callable[..., Screen]
FIRST, SECOND, GONE = uuid(1, 3), uuid(1, 4), uuid(9, 9)


@pytest.fixture
def shown(screen: Made) -> Screen:
    return screen(language=Language.ENGLISH)


def opened(shown: Screen) -> set[str]:
    """The sheets that are open."""
    return {sheet.key.sheet for sheet in shown.workspace.rooms.sheets if sheet.opened and sheet.key is not None}


def test_that_one_comes_back_to_the_page_the_tip_and_the_sheet_that_was_open(shown: Screen) -> None:
    workspace = shown.workspace
    assert workspace.whereabouts == Whereabouts(OFFICER, "today")
    workspace.openTip(FIRST)
    shown.settle()
    workspace.tip.perform("note")
    place = workspace.whereabouts
    assert place == Whereabouts(OFFICER, "today", FIRST, DraftKey("tips", "note", FIRST))
    workspace.note.hide()
    workspace.closeTip()
    workspace.navigation.go("settings")
    shown.settle()
    assert workspace.whereabouts == Whereabouts(OFFICER, "settings"), "no tip is open, and no sheet"
    workspace.come_back(Whereabouts("another", "patrol", FIRST, place.sheet))
    assert workspace.whereabouts == Whereabouts(OFFICER, "settings"), "it was somebody else"
    workspace.come_back(place)
    shown.settle()
    assert workspace.whereabouts == place


def test_that_a_draft_leads_to_its_own_sheet_wherever_one_is(shown: Screen) -> None:
    workspace = shown.workspace
    wanted = workspace.drafts.wanted.emit
    wanted("tips", "wait", FIRST)
    shown.settle()
    assert (workspace.tip.props.tipId, opened(shown)) == (FIRST, {"wait"})
    workspace.form.hide()
    wanted("patrols", "note", "")
    shown.settle()
    assert (workspace.navigation.props.page, opened(shown)) == ("patrol", set())
    wanted("sync", "edit", GONE)
    shown.settle()
    assert (workspace.navigation.props.page, opened(shown)) == ("sync", set())
    for feature, sheet in (("tips", "of a later version"), ("songs", "note")):
        wanted(feature, sheet, SECOND)
        shown.settle()
    assert (workspace.tip.props.tipId, opened(shown)) == (SECOND, set()), "what nobody knows opens nothing"


def test_that_the_sheet_of_a_tip_left_meanwhile_does_not_open_by_itself_later(shown: Screen) -> None:
    workspace = shown.workspace
    workspace.drafts.wanted.emit("tips", "note", FIRST)
    workspace.openTip(SECOND)
    shown.settle()
    workspace.openTip(FIRST)
    shown.settle()
    assert (workspace.tip.props.tipId, opened(shown)) == (FIRST, set())


def test_that_only_the_last_of_two_wanted_sheets_opens(shown: Screen) -> None:
    for sheet, tip in (("note", FIRST), ("wait", SECOND)):
        shown.workspace.drafts.wanted.emit("tips", sheet, tip)
    shown.settle()
    assert (shown.workspace.tip.props.tipId, opened(shown)) == (SECOND, {"wait"})


def test_that_what_does_not_reach_the_disk_is_said_by_the_app_where_no_sheet_says_it(
    shown: Screen, session: DeviceSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = shown.workspace
    workspace.openTip(FIRST)
    shown.settle()
    monkeypatch.setattr(session.drafts, "put", lambda *_: StoreFull(0))
    said: list[str] = []
    workspace.drafts.said.connect(lambda words, _undo: said.append(words))
    keeper = workspace.drafts.keeper
    workspace.tip.perform("note")
    workspace.note.write("Rozepsáno")
    workspace.note.flush()
    shown.settle()
    assert said == []
    assert "The device is full" in workspace.note.props.problem
    workspace.note.hide()
    keeper.write(DraftKey("patrols", "note"), {"text": "Klid"})
    keeper.flush()
    shown.settle()
    keeper.unkept.emit()
    assert any("The device is full" in words for words in said)


def test_that_a_discarded_sheet_is_said_with_its_undo_from_every_room(shown: Screen) -> None:
    workspace = shown.workspace
    said: list[bool] = []
    workspace.drafts.said.connect(lambda _words, undo: said.append(undo))
    for kept in workspace.rooms.sheets:
        kept.discarded.emit()
    workspace.patrol.note.discarded.emit()
    assert said == [True] * 5
