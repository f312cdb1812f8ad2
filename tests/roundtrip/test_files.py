"""Photos and the basemap over a real server process and a network that cuts them in the middle."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.accounts.domain import Role
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.tips.operations import TipFile, TipPhotoAdd
from sync.client import pace
from sync.client.origin import Origin
from sync.client.outcomes import Offline, RoundDone
from sync.client.transport import Transport
from sync.protocol.messages import CHUNK
from sync.server.basemap import repository
from sync.server.basemap.offer import ROW, SCOPE, bundle_path
from sync.server.feed.publish import Put, publish
from sync.server.ground.documents import render
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.proxy import CutAnswer, CutUpload, FaultProxy, Pass, Swallow
from tests.faults.server_process import ServerProcess


class Net:
    """A city with its server process behind a proxy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(url, folder / "files", 2)
        self.officer = self.city.person("anna", Role.OFFICER, "d0")
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()
        self.proxy = FaultProxy(self.server.port)

    def device(self, name: str, officer: str = "") -> FieldDevice:
        transport = Transport(Origin(self.proxy.url))
        key = self.city.enrolled(officer or self.officer, transport)
        device = FieldDevice(self.folder / name, officer or self.officer, transport, key)
        assert isinstance(device.round(), RoundDone)
        return device

    def offer_basemap(self, content: bytes) -> str:
        """Let the server have these bytes as the city's basemap, whatever they are; their address."""
        sha256 = hashlib.sha256(content).hexdigest()
        server = self.city.server
        path = bundle_path(server.settings.files, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        row = Basemap(ROW, sha256, len(content), server.now())
        with server.database.write() as connection:
            repository.replace(connection, row)
            publish(connection, [Put("basemap", ROW, ROW, SCOPE, render(row))], server.now())
        return sha256


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Net]:
    made = Net(tmp_path)
    with made.proxy:
        yield made
    made.server.kill()
    made.city.close()


