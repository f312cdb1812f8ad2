"""A supervisor gives the open tip to another officer, from the tip itself."""

from collections.abc import Callable

import pytest

from tests.ui.city import uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import tap, texts

Made = Callable[..., Screen]
TIP = uuid(1, 4)


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_that_the_open_tip_goes_to_the_officer_who_was_tapped(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    workspace = shown.workspace
    workspace.openTip(TIP)
    shown.settle()
    before = workspace.rooms.tip.props.holder
    workspace.rooms.tip.perform("assign")
    shown.settle()
    other = next(row.name for row in workspace.rooms.team.officers.rows if row.name != before)
    assert other in texts(shown)
    tap(shown, other)
    shown.settle()
    assert workspace.rooms.tip.props.holder == other
    assert workspace.rooms.sync.props.waiting == 1
