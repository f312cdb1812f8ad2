"""A device full of work that no station can read: the station keeps so much of it, and good work goes on beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.clock import instant
from app.identifiers import new_id
from app.outbox import repository
from app.outbox.repository import NewOperation
from app.tips.operations import TipFile, TipNoteAdd
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from sync.server.settings import Settings
from tests.faults.city import City
from tests.faults.device import FieldDevice, ShiftedClock
from tests.faults.places import place_in
from tests.faults.server_process import ServerProcess
from tests.sync.server import schema

ROOM = Settings("", Path()).aside_of_device


class ForwardClock(ShiftedClock):
    """A clock whose monotonic time can be moved on."""

    ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead


def poison(device: FieldDevice, count: int) -> None:
    """So many changes of a kind that nobody knows, in one transaction."""
    with device.store.write() as connection:
        for _ in range(count):
            at = instant(device.clock.now())
            new = NewOperation(new_id(), "tip.sing", 1, new_id(), device.officer_id, at, 0.0, {"text": "La la."})
            repository.append(connection, new)


@pytest.fixture
def officer(database_url: str, tmp_path: Path) -> Iterator[tuple[City, FieldDevice]]:
    city = City(database_url, tmp_path / "files", 1)
    person = city.person("anna", Role.OFFICER, "d0")
    server = ServerProcess(database_url, tmp_path / "files", tmp_path / "server.log")
    server.start()
    transport = Transport(Origin(server.origin))
    device = FieldDevice(tmp_path / "device", person, transport, city.enrolled(person, transport), clock=ForwardClock())
    yield city, device
    device.stop()
    server.kill()
    city.close()


def test_that_good_work_goes_on_behind_what_the_station_has_no_room_for(officer: tuple[City, FieldDevice]) -> None:
    city, device = officer
    tip_id = new_id()
    poison(device, ROOM + 250)
    device.record(tip_id, TipFile(title="Lampa", category="light", place=place_in(0, 1)))
    first = device.round()
    assert isinstance(first, RoundDone), first
    assert (first.sent, first.held) == (ROOM + 1, 250)
    assert device.docs("tip")[tip_id]["title"] == "Lampa"
    assert len(device.query("SELECT seq FROM outbox WHERE verdict IS NULL")) == 250
    device.record(tip_id, TipNoteAdd(new_id(), "Svítí."))
    second = device.round()
    assert isinstance(second, RoundDone), second
    assert (second.sent, second.held, second.bytes_sent < 3_000) == (1, 250, True)
    assert len(device.docs("note")) == 1
    device.restart()
    third = device.round()
    assert isinstance(third, RoundDone), third
    assert (third.sent, third.held) == (0, 250)
    with city.server.database.read() as connection:
        count = sa.select(sa.func.count()).select_from(schema.receipt)
        assert connection.execute(count.where(schema.receipt.c.odd)).scalar_one() == ROOM


def test_that_what_was_held_back_goes_when_the_station_has_room_again(officer: tuple[City, FieldDevice]) -> None:
    city, device = officer
    poison(device, ROOM + 5)
    first = device.round()
    assert isinstance(first, RoundDone), first
    assert first.held == 5
    with city.server.database.write() as connection:
        connection.execute(sa.update(schema.aside_use).values(at="2020-01-01T00:00:00.000Z"))
    assert isinstance(device.clock, ForwardClock)
    device.clock.ahead = 86_400.0
    last = device.round()
    assert isinstance(last, RoundDone), last
    assert (last.sent, last.held) == (5, 0)
