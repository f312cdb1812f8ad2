"""A tip is found, gets its number and is copied, and a calendar is given out and revoked, by real presses."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.accounts.domain import RESIDENT, Role
from app.identifiers import new_id
from app.tips.domain import Channel
from app.tips.operations import TipFile
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.service import Server
from tests.sync.server.desk.shots import Desk, served
from tests.sync.server.desk.window import Window
from ui.map.scheme import register

pytestmark = pytest.mark.web


def with_tips(server: Server) -> None:
    """A tip for each size."""
    with server.database.write() as connection:
        changes = [
            Change(Door(RESIDENT, Channel.WEB), new_id(), TipFile(f"Tma v {where}", "light", text="Neni videt."))
            for where in ("pruchodu", "podchodu")
        ]
        publish(connection, steps_of(carry_out(connection, server, changes)), server.now())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init", with_tips)
    yield one
    one.process.kill()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest) -> Iterator[Window]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Window(qtbot, desk, Role.SUPERVISOR, "/desk/tips", request.param)
    yield one
    one.close()


@pytest.mark.parametrize(("window", "word"), [("desk", "pruchodu"), ("phone", "podchodu")], indirect=["window"])
def test_that_a_tip_is_found_numbered_and_copied(window: Window, word: str) -> None:
    window.write("#q", word)
    window.go("form[role=search] button")
    window.go("table.dense a")
    window.write("#event_number", f"MP-{word}")
    window.go("form[action^='/desk/tips'] button")
    assert "Číslo události je uložené" in window.text()
    window.press("[data-copy]")
    window.until("document.getElementById('copied').textContent !== ''")
    assert window.ask("document.getElementById('copied').textContent") == "Zkopírováno."
    assert f"Událost: MP-{word}\n" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("window", ["desk"], indirect=True)
def test_that_an_address_of_a_calendar_is_given_out_once_and_revoked(window: Window) -> None:
    window.go("nav.rooms a[href='/desk/duty']")
    window.go("a[href='/desk/duty/calendars']")
    window.ask("document.getElementById('whose').focus() ?? 0")
    QTest.keyClicks(window.target, "Jana")
    window.until("document.getElementById('whose').selectedOptions[0].text.startsWith('Jana')")
    window.go("form.call button")
    assert "/calendars/" in window.ask("document.querySelector('code.once').textContent")
    assert "Jana Zkušená" in window.ask("document.querySelector('ul.cards').innerText")
    window.go("ul.cards button")
    assert "Zatím žádná adresa není" in window.text()
