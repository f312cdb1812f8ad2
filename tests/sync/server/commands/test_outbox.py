"""The work of a device, carried here in a file: what became of it in words, and whether a person is needed."""

from pathlib import Path

import pytest

from app.identifiers import new_id
from app.outbox.domain import Code, Verdict, VerdictKind
from app.tips import operations as ops
from sync.server.accounts.enrolment import revoke
from sync.server.push import carried
from sync.server.push.carried import Carried, SetAside
from tests.sync.server.commands.conftest import Run
from tests.sync.server.push.test_carried import PHOTO, Carrier, sealed
from tests.sync.server.station import Station


@pytest.fixture
def carrier(station: Station) -> Carrier:
    return Carrier(station)


def file(station: Station, carrier: Carrier, folder: Path) -> str:
    path = folder / "outbox.okrskar"
    path.write_bytes(sealed(station, carrier.outbox()))
    return str(path)


def test_that_what_was_refused_is_named(command: Run, station: Station, carrier: Carrier, tmp_path: Path) -> None:
    bad = carrier.device.record(new_id(), ops.TipNoteAdd(new_id(), "Kde?"))
    carrier.operations.append(bad)
    code, said = command("outbox", "import", file(station, carrier, tmp_path))
    device = carrier.signed.device_id
    assert (code, said.splitlines()) == (
        0,
        [
            f"device {device}: 3 operations (2 applied, 0 merged, 1 rejected), 1 photos",
            f"  rejected {bad.id}: unknown_target",
        ],
    )


def test_that_work_of_a_device_out_of_service_is_set_aside_and_needs_a_person(
    command: Run, station: Station, carrier: Carrier, tmp_path: Path
) -> None:
    path = file(station, carrier, tmp_path)
    with station.server.database.write() as connection:
        revoke(connection, carrier.signed.device_id, station.server.now())
    code, said = command("outbox", "import", path)
    assert (code, said) == (
        1,
        f"device {carrier.signed.device_id} is out of service: 2 operations set aside in quarantine, none applied\n",
    )


def test_that_what_is_no_outbox_is_refused_with_the_name_of_the_file(
    command: Run, station: Station, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(PHOTO)
    code, said = command("outbox", "import", str(path))
    assert code == 2
    assert said.startswith(f"okrskar-server: {path}: ")
    assert command("outbox", "import", str(tmp_path / "none"))[1].endswith("none: No such file or directory\n")


@pytest.mark.parametrize(("wait", "minutes"), [(60.0, 1), (61.0, 2), (3_600.0, 60)])
def test_that_what_found_no_room_says_when_to_come_again(
    command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: float, minutes: int
) -> None:
    path = tmp_path / "any"
    path.touch()
    verdicts = (Verdict(1, "a", VerdictKind.APPLIED), Verdict(2, "b", VerdictKind.MERGED, Code.ALREADY_CLOSED))
    room = f"keep the file and import it again in {minutes} minutes"
    for found, expected in (
        (Carried("d", verdicts, 0, (), 3, wait), 1),
        (Carried("d", verdicts, 0, ("x\x1b[2J",), 0, wait), 1),
        (Carried("d", verdicts, 0, (), 0, wait), 0),
        (SetAside("d", 2, "out of service", 3, wait), 1),
    ):
        monkeypatch.setattr(carried, "take_file", lambda *_, found=found: found)
        code, said = command("outbox", "import", str(path))
        assert code == expected
        assert (room in said) == bool(found.held)
        assert "\x1b" not in said
        assert isinstance(found, SetAside) or "  merged b: already_closed" in said
