"""A server changes its authority, with real certificates: the devices follow without being enrolled anew."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.accounts.repository import Identity
from app.db import crashpoints
from app.outbox.views import Recorded
from app.session import AUTHORITY_FILE, DeviceSession, open_session
from app.tips.operations import TipFile
from sync.client.cancel import Cancel
from sync.client.origin import Origin
from sync.client.outcomes import Offline, Reason, RoundDone, RoundReport
from sync.client.transport import Transport
from tests.faults.city import City
from tests.faults.device import DATA_KEY
from tests.faults.places import place_in
from tests.faults.server_process import ServerProcess
from tests.sync.client.authority import make_authority, server_certificate, together
from ui.sync.station import StationEngine

POINTS = [name for name in crashpoints.POINTS if name.startswith("authorities.")]


class Device:
    """An officer's device with the app's own session and way to the station. ``reopen`` is lock and unlock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open()

    def open(self) -> None:
        session = open_session(self.folder, DATA_KEY)
        assert isinstance(session, DeviceSession)
        self.session = session
        self.station = StationEngine(session, session.wipe)

    def reopen(self) -> None:
        self.session.close()
        self.open()

    def round(self) -> RoundReport:
        return self.station.round(Cancel())

    def file_tip(self) -> None:
        done = self.session.tips.file(TipFile(title="Lampa", category="light", place=place_in(0)))
        assert isinstance(done, Recorded)

    @property
    def believed(self) -> tuple[str, str]:
        """What the store says, and what the file says."""
        assert self.session.identity is not None
        return self.session.identity.ca_pem, (self.folder / AUTHORITY_FILE).read_text()


class Town:
    """A server of which each start may have another certificate and name other authorities."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(url, folder / "files", 1)
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.today, self.following = make_authority(folder, "today"), make_authority(folder, "following")
        self.certificates = {one: server_certificate(folder, one) for one in (self.today, self.following)}
        self.both = together(folder, self.today, self.following)
        self.devices: list[Device] = []

    def serve(self, certificate: str, named: Path | None, *, workers: int = 1) -> None:
        """Stop, and start again with the certificate of ``today`` or ``following``."""
        self.server.kill()
        signer = self.today if certificate == "today" else self.following
        pem = str(self.certificates[signer])
        self.server.authority, self.server.workers = signer.pem, workers
        self.server.options = ("--certificate", pem, "--key", pem)
        self.server.start(**({"OKRSKAR_AUTHORITY": str(named)} if named else {}))

    def enrol(self) -> Device:
        """A device that is given today's authority."""
        officer = self.city.person(f"officer{len(self.devices)}", Role.OFFICER, "d0")
        pem = self.today.pem if self.server.authority else None
        transport = Transport(Origin(self.server.origin, pem))
        key = self.city.enrolled(officer, transport)
        transport.close()
        device = Device(self.folder / officer)
        device.session.enrol(
            Identity(key.device_id, officer, "Anna", Role.OFFICER, self.server.origin, key.private,
                     ca_pem=pem.read_text() if pem else "")
        )  # fmt: skip
        device.reopen()
        self.devices.append(device)
        return device

    def close(self) -> None:
        for device in self.devices:
            device.session.close()
        self.server.kill()
        self.city.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.close()


def untrusted(report: RoundReport) -> bool:
    return isinstance(report, Offline) and report.reason is Reason.UNTRUSTED


def test_that_a_device_follows_its_server_from_one_authority_to_the_next(town: Town) -> None:
    today, both, following = (path.read_text() for path in (town.today.pem, town.both, town.following.pem))
    town.serve("today", None)
    device = town.enrol()
    assert isinstance(device.round(), RoundDone)
    assert device.believed == (today, today)

    town.serve("today", town.both, workers=2)
    device.reopen()
    assert isinstance(device.round(), RoundDone)
    assert device.believed == (both, both)

    town.serve("following", town.both)
    device.file_tip()
    report = device.round()
    assert isinstance(report, RoundDone)
    assert report.sent == 1

    town.serve("following", town.following.pem)
    device.reopen()
    assert isinstance(device.round(), RoundDone)
    assert device.believed == (following, following)

    town.serve("today", None)
    device.file_tip()
    assert untrusted(device.round())
    device.reopen()
    assert untrusted(device.round())
    assert device.session.exchange.waiting() == 1
    assert device.believed == (following, following)


def test_that_a_device_that_missed_the_change_is_refused_and_keeps_its_outbox(town: Town) -> None:
    town.serve("today", None)
    device = town.enrol()
    assert isinstance(device.round(), RoundDone)
    device.file_tip()
    town.serve("following", town.following.pem)
    assert untrusted(device.round())
    device.reopen()
    assert untrusted(device.round())
    assert device.session.exchange.waiting() == 1
    assert device.believed == (town.today.pem.read_text(),) * 2


def test_that_over_plain_http_of_the_own_machine_nothing_is_believed(town: Town) -> None:
    town.server.start(OKRSKAR_AUTHORITY=str(town.both))
    device = town.enrol()
    assert isinstance(device.round(), RoundDone)
    assert device.session.identity is not None
    assert device.session.identity.ca_pem == ""
    assert not (device.folder / AUTHORITY_FILE).exists()


def test_that_a_device_that_ends_anywhere_while_it_takes_authorities_goes_on_working(town: Town) -> None:
    today, both = town.today.pem.read_text(), town.both.read_text()
    town.serve("today", None)
    devices = {point: town.enrol() for point in POINTS}
    for device in devices.values():
        assert isinstance(device.round(), RoundDone)
        device.file_tip()
        device.session.close()
    town.serve("today", town.both)
    for point, device in devices.items():
        command = [sys.executable, "-m", "tests.roundtrip.station_process", str(device.folder)]
        crash = {**os.environ, crashpoints.VARIABLE: point}
        assert subprocess.run(command, env=crash, check=False).returncode == crashpoints.EXIT_CODE, point
        device.open()
        assert set(device.believed) <= {today, both}, point
    town.serve("following", town.both)
    for point, device in devices.items():
        kept = point != "authorities.keep.before_commit"
        assert isinstance(device.round(), RoundDone) is kept, point
        assert device.session.exchange.waiting() == (0 if kept else 1), point
        assert device.believed == ((both, both) if kept else (today, today)), point
    town.serve("today", town.both)
    late = devices["authorities.keep.before_commit"]
    assert isinstance(late.round(), RoundDone)
    assert late.believed == (both, both)


def test_that_a_file_that_was_lost_or_damaged_is_made_anew_from_the_store(town: Town) -> None:
    town.serve("today", None)
    device = town.enrol()
    for damage in (b"", b"\xff"):
        (device.folder / AUTHORITY_FILE).write_bytes(damage)
        device.reopen()
        assert isinstance(device.round(), RoundDone)
    (device.folder / AUTHORITY_FILE).unlink()
    device.reopen()
    assert isinstance(device.round(), RoundDone)
    assert device.believed == (town.today.pem.read_text(),) * 2
