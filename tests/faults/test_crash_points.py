"""Every named crash point of both sides: the process ends at that line, is started again, and nothing is lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.accounts.repository import Identity
from app.db import crashpoints as device_points
from app.session import STORE_FILE, DeviceSession, open_session
from sync.client.origin import Origin
from sync.client.transport import Transport
from sync.server.ground import crashpoints as server_points
from sync.server.ground import meta
from tests.faults.checker import check_quiet
from tests.faults.city import City
from tests.faults.device import DATA_KEY, FieldDevice
from tests.faults.forked import Forked
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server import schema

OF_THE_LOCK = {"keys.attempt.after_write", "keys.rewrap.before_rename"}
"""Met by unlocking, not by a shift: tests/app/db/test_keys.py ends processes there."""
OF_THE_AUTHORITIES = {name for name in device_points.POINTS if name.startswith("authorities.")}
"""Met when the server names other authorities: tests/roundtrip/test_authorities.py ends processes there."""
OF_THE_MAIL = {"mail.kept"}
"""Met by mail that comes in: tests/sync/server/mail/incoming/test_fetching.py ends processes there."""
AFTER_A_MONTH = {"outbox.settle.before_commit", "outbox.settle.after_commit"}
AFTER_A_RESTORE = {"pages.reset.before_commit", "pages.reset.after_commit"}
SERVER = [name for name in server_points.NAMES if name not in OF_THE_MAIL]
DEVICE = [name for name in device_points.POINTS if name not in OF_THE_LOCK | OF_THE_AUTHORITIES]


class Station:
    """A server's database that all these tests share, with one server process on it that never ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(self.url, folder / "files", len(DEVICE) + len(SERVER))
        self.steady = self.server("steady.log")
        self.steady.start()
        self.used = 0

    def server(self, log: str) -> ServerProcess:
        """Another server process on the same database, not started yet."""
        return ServerProcess(self.url, self.folder / "files", self.folder / log)

    def shift(self, server: ServerProcess) -> "Shift":
        """An officer alone in a district of their own, whose device speaks with that server."""
        self.used += 1
        return Shift(self, self.used - 1, server)


class Shift:
    """A device whose shift runs in a process of its own."""

    def __init__(self, station: Station, district: int, server: ServerProcess) -> None:
        self.station, self.district = station, district
        self.folder = station.folder / f"device{district}"
        self.officer = station.city.person(f"officer{district}", Role.OFFICER, f"d{district}")
        self.transport = Transport(Origin(station.steady.origin))
        self.key = station.city.enrolled(self.officer, self.transport)
        session = open_session(self.folder, DATA_KEY)
        assert isinstance(session, DeviceSession)
        session.enrol(Identity(self.key.device_id, self.officer, "Anna", Role.OFFICER, server.origin, self.key.private))
        session.close()

    def start(self, days: int = 0, crash_at: str = "") -> Forked:
        """Begin the shift's process."""
        arguments = (str(self.folder), str(self.district), str(days))
        surroundings = {**os.environ, device_points.VARIABLE: crash_at}
        return Forked("tests.faults.shift_process", arguments, surroundings, self.station.folder / "shift.log")

    def judge(self) -> None:
        """Everything holds, and the photo lies sealed at the server."""
        (self.folder / STORE_FILE).rename(self.folder / "device.db")
        device = FieldDevice(self.folder, self.officer, self.transport, self.key)
        city = self.station.city
        sealed = sa.select(sa.func.count()).where(schema.possession.c.device_id == self.key.device_id)
        try:
            check_quiet(city.server.database, [device], city.server.now())
            with city.server.database.read() as connection:
                assert connection.execute(sealed).scalar_one() == 1
            assert (len(device.docs("tip")), len(device.docs("note")), len(device.docs("photo"))) == (1, 1, 1)
            assert device.query("SELECT count(*) AS n FROM file_sent")[0].n == 1
        finally:
            device.stop()
            self.transport.close()


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("crash"))
    yield made
    made.steady.kill()
    made.city.close()


@pytest.mark.parametrize("point", DEVICE)
def test_that_a_device_that_ends_anywhere_loses_nothing(point: str, station: Station) -> None:
    shift = station.shift(station.steady)
    days = 40 if point in AFTER_A_MONTH else 0
    if point in AFTER_A_MONTH | AFTER_A_RESTORE:
        assert shift.start().wait(HANG_SECONDS) == 0
    if point in AFTER_A_RESTORE:
        with station.city.server.database.write() as connection:
            meta.bump_incarnation(connection)
    assert shift.start(days, crash_at=point).wait(HANG_SECONDS) == device_points.EXIT_CODE
    assert shift.start(days).wait(HANG_SECONDS) == 0
    shift.judge()


@pytest.mark.parametrize("point", SERVER)
def test_that_a_server_that_ends_anywhere_loses_nothing(point: str, station: Station) -> None:
    server = station.server(f"{point}.log")
    shift = station.shift(server)
    server.start(OKRSKAR_CRASH_AT=point)
    device = shift.start()
    try:
        assert server.wait(HANG_SECONDS) == server_points.EXIT_CODE
        server.start()
        assert device.wait(HANG_SECONDS) == 0
        shift.judge()
    finally:
        device.kill()
        server.kill()
