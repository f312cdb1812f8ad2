"""A burst is decided by who presses what is on its page, at a desk and on a phone."""

import pytest

from app.accounts.domain import Role
from app.ratings.domain import Answer
from app.values import Place
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ratings import service, surface
from sync.server.service import Server
from tests.sync.server.desk.window import Window
from tests.sync.server.ratings.given import crowd
from tests.sync.server.station import DISTRICTS

pytestmark = pytest.mark.web
WHO, PATH = Role.MODERATOR, "/desk/bursts"
PLACES = (Place(50.03, 13.03), Place(50.07, 13.07))
"""A burst for each size."""


def prepare(server: Server) -> None:
    with server.database.write() as connection:
        publish(connection, list(DistrictService(server).replace_all(connection, DISTRICTS).steps), server.now())
    with server.database.write() as connection:
        for place in PLACES:
            service.accept(connection, server, list(crowd(place, 10, Answer.VERY_UNSAFE)))
        surface.make(connection, server)


def button(name: str) -> str:
    return f"button[name=do][value={name}]"


@pytest.mark.parametrize("window", ["desk", "phone"], indirect=True)
def test_that_a_burst_is_let_count_and_taken_back(window: Window) -> None:
    window.go(".queue a")
    assert "10 prohlížečů" in window.text()
    window.go(button("count"))
    assert "napište proč" in window.text(), "a decision without a reason is none"
    window.write("#reason", "schuze domu")
    window.go(button("count"))
    assert "Započítají se" in window.text()
    assert "schuze domu" in window.text()
    window.write("#reason", "omyl")
    window.go(button("open"))
    assert "Vráceno" in window.text()
    window.write("#reason", "jeden clovek")
    window.go(button("leave_out"))
    assert "jeden clovek" in window.text()
