"""Accounts from the command line."""

import re

from app.accounts.domain import Role
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import Station


def test_that_a_changed_role_is_listed_and_reaches_the_devices(command: Run, station: Station) -> None:
    novak = station.officer("novak")
    novak.pull()
    code, said = command("officers", "role", "novak", "supervisor")
    assert (code, said) == (0, "done: officer before, supervisor now; devices follow at their next sync\n")
    assert re.search(r"novak +supervisor", command("officers", "list")[1])
    novak.pull()
    assert novak.docs("officer")[novak.officer_id]["role"] == "supervisor"


def test_that_the_same_role_is_no_change(command: Run, station: Station) -> None:
    station.person("novak", Role.ANALYST)
    code, said = command("officers", "role", "novak", "analyst")
    assert (code, said) == (2, "okrskar-server: the role is analyst already\n")


def test_that_a_moment_without_a_zone_is_refused(command: Run, station: Station) -> None:
    station.person("novak")
    for text in ("2027-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "2027-02-30T00:00:00Z"):
        code, said = command("officers", "duty", "novak", "d1", "--until", text)
        assert (code, "not a moment" in said) == (2, True)
