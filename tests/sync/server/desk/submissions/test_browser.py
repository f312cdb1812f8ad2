"""A complaint is dealt with by who presses what is on its page, at a desk and on a phone."""

import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.service import Server
from sync.server.submissions import repository
from sync.server.submissions.domain import State, Submission, SubmissionKind
from sync.server.submissions.repository import Link, Record
from tests.sync.server.desk.window import Window

pytestmark = pytest.mark.web
WHO, PATH = Role.ADMIN, "/desk/submissions"


def prepare(server: Server) -> None:
    """A complaint for each size, of which its sender has a page."""
    for number in ("AAAAA-AAAAA", "BBBBB-BBBBB"):
        now = server.now()
        doc = Submission(text=f"Strážník nás odbyl. ({number})")
        complaint = Record(new_id(), number, SubmissionKind.COMPLAINT, State.OPEN, now, now, doc)
        with server.database.write() as connection:
            repository.add(connection, complaint, [Link(number, number, "cs", now)])


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
