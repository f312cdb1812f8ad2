"""A remark is released and taken back by who presses what is beside it, at a desk and on a phone."""

import pytest

from app.accounts.domain import Role
from app.values import Place
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ratings import service
from sync.server.service import Server
from tests.sync.server.desk.window import Window
from tests.sync.server.ratings.given import coming
from tests.sync.server.station import DISTRICTS

pytestmark = pytest.mark.web
WHO, PATH = Role.MODERATOR, "/desk/remarks"
LONG = "Za školou se večer pije a nesvítí tam žádná lampa, a když jdu ze zastávky, bojím se. " * 4


def prepare(server: Server) -> None:
    with server.database.write() as connection:
        publish(connection, list(DistrictService(server).replace_all(connection, DISTRICTS).steps), server.now())
    with server.database.write() as connection:
        given = (LONG.strip(), "Auto 5U1 2345 tu jezdí moc rychle.")
        service.accept(connection, server, [coming(place=Place(50.03, 13.03), remark=one) for one in given])


@pytest.mark.parametrize("window", ["desk", "phone"], indirect=True)
def test_that_a_remark_is_released_and_taken_back(window: Window) -> None:
    window.go("button[value=release]")
    assert "Uvolněno" in window.text()
    window.go("button[value=withhold]")
    assert "Na vás nečeká žádná poznámka" in window.text()
    for _ in range(2):
        window.go("button[value=wait]")
        assert "znovu čeká" in window.text()