@pytest.fixture
def whole_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of one size, whatever the machine does besides, so that faults can be aimed at one of them."""
    monkeypatch.setattr(pace, "FIRST", CHUNK)
    monkeypatch.setattr(pace, "SMALLEST", CHUNK)


def _photo(width: int = 900, height: int = 700) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


def _with_photo(device: FieldDevice, content: bytes) -> str:
    sealed = device.vault.seal(content)
    assert sealed is not None
    tip = new_id()
    device.record(tip, TipFile(title="Lampa", category="light", place=place_in(0)))
    device.record(tip, TipPhotoAdd(photo_id=new_id(), sha256=sealed.sha256, size=sealed.size, media_type="image/jpeg"))
    return sealed.sha256


@pytest.mark.usefixtures("whole_pieces")
def test_that_a_photo_cut_in_the_middle_goes_on_and_reaches_a_colleague(net: Net) -> None:
    content = _photo()
    assert len(content) > CHUNK
    first, second = net.device("first"), net.device("second")
    sha256 = _with_photo(first, content)
    net.proxy.arm(Pass(), Pass(), Pass(), Pass(), CutUpload(200_000))
    assert isinstance(first.round(), Offline)
    assert net.proxy.hits["CutUpload"] == 1
    assert not first.query("SELECT * FROM file_sent")
    net.proxy.arm()
    report = first.round()
    assert isinstance(report, RoundDone)
    assert report.uploaded == 1
    assert report.bytes_sent < len(content)
    report = second.round()
    assert isinstance(report, RoundDone)
    assert report.downloaded == 1
    assert second.vault.read(sha256) == content
    first.stop()
    second.stop()


def test_that_a_device_of_another_district_gets_no_photo_by_naming_its_hash(net: Net) -> None:
    content = _photo()
    first = net.device("first")
    sha256 = _with_photo(first, content)
    assert isinstance(first.round(), RoundDone)
    thief = net.device("thief", net.city.person("zlodej", Role.OFFICER, "d1"))
    tip = new_id()
    thief.record(tip, TipFile(title="Lampa", category="light", place=place_in(1)))
    thief.record(tip, TipPhotoAdd(photo_id=new_id(), sha256=sha256, size=len(content), media_type="image/jpeg"))
    for _ in range(2):
        report = thief.round()
        assert isinstance(report, RoundDone)
        assert report.downloaded == 0
    assert len(thief.docs("photo")) == 1, "the claim itself was taken"
    answer = thief.exchange.files.wanted()
    assert [file.sha256 for file in answer] == [sha256], "the device asked for it and got nothing"
    assert not thief.vault.has(sha256)
    colleague = net.device("colleague")
    assert colleague.vault.read(sha256) == content
    for device in (first, thief, colleague):
        device.stop()


@pytest.mark.usefixtures("whole_pieces")
def test_that_a_photo_whose_last_answer_was_swallowed_is_not_sent_twice(net: Net) -> None:
    device = net.device("first")
    content = _photo()
    _with_photo(device, content)
    pieces = -(-len(content) // CHUNK)
    net.proxy.arm(*[Pass()] * (2 + pieces), Swallow())
    assert isinstance(device.round(), Offline)
    assert net.proxy.hits["Swallow"] == 1
    net.proxy.arm()
    report = device.round()
    assert isinstance(report, RoundDone)
    assert report.uploaded == 1
    assert report.bytes_sent < 10_000
    device.stop()


def test_that_a_photo_goes_through_a_line_that_cuts_after_every_few_bytes(net: Net) -> None:
    device = net.device("first")
    _with_photo(device, _photo(300, 200))
    cuts = [CutUpload(24_000)] * 40
    net.proxy.arm(*[Pass()] * 3, *cuts)
    for _ in range(30):
        report = device.round()
        if isinstance(report, RoundDone) and report.uploaded:
            break
        assert isinstance(report, Offline)
    assert isinstance(report, RoundDone)
    assert net.proxy.hits["CutUpload"] >= 1
    assert device.query("SELECT * FROM file_sent")
    device.stop()


def test_that_a_photo_that_gets_stuck_holds_up_no_other(net: Net) -> None:
    device = net.device("first")
    stuck, other = _with_photo(device, _photo()), _with_photo(device, _photo())
    net.proxy.arm(*[Pass()] * 3, CutUpload(9_000))
    report = device.round()
    assert isinstance(report, RoundDone), report
    assert net.proxy.hits["CutUpload"] == 1
    assert [row.sha256 for row in device.query("SELECT sha256 FROM file_sent")] == [other]
    report = device.round()
    assert isinstance(report, RoundDone)
    assert {row.sha256 for row in device.query("SELECT sha256 FROM file_sent")} == {stuck, other}
    device.stop()


def test_that_the_basemap_goes_on_where_it_was_cut_off(net: Net) -> None:
    device = net.device("first")
    content = os.urandom(3_000_000)
    sha256 = net.offer_basemap(content)
    net.proxy.arm(Pass(), CutAnswer(1_500_000))
    for _ in range(3):  # a connection kept alive may be gone by now: then the fault is still to come
        assert isinstance(device.round(), Offline)
        if net.proxy.hits["CutAnswer"]:
            break
    assert device.exchange.files.basemap_wanted() is not None
    net.proxy.arm()
    report = device.round()
    assert isinstance(report, RoundDone)
    assert report.downloaded == 1
    assert report.bytes_received < 2_000_000
    (path,) = device.exchange.files.basemaps()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    device.stop()


def test_that_a_basemap_with_other_bytes_is_not_taken_into_use(net: Net) -> None:
    device = net.device("first")
    sha256 = net.offer_basemap(b"right" * 10_000)
    bundle_path(net.folder / "files", sha256).write_bytes(b"wrong" * 10_000)
    report = device.round()
    assert isinstance(report, RoundDone)
    assert report.downloaded == 0
    assert device.exchange.files.basemaps() == ()
    device.stop()


def test_that_a_photo_that_can_no_longer_be_read_holds_up_nothing(net: Net) -> None:
    device = net.device("first")
    sha256 = _with_photo(device, _photo())
    device.vault.path(sha256).write_bytes(b"damaged")
    report = device.round()
    assert isinstance(report, RoundDone)
    assert report.uploaded == 0
    assert report.sent == 2
    device.stop()
