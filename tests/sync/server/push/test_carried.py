"""An outbox carried to the station in a file is taken like a push, once, whoever brings it how often."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox import archive
from app.outbox.domain import RecordedOperation, VerdictKind
from app.outbox.sealing import SealedWriter
from app.tips import operations as ops
from sync.server import cli
from sync.server.accounts.enrolment import revoke
from sync.server.ground.station_key import StationKey
from sync.server.push.carried import DIVERGED, OUT_OF_SERVICE, Carried, CarriedRefused, SetAside, take_file
from tests.sync.server import schema
from tests.sync.server.photos.test_router import picture
from tests.sync.server.station import IN_WEST, WEST, Device, SignedIn, Station

PHOTO = picture()
ADDRESS = hashlib.sha256(PHOTO).hexdigest()


class Carrier:
    """An officer's device without a network, and the file that it exports."""

    def __init__(self, station: Station) -> None:
        self.signed: SignedIn = station.signed_in(station.person("novak", Role.OFFICER, WEST))
        self.device = Device(station, self.signed.officer_id, Role.OFFICER, self.signed.device_id)
        tip_id = new_id()
        self.operations = [
            self.device.record(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST)),
            self.device.record(tip_id, ops.TipPhotoAdd(new_id(), ADDRESS, len(PHOTO), "image/jpeg")),
        ]

    def outbox(self, operations: list[RecordedOperation] | None = None, photo: bytes = PHOTO) -> bytes:
        file = io.BytesIO()
        header = archive.Header(
            archive.FORMAT, archive.VERSION, self.signed.device_id, self.signed.officer_id, "2026-03-02T09:00:00Z"
        )
        photos = [archive.Photo(ADDRESS, len(PHOTO), "image/jpeg", lambda: [photo[:3000], photo[3000:]])]
        key = self.signed.key.private_bytes_raw()
        archive.write(file, header, self.operations if operations is None else operations, photos, key)
        return file.getvalue()


def sealed(station: Station, content: bytes) -> bytes:
    """The file as it is carried."""
    file = io.BytesIO()
    writer = SealedWriter(file, station.server.station_key.public())
    writer.write(content)
    writer.finish()
    return file.getvalue()


@pytest.fixture
def carrier(station: Station) -> Carrier:
    return Carrier(station)


def _take(station: Station, data: bytes) -> Carried | SetAside:
    return take_file(station.server, io.BytesIO(sealed(station, data)))


def _count(station: Station, table: sa.Table) -> int:
    return int(station.scalar(sa.select(sa.func.count()).select_from(table)))


def test_that_a_carried_outbox_is_applied_with_its_photo(station: Station, carrier: Carrier) -> None:
    done = _take(station, carrier.outbox())
    assert isinstance(done, Carried)
    assert [verdict.verdict for verdict in done.verdicts] == [VerdictKind.APPLIED] * 2
    assert (done.photos, done.refused_photos) == (1, ())
    assert carrier.signed.http("GET", f"/api/v1/files/{ADDRESS}").body == PHOTO


def test_that_a_file_taken_twice_and_synced_later_doubles_nothing(station: Station, carrier: Carrier) -> None:
    first = _take(station, carrier.outbox())
    assert _take(station, carrier.outbox()) == first
    assert isinstance(first, Carried)
    assert carrier.device.push(*carrier.operations) == first.verdicts
    assert (_count(station, schema.tip), _count(station, schema.photo), _count(station, schema.receipt)) == (1, 1, 2)


def test_that_more_than_one_batch_is_taken(station: Station, carrier: Carrier) -> None:
    target = carrier.operations[0].target
    notes = [carrier.device.record(target, ops.TipNoteAdd(new_id(), f"Poznámka {n}")) for n in range(450)]
    done = _take(station, carrier.outbox([*carrier.operations, *notes]))
    assert isinstance(done, Carried)
    assert len(done.verdicts) == 452
    assert _count(station, schema.note) == 450


def test_that_the_clock_measured_at_the_last_contact_stays(station: Station, carrier: Carrier) -> None:
    carrier.device.push(carrier.operations[0], device_at="2026-03-02T07:50:00Z")
    station.clock.forward(days=3)
    _take(station, carrier.outbox())
    assert station.scalar(sa.select(schema.device.c.offset_seconds)) == pytest.approx(600, abs=1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(300), "not an exported outbox"),
        (lambda _: b"", "not an exported outbox"),
        (lambda _: b'{"line":' + b"[" * 200_000, "not an exported outbox"),
        (lambda data: data[: len(data) // 2], "cut off or damaged"),
        (lambda data: data.replace(b"Lampa", b"Dopis"), "or the file was changed"),
        (lambda data: data + data, "or the file was changed"),
    ],
    ids=["picture", "empty", "deep", "cut", "changed", "twice"],
)
def test_that_a_damaged_file_is_refused_whole(
    station: Station, carrier: Carrier, damage: Callable[[bytes], bytes], said: str
) -> None:
    with pytest.raises(CarriedRefused, match=said):
        _take(station, damage(carrier.outbox()))
    assert _count(station, schema.receipt) == 0


