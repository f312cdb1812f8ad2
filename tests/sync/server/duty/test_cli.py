"""Duty from the command line: tried, entered, taken back, checked; and who had a tip when."""

from functools import partial

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.basemap.search import House, Street
from app.districts.domain import Basemap
from sync.server.settings import Settings
from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run, command
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import EAST, WEST, Station

__all__ = ["command"]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def people(station: Station, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Officers of both districts and one who holds none; the commands read the station's clock."""
    monkeypatch.setattr("sync.server.settings.Settings", partial(Settings, clock=station.clock))
    return {
        "novak": station.person("novak", Role.OFFICER, WEST),
        "cerna": station.person("cerna", Role.OFFICER, EAST),
        "dolezal": station.person("dolezal", Role.OFFICER),
    }


def test_that_an_absence_is_tried_in_words_then_entered_then_taken_back(
    station: Station, people: dict[str, str], command: Run
) -> None:
    days = ("--from", "2026-03-10", "--to", "2026-03-12")
    code, said = command("duty", "absence", "novak", *days, "--dry-run")
    assert code == 0
    assert "warning: 10. 3. 2026 – 12. 3. 2026: d1 has nobody: Novak away, and no backup is left" in said
    assert "nothing was changed" in said
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.absence)) == 0
    assert command("duty", "backups", WEST, "dolezal", "cerna") == (0, "done: devices follow at their next sync\n")
    code, said = command("duty", "absence", "novak", *days)
    assert "Dolezal stands in, in d1, 10. 3. 2026 – 12. 3. 2026\nabsence " in said
    assert station.scalar(sa.select(sa.func.min(schema.absence.c.from_at))) == "2026-03-09T23:00:00.000Z"
    assert "an absence or a swap of the same person already" in command("duty", "absence", "novak", *days)[1]
    left = "warning: 10. 3. 2026 – 12. 3. 2026: d1 has nobody: Novak away, and no backup is left"
    code, said = command("duty", "backups", WEST)
    assert (code, left in said, "say --yes" in said) == (2, True, True), "what nobody would hold is asked"
    assert left in command("duty", "backups", WEST, "--dry-run")[1]
    assert command("duty", "backups", WEST, "cerna", "--dry-run") == (0, "nothing was changed (--dry-run)\n")
    duty = schema.duty.c
    query = sa.select(duty.officer_id).where(duty.kind == "cover", duty.to_at > duty.from_at)
    assert station.scalar(query) == people["dolezal"], "nothing was changed by what was asked or tried"
    code, said = command("duty", "list")
    assert "Novak is away (leave) 10. 3. 2026 – 12. 3. 2026" in said
    assert command("duty", "take-back", said.split()[0])[0] == 0
    assert command("duty", "list") == (0, "")
    for wrong in (
        ("take-back", "nic"),
        ("backups", WEST, "cerna", "cerna"),
        ("backups", "d9", "cerna"),
        ("absence", "nikdo", *days),
        ("absence", "novak", "--from", "zítra", "--to", "2026-03-12"),
        ("swap", "novak", "novak", *days),
    ):
        assert command("duty", *wrong)[0] == 2, wrong


def test_that_the_check_names_addresses_and_days_without_exactly_one_officer(
    station: Station, people: dict[str, str], command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no basemap is offered" in command("duty", "check")[1]
    streets = (
        Street("Alšova", 13.05, 50.05, (House("1", 13.05, 50.05), House("2", 13.06, 50.05), House("9", 15.0, 50.0))),
    )
    monkeypatch.setattr("sync.server.duty.checking.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    monkeypatch.setattr("sync.server.intake.addresses.Addresses.streets", lambda _self, _sha: streets)
    code, said = command("duty", "check")
    assert code == 1
    assert "in no district: Alšova 9" in said
    assert "has nobody" not in said
    streets = (Street("Alšova", 13.05, 50.05, streets[0].houses[:2]),)
    code, said = command("duty", "check")
    assert (code, said) == (
        0,
        ("each of 2 addresses and 2 inhabited hexagons, in 2 districts, has exactly one officer "
         "2. 3. 2026 09:00 – 15. 3. 2026\n"),
    )  # fmt: skip
    command("duty", "absence", "novak", "--from", "2026-03-10T06:00", "--to", "2026-03-10T18:00")
    code, said = command("duty", "check")
    assert code == 1
    assert said.startswith(
        "10. 3. 2026 06:00 – 10. 3. 2026 18:00: d1 has nobody: Novak away, and no backup is left (2 addresses)"
    )
    assert command("duty", "check", "--days", "7")[0] == 0, "within a week nobody is away"


def test_that_who_had_a_tip_is_told_as_it_was_and_not_as_it_is(
    station: Station, people: dict[str, str], command: Run, visitor: Visitor
) -> None:
    command("duty", "swap", "novak", "cerna", "--from", "2026-03-03", "--to", "2026-03-04")
    station.clock.forward(days=1)
    visitor.send(where="50.0500, 13.0500", text="Nesvítí")
    work(station)
    number = station.scalar(sa.select(schema.tip.c.number))
    station.clock.forward(days=2)
    work(station)
    station.clock.forward(days=8)
    command("officers", "deactivate", "cerna")
    assert (
        "was held by Cerna, in d1\n  cover    Cerna\n  primary  Novak\n"
        in (command("duty", "who", number, "2026-03-03T14:00")[1])
    )
    assert "was held by Novak, in d1\n  primary  Novak\n" in command("duty", "who", number, "2026-03-12T14:00")[1]
    assert "had not come by then" in command("duty", "who", number, "2026-03-02T14:00")[1]
    assert "not a moment of the past" in command("duty", "who", number, "2027-03-02T14:00")[1]
    assert "there is no tip" in command("duty", "who", "P-0", "2026-03-03T14:00")[1]
