"""The real Team page on a real store: from a number to its tips, and from there to another officer."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from app.session import DeviceSession
from app.workload.views import Cell, Measure
from tests.ui.city import COLLEAGUE, OFFICER
from tests.ui.conftest import Screen
from tests.ui.fingers import find, focus, go, names, press, tap, texts
from ui.language import Language

Made = Callable[..., Screen]
SIZES = [(1280, 800), (820, 1100), (390, 844)]
pytestmark = pytest.mark.parametrize("session", ["supervisor"], indirect=True)


def board(screen: Made, width: int = 1280, height: int = 800) -> Screen:
    shown = screen(width, height, Language.ENGLISH)
    go(shown, "team")
    return shown


def open_number(shown: Screen) -> str:
    """The name of the first row's open tips."""
    row = next(row for row in shown.workspace.team.board.rows if row.open > 1 and row.holderId == OFFICER)
    return f"Open: {row.open}, {row.district}, {row.officer}"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_four_numbers_of_a_row_can_be_tapped(screen: Made, width: int, height: int) -> None:
    shown = board(screen, width, height)
    row = shown.workspace.team.board.rows[0]
    for words in ("New 7 d", "Open", "Waiting", "Overdue"):
        item = find(shown, f"{words}: {getattr(row, {'New 7 d': 'fresh'}.get(words, words.lower()))}, {row.district}")
        assert item.width() >= 48, words
        assert item.height() >= 48, words


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_three_touches_and_a_name_give_tips_to_another(
    screen: Made, session: DeviceSession, width: int, height: int
) -> None:
    shown = board(screen, width, height)
    tap(shown, open_number(shown))
    team = shown.workspace.team
    tip = team.cell.tips.rows[0]
    tap(shown, f"Choose {tip.title}")
    chosen = next(row.tipId for row in team.cell.tips.rows if row.chosen)
    tap(shown, "Give 1 tip to another officer")
    tap(shown, "Petr Malý")
    detail = session.tips.detail(chosen)
    assert detail is not None
    assert detail.tip.holder_id == COLLEAGUE
    assert "1 tip given to Petr Malý" in texts(shown)
    tap(shown, "Undo")
    detail = session.tips.detail(chosen)
    assert detail is not None
    assert detail.tip.holder_id == OFFICER
    assert session.outbox.summary().waiting == 0


def test_that_the_keyboard_alone_gives_a_tip_to_another(screen: Made, session: DeviceSession) -> None:
    shown = board(screen)
    focus(shown, open_number(shown))
    press(shown, Qt.Key.Key_Space)
    title = shown.workspace.team.cell.tips.rows[0].title
    focus(shown, f"Choose {title}", steps=150)
    press(shown, Qt.Key.Key_Space)
    assert shown.workspace.team.cell.props.chosenCount == 1
    focus(shown, "Give 1 tip to another officer", steps=150)
    press(shown, Qt.Key.Key_Space)
    focus(shown, "Petr Malý")
    press(shown, Qt.Key.Key_Space)
    assert session.outbox.summary().waiting == 1


def test_that_a_total_leads_to_its_tips_and_back(screen: Made) -> None:
    shown = board(screen, 390, 844)
    tap(shown, f"Overdue: {shown.workspace.team.props.overdue}, all districts")
    assert shown.workspace.team.cell.props.tipCount == shown.workspace.team.props.overdue
    tap(shown, "Back")
    assert shown.workspace.team.cell.props.key == ""


def test_that_a_tip_behind_a_number_is_opened(screen: Made) -> None:
    shown = board(screen)
    tap(shown, open_number(shown))
    title = shown.workspace.team.cell.tips.rows[0].title
    tap(shown, f"{title}, ")
    assert shown.workspace.navigation.props.tipOpen
    assert shown.workspace.tip.props.title == title


def test_that_the_board_is_read_anew_whenever_it_is_shown(screen: Made, session: DeviceSession) -> None:
    shown = board(screen)
    row = next(row for row in shown.workspace.team.board.rows if row.open > 1 and row.holderId == OFFICER)
    go(shown, "sync")
    tip = session.tips.page(session.team.tips_of(_cell(row.districtId, row.holderId))).rows[0]
    session.team.reassign([tip.id], COLLEAGUE)
    go(shown, "team")
    now = next(one for one in shown.workspace.team.board.rows if one.key == row.key)
    assert now.open == row.open - 1


def test_that_the_board_is_read_anew_after_a_round(screen: Made, session: DeviceSession) -> None:
    shown = board(screen)
    row = next(row for row in shown.workspace.team.board.rows if row.open > 1 and row.holderId == OFFICER)
    tip = session.tips.page(session.team.tips_of(_cell(row.districtId, row.holderId))).rows[0]
    session.team.reassign([tip.id], COLLEAGUE)
    shown.workspace.rounds.send_now()
    shown.settle()
    now = next(one for one in shown.workspace.team.board.rows if one.key == row.key)
    assert now.open == row.open - 1


def _cell(district: str, holder: str) -> Cell:
    return Cell(district, holder, Measure.OPEN)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_all_that_can_be_touched_has_a_name(screen: Made, width: int, height: int) -> None:
    shown = board(screen, width, height)
    tap(shown, open_number(shown))
    assert [item.metaObject().className() for name, item in names(shown) if not name] == []
