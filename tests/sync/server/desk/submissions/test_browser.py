"""A complaint is dealt with by who presses what is on its page, at a desk and on a phone."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.service import Server
from sync.server.submissions import repository
from sync.server.submissions.domain import State, Submission, SubmissionKind
from sync.server.submissions.repository import Link, Record
from tests.sync.server.desk.shots import Desk, served
from tests.sync.server.desk.window import Window
from ui.map.scheme import register

pytestmark = pytest.mark.web


def with_complaints(server: Server) -> None:
    """A complaint for each size, of which its sender has a page."""
    for number in ("AAAAA-AAAAA", "BBBBB-BBBBB"):
        now = server.now()
        doc = Submission(text=f"Strážník nás odbyl. ({number})")
        complaint = Record(new_id(), number, SubmissionKind.COMPLAINT, State.OPEN, now, now, doc)
        with server.database.write() as connection:
            repository.add(connection, complaint, [Link(number, number, "cs", now)])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init", with_complaints)
    yield one
    one.process.kill()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest) -> Iterator[Window]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Window(qtbot, desk, Role.ADMIN, "/desk/submissions", request.param)
    yield one
    one.close()


def button(name: str) -> str:
    return f"button[name=do][value={name}]"


@pytest.mark.parametrize("window", ["desk", "phone"], indirect=True)
def test_that_a_complaint_is_taken_on_answered_and_dealt_with(window: Window) -> None:
    window.go("table.dense a")
    assert "Strážník nás odbyl." in window.text()
    window.go(button("take"))
    window.go(button("answer"))
    assert "Nic se nestalo" in window.text(), "an answer without words is none"
    window.write("#text", "Mrzi nas to.")
    window.go(button("answer-last"))
    said = window.text()
    assert "Mrzi nas to." in said
    assert "Vyřízeno" in said
    window.write("#reason", "jeste jednou")
    window.go(button("reopen"))
    assert "jeste jednou" in window.text()
    window.write("#reason", "uz je to vsechno")
    window.go(button("close"))
    assert "uz je to vsechno" in window.text()
