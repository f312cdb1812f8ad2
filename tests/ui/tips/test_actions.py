"""What stands behind the button with the dots."""

from collections.abc import Callable

import pytest

from tests.ui.conftest import Screen
from tests.ui.fingers import find, items, tap, whole


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_that_the_further_actions_stand_above_their_button(
    screen: Callable[..., Screen], size: tuple[int, int]
) -> None:
    shown = screen(*size)
    today, tip = shown.workspace.rooms.today, shown.workspace.rooms.tip
    today.showTab("all")
    shown.settle()
    tap(shown, today.rows.row(1).spoken)
    tap(shown, "Další akce")
    shown.root.grabWindow()
    button = find(shown, "Další akce")
    top = button.mapToScene(button.boundingRect().topLeft()).y()
    further = {row.words: None for row in tip.further.rows}
    bottoms = {
        words: item.mapToScene(item.boundingRect().bottomLeft()).y()
        for item in items(whole(shown))
        if (words := str(item.property("text"))) in further and "ChoiceItem" in item.metaObject().className()
    }
    assert list(bottoms) == list(further)
    assert max(bottoms.values()) <= top
