"""A sheet is entered by the keyboard alone, mended where a row is refused, and taken back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.accounts.callers import Caller
from sync.server.accounts.people import NewAccount, add_account
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.paper.sheets import repository, service
from sync.server.published import service as published
from sync.server.service import Server
from tests.sync.server.desk.window import Window
from tests.sync.server.station import DISTRICTS, WEST

pytestmark = pytest.mark.web
WHO, PATH = Role.DISPATCHER, "/desk/paper"
FOUND: list[str] = []
"""The path of the batch, then the codes of the sheets."""


def prepare(server: Server) -> None:
    with server.database.write() as connection:
        publish(connection, list(DistrictService(server).replace_all(connection, DISTRICTS).steps), server.now())
    with server.database.write() as connection:
        published.make(connection, server)
    with server.database.write() as connection:
        who = add_account(connection, NewAccount("pevuska", "Petra Pevná", Role.DISPATCHER), server.now())
        caller = Caller(who, "", Role.DISPATCHER, None)
        print_id, batch_id = new_id(), new_id()
        service.prepare(connection, server, caller, print_id, (WEST, "cs", 2))
        service.begin(connection, server, caller, batch_id, ("Den s policií", date(2026, 2, 20)))
        codes = [one.code for one in repository.of_print(connection, print_id)]
    FOUND[:] = [f"/desk/paper/batches/{batch_id}", *codes]


@pytest.mark.parametrize("window", ["desk", "phone"], indirect=True)
def test_that_a_sheet_is_entered_by_the_keyboard_alone_mended_and_taken_back(window: Window) -> None:
    window.open(FOUND[0])
    window.until("document.activeElement.id === 'code'")
    QTest.keyClicks(window.target, FOUND[1])
    QTest.keyClick(window.target, Qt.Key.Key_Tab)
    window.until("document.activeElement.id === 'rows'")
    QTest.keyClicks(window.target, "1 d2 t4 c1 p1")
    QTest.keyClick(window.target, Qt.Key.Key_Return)
    QTest.keyClicks(window.target, "999 d1")
    QTest.keyClick(window.target, Qt.Key.Key_Tab)
    window.until("document.activeElement.value === 'enter'")
    window.another(lambda: QTest.keyClick(window.target, Qt.Key.Key_Return))
    assert "řádek 2, 999" in window.text()
    window.until("document.activeElement.id === 'rows' && document.activeElement.value === '1 d2 t4 c1 p1\\n999 d1'")
    window.ask("document.querySelector('#rows').value = '1 d2 t4 c1 p1', 0")
    window.go("button[value=enter]")
    assert "hodnocení: 2." in window.text()
    window.go("button[value^='undo ']")
    assert "vzatý zpět" in window.text()
    assert window.ask("document.querySelector('#rows').value") == "1 d2 t4 c1 p1"
