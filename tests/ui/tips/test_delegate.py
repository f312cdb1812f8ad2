"""A row of the list while what it shows changes; a warning of QML fails the test by itself."""

from collections.abc import Callable

from app.session import DeviceSession
from app.tips.domain import Priority
from app.tips.operations import TipEdit
from tests.ui.conftest import Screen
from tests.ui.fingers import texts


def test_that_a_row_loses_its_signs_without_a_word(screen: Callable[..., Screen], session: DeviceSession) -> None:
    shown = screen()
    rows = shown.workspace.rooms.today.rows
    role = next(role for role, name in rows.roleNames().items() if bytes(name) == b"tipId")
    tip = rows.data(rows.index(0), role)
    detail = session.tips.detail(tip)
    assert detail is not None
    usual, high = detail.tip.priority, Priority.HIGH
    for base, value in ((usual, high), (high, usual), (usual, high), (high, usual)):
        session.tips.act(tip, TipEdit("priority", base.value, value.value))
        shown.workspace.rooms.today.refresh()
        shown.settle()
    assert "Vysoká priorita" not in texts(shown)
