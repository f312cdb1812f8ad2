"""A role, a duty or a district that changes under a running session takes effect with the next page of the feed."""

from collections.abc import Callable

import pytest

from app.accounts.domain import CITY, Role
from app.session import DeviceSession
from app.tips.domain import Status
from sync.protocol.messages import PullResponse
from tests.ui.city import OFFICER, row, uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import commit, go, names, tap, texts
from ui.language import Language

Made = Callable[..., Screen]
TIP, CLOSED = uuid(1, 3), uuid(1, 25)
"""CLOSED: long ago, so that its officer reopens it no more."""


def pull(shown: Screen, session: DeviceSession, role: Role, districts: tuple[str, ...] = ("d0",)) -> None:
    """A round that brings what the station says of this officer now."""
    scopes = (CITY, *(f"d{n}" for n in range(9)))
    doc = {"id": OFFICER, "name": "Jana Nováková", "role": role.value, "districts": districts}
    brought = PullResponse((row("officer", doc, CITY),), dict.fromkeys(scopes, 2), scopes=scopes, incarnation="i")
    session.exchange.apply_page(brought)
    shown.workspace.rounds.send_now()
    shown.settle()


def offered(shown: Screen) -> set[str]:
    return {row.key for row in shown.workspace.rooms.tip.actions}


def pages(shown: Screen) -> list[str]:
    return [row.key for row in shown.workspace.navigation.pages.rows]


def test_that_a_promotion_brings_the_board_and_its_rights_and_costs_no_typed_word(
    screen: Made, session: DeviceSession
) -> None:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(CLOSED)
    shown.settle()
    assert "reopen" not in offered(shown)
    assert "team" not in pages(shown)
    tap(shown, "Note")
    commit(shown, "Rozepsáno")
    pull(shown, session, Role.SUPERVISOR)
    assert "Rozepsáno" in texts(shown)
    assert "team" in pages(shown)
    assert {"reopen"} < offered(shown)
    tap(shown, "Save note")
    assert session.outbox.entries()[0].payload["text"] == "Rozepsáno"
    go(shown, "team")
    assert "Where does the work pile up?" in texts(shown)


def test_that_a_promotion_is_the_rules_word_too(session: DeviceSession, screen: Made) -> None:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(CLOSED)
    shown.settle()
    pull(shown, session, Role.SUPERVISOR)
    shown.workspace.rooms.tip.perform("reopen")
    shown.workspace.rooms.form.write("text", "Zhaslo znovu")
    shown.workspace.rooms.form.save()
    shown.settle()
    detail = session.tips.detail(CLOSED)
    assert detail is not None
    assert detail.tip.status is Status.REOPENED


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_who_is_no_supervisor_any_more_leaves_the_board(screen: Made, session: DeviceSession) -> None:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(TIP)
    go(shown, "team")
    pull(shown, session, Role.OFFICER)
    assert shown.workspace.navigation.props.page == "today"
    assert "Team" not in {name for name, _ in names(shown)}
    assert "assign" not in offered(shown)


def test_that_names_and_districts_follow_in_the_order_of_czech(screen: Made, session: DeviceSession) -> None:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(TIP)
    shown.settle()
    go(shown, "settings")
    pull(shown, session, Role.OFFICER, ("d5", "d2", "d0", "d8"))
    assert {"Jana Nováková", "Březenecká, Centrum, Písečná, Pražská"} <= texts(shown)
    assert shown.workspace.rooms.tip.props.holder in ("Jana Nováková", "Petr Malý")
    assert session.me.districts == ("d5", "d2", "d0", "d8")