def test_that_deep_nesting_behind_a_good_header_is_refused_in_words(station: Station, carrier: Carrier) -> None:
    header = carrier.outbox().splitlines(keepends=True)[0]
    with pytest.raises(CarriedRefused, match="cut off or damaged"):
        _take(station, header + b'{"line":"operation","operation":{"payload":{"a":' + b"[" * 200_000)


def test_that_a_file_of_an_unknown_device_is_refused(station: Station, carrier: Carrier) -> None:
    data = carrier.outbox().replace(carrier.signed.device_id.encode(), new_id().encode())
    with pytest.raises(CarriedRefused, match="no device enrolled here"):
        _take(station, data)


def test_that_an_operation_written_twice_is_taken_once(station: Station, carrier: Carrier) -> None:
    done = _take(station, carrier.outbox([operation for operation in carrier.operations for _ in range(2)]))
    assert isinstance(done, Carried)
    assert len(done.verdicts) == _count(station, schema.receipt) == len(carrier.operations)


def test_that_missing_operations_are_named(station: Station, carrier: Carrier) -> None:
    with pytest.raises(CarriedRefused, match="number 1 is expected"):
        _take(station, carrier.outbox(carrier.operations[1:]))


def test_that_a_device_out_of_service_has_its_work_set_aside_once(station: Station, carrier: Carrier) -> None:
    data = carrier.outbox()
    with station.server.database.write() as connection:
        revoke(connection, carrier.signed.device_id, station.server.now())
    assert _take(station, data) == SetAside(carrier.signed.device_id, 2, OUT_OF_SERVICE)
    assert _take(station, data) == SetAside(carrier.signed.device_id, 0, OUT_OF_SERVICE)
    assert (_count(station, schema.quarantine), _count(station, schema.tip)) == (2, 0)


def test_that_the_work_of_a_copied_device_is_set_aside(station: Station, carrier: Carrier) -> None:
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.device).values(diverged_at=station.server.now()))
    assert _take(station, carrier.outbox()) == SetAside(carrier.signed.device_id, 2, DIVERGED)
    assert (_count(station, schema.quarantine), _count(station, schema.tip)) == (2, 0)


def test_that_a_damaged_photo_is_named_and_the_operations_stand(station: Station, carrier: Carrier) -> None:
    done = _take(station, carrier.outbox(photo=PHOTO[:-10] + bytes(10)))
    assert isinstance(done, Carried)
    assert (done.photos, len(done.refused_photos), _count(station, schema.tip)) == (0, 1, 1)


def test_that_the_command_says_what_it_did_and_what_is_wrong(
    station: Station, carrier: Carrier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "outbox.okrskar"
    path.write_bytes(sealed(station, carrier.outbox()))
    where = ["--database", station.settings.database, "--files", str(station.settings.files)]
    assert cli.main(["outbox", "import", str(path), *where]) == 0
    assert "2 operations (2 applied, 0 merged, 0 rejected), 1 photos" in capsys.readouterr().out
    assert cli.main(["outbox", "import", str(tmp_path / "none"), *where]) == 2
    assert "none: No such file or directory" in capsys.readouterr().err
    assert cli.main(["outbox", "import", str(tmp_path), *where]) == 2
    assert "Is a directory" in capsys.readouterr().err


def test_that_a_file_for_another_station_or_for_none_is_not_taken(carrier: Carrier, station: Station) -> None:
    content = carrier.outbox()
    elsewhere = io.BytesIO()
    writer = SealedWriter(elsewhere, X25519PrivateKey.generate().public_key().public_bytes_raw())
    writer.write(content)
    writer.finish()
    for data in (content, elsewhere.getvalue(), b""):
        with pytest.raises(CarriedRefused, match="sealed to another"):
            take_file(station.server, io.BytesIO(data))
    whole = sealed(station, content)
    for data in (whole[:-1], whole[:200], whole[:-40] + bytes(40)):
        with pytest.raises(CarriedRefused, match="cut off or damaged"):
            take_file(station.server, io.BytesIO(data))
    assert _count(station, schema.receipt) == 0


def test_that_the_key_of_the_station_is_made_once_and_closed_to_others(station: Station) -> None:
    key = station.server.station_key
    public = key.public()
    assert StationKey(key.path.parent).public() == public
    assert key.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in key.path.parent.glob("station.key*")] == ["station.key"]
