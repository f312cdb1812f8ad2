"""Who of a tip takes no mail is said on the tip, and before it is forwarded there again."""

from collections.abc import Callable

import pytest

from tests.ui.city import UNREACHED, uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import texts
from tests.ui.hands import Hand, Pressing
from ui.language import Language

Made = Callable[..., Screen]
CAME_BACK = "A mail to them came back: their address takes none."


@pytest.mark.parametrize(("width", "height", "hand"), [(1366, 768, Hand.KEYS), (390, 844, Hand.FINGER)])
def test_that_who_takes_no_mail_is_seen_before_one_writes(screen: Made, width: int, height: int, hand: Hand) -> None:
    press = Pressing(screen(width, height, Language.ENGLISH), hand)
    press.shown.workspace.openTip(uuid(1, UNREACHED))
    press.shown.settle()
    assert "No way to answer: the address does not take mail." in texts(press.shown)
    press.on("More actions")
    press.in_menu("Forward to a body")
    assert not any(words.startswith(CAME_BACK) for words in texts(press.shown)), "nobody is chosen yet"
    press.on("Technické služby")
    assert any(words.startswith(CAME_BACK) for words in texts(press.shown))
