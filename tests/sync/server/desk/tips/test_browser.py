"""A tip is found, gets its number and is copied, and a calendar is given out and revoked, by real presses."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.accounts.domain import RESIDENT, Role
from app.identifiers import new_id
from app.tips.domain import Channel
from app.tips.operations import TipFile
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.service import Server
from tests.sync.server.desk.window import Window

pytestmark = pytest.mark.web
WHO, PATH = Role.SUPERVISOR, "/desk/tips"


def prepare(server: Server) -> None:
    """A tip for each size."""
    with server.database.write() as connection:
        changes = [
            Change(Door(RESIDENT, Channel.WEB), new_id(), TipFile(f"Tma v {where}", "light", text="Neni videt."))
            for where in ("pruchodu", "podchodu")
        ]
        publish(connection, steps_of(carry_out(connection, server, changes)), server.now())


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
    window.choose("#whose", "J")
    window.go("form.call button")
    assert "/calendars/" in window.ask("document.querySelector('code.once').textContent")
    assert "Jana Zkušená" in window.ask("document.querySelector('ul.cards').innerText")
    window.go("ul.cards button")
    assert "Zatím žádná adresa není" in window.text()
