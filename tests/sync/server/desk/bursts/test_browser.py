"""A burst is decided by who presses what is on its page, at a desk and on a phone."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.accounts.domain import Role
from app.ratings.domain import Answer
from app.values import Place
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ratings import service, surface
from sync.server.service import Server
from tests.sync.server.desk.shots import Desk, served
from tests.sync.server.desk.window import Window
from tests.sync.server.ratings.given import crowd
from tests.sync.server.station import DISTRICTS
from ui.map.scheme import register

pytestmark = pytest.mark.web
PLACES = (Place(50.03, 13.03), Place(50.07, 13.07))
"""A burst for each size."""


def with_bursts(server: Server) -> None:
    with server.database.write() as connection:
        publish(connection, list(DistrictService(server).replace_all(connection, DISTRICTS).steps), server.now())
    with server.database.write() as connection:
        for place in PLACES:
            service.accept(connection, server, list(crowd(place, 10, Answer.VERY_UNSAFE)))
        surface.make(connection, server)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    one = served(tmp_path_factory.mktemp("desk"), "init", with_bursts)
    yield one
    one.process.kill()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, request: pytest.FixtureRequest) -> Iterator[Window]:
    register()  # the map's scheme: it can not be made known to a browser that runs, and both may run in one process
    one = Window(qtbot, desk, Role.MODERATOR, "/desk/bursts", request.param)
    yield one
    one.close()


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
