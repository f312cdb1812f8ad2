"""Devices from the command line: what each has not sent, how its clock is, and taking one out of service."""

import re

import sqlalchemy as sa

from app.identifiers import new_id
from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import Station


def line_of(command: Run, device_id: str | None) -> str:
    code, said = command("devices", "list")
    assert code == 0
    (line,) = [line for line in said.splitlines() if line.startswith(str(device_id))]
    return line


def test_that_a_device_is_listed_with_what_it_has_not_sent_and_how_its_clock_is(command: Run, station: Station) -> None:
    device_id = station.officer("novak").caller.device_id
    row = sa.update(schema.device).where(schema.device.c.id == device_id)
    assert re.fullmatch(rf"{device_id}  novak +seen never +unsent 0  ", line_of(command, device_id))
    for values, said in (
        ({"last_seq": 5, "highest_seq": 9, "waiting": 0}, "unsent 4 "),
        ({"last_seq": 9, "highest_seq": 9, "waiting": 2, "seen_at": "2026-03-02T08:00:00.000Z"}, "unsent 2 "),
        ({"offset_seconds": -90.4}, "unsent 2  clock -90 s "),
        ({"offset_seconds": 4.6, "name": "Telefon"}, "clock +5 s  Telefon"),
        ({"diverged_at": "2026-03-02T08:00:00.000Z"}, "Telefon  DIVERGED: enrol it anew"),
        ({"revoked_at": "2026-03-02T08:00:00.000Z"}, "Telefon  REVOKED"),
    ):
        with station.server.database.write() as connection:
            connection.execute(row.values(values))
        assert said in line_of(command, device_id)
    assert "seen 2026-03-02T08:00:00.000Z" in line_of(command, device_id)
    assert "DIVERGED" not in line_of(command, device_id)


def test_that_a_device_is_taken_out_of_service_once_and_noted(command: Run, station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    other = station.signed_in(station.person("cerna"))
    code, said = command("devices", "revoke", device.device_id)
    assert (code, said) == (0, "done: it will be wiped at its next contact\n")
    assert device.http("POST", "/api/v1/pull", {}).code == "revoked"
    assert other.http("POST", "/api/v1/pull", {}).status != 403
    for device_id in (device.device_id, new_id()):
        code, said = command("devices", "revoke", device_id)
        assert (code, said) == (2, f"okrskar-server: there is no device {device_id} in service\n")
    audit = schema.audit.c
    noted = station.all(sa.select(audit.target).where(audit.action == "device.revoke"))
    assert [row.target for row in noted] == [device.device_id]
