"""Accounts as they are made, told to the devices, changed and taken out of use."""

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import CITY, Role
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.accounts.people import NewAccount
from sync.server.accounts.refused import AccountRefused
from sync.server.accounts.sessions import issue_token
from sync.server.feed.publish import Put
from tests.sync.server import schema
from tests.sync.server.station import EAST, WEST, Station


def count(station: Station, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    return int(station.scalar(sa.select(sa.func.count()).select_from(table).where(*where)))


def told(station: Station, at: str = "", officer_id: str | None = None) -> dict[str, dict[str, object]]:
    """The officers as they would be published, by id."""
    with station.server.database.read() as connection:
        steps = people.row_steps(connection, at or station.server.now(), officer_id)
    puts = [step for step in steps if isinstance(step, Put) and step.kind == "officer"]
    assert {(step.scope, step.root == step.row_id) for step in puts} <= {(CITY, True)}
    return {step.row_id: read(step) for step in puts}


def read(step: Put) -> dict[str, object]:
    found: dict[str, object] = msgspec.json.decode(step.doc)
    return found


REFUSED = (
    (NewAccount("", "Jana", Role.OFFICER), "an account needs a login and a name"),
    (NewAccount("novak", "  ", Role.OFFICER), "an account needs a login and a name"),
    (NewAccount("no\nvak", "Jana", Role.OFFICER), "one line of printable characters"),
    (NewAccount("novak", "Jana\x1b[2J", Role.OFFICER), "one line of printable characters"),
    (NewAccount("novak", "Jana", Role.OFFICER, badge="1\t2"), "one line of printable characters"),
    (NewAccount("novak", "Jana", Role.OFFICER, phone="1\u202e2"), "one line of printable characters"),
    (NewAccount(" novak", "Jana", Role.OFFICER), "a login has no blanks"),
    (NewAccount("no vak", "Jana", Role.OFFICER), "a login has no blanks"),
    (NewAccount("cerna", "Jiná", Role.ADMIN), "there is an account 'cerna' already"),
)


def test_that_an_account_that_can_not_be_is_refused_in_words(station: Station) -> None:
    station.person("cerna")
    for new, said in REFUSED:
        with station.server.database.write() as connection, pytest.raises(AccountRefused, match=said):
            people.add_account(connection, new, station.server.now())
    assert count(station, schema.account) == 1


def test_that_the_login_of_an_account_out_of_use_is_given_to_nobody_else(station: Station) -> None:
    officer_id = station.person("novak")
    with station.server.database.write() as connection:
        people.deactivate(connection, officer_id, station.server.now())
        with pytest.raises(AccountRefused, match="already"):
            people.add_account(connection, NewAccount("novak", "Druhý", Role.OFFICER), station.server.now())
        with pytest.raises(AccountRefused, match="there is no account 'novak' in use"):
            people.find(connection, "novak")


def test_that_devices_are_told_what_colleagues_may_know(station: Station) -> None:
    now = station.server.now()
    with station.server.database.write() as connection:
        new = NewAccount("novak", "Jan Novák", Role.OFFICER, "17", "+420 474 000 000", "$argon2id$hash")
        officer_id = people.add_account(connection, new, now)
        assert people.find(connection, "novak") == officer_id
        duties.grant(connection, officer_id, WEST, DutyKind.PRIMARY, from_at=now)
        duties.grant(connection, officer_id, EAST, DutyKind.COVER, from_at="2026-03-03T00:00:00.000Z")
    other = station.person("cerna")
    row = told(station)[officer_id]
    assert row == {
        "id": officer_id, "name": "Jan Novák", "role": "officer", "badge": "17", "phone": "+420 474 000 000",
        "districts": [WEST],
    }  # fmt: skip
    assert told(station, "2026-03-03T00:00:00.000Z")[officer_id]["districts"] == [WEST, EAST]
    assert set(told(station, officer_id=other)) == {other}


def test_that_a_new_role_ends_the_sessions_and_not_the_devices(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    with station.server.database.write() as connection:
        issue_token(connection, station.server, device.officer_id, None, 900)
        assert people.change_role(connection, device.officer_id, Role.SUPERVISOR) is Role.OFFICER
        with pytest.raises(AccountRefused, match="the role is supervisor already"):
            people.change_role(connection, device.officer_id, Role.SUPERVISOR)
    assert [row.device_id for row in station.all(sa.select(schema.token.c.device_id))] == [device.device_id]
    assert told(station)[device.officer_id]["role"] == "supervisor"


def test_that_an_account_out_of_use_takes_all_of_its_own_along_and_nothing_of_others(station: Station) -> None:
    novak, cerna = station.officer("novak", WEST), station.officer("cerna", WEST)
    second = station.device(novak.officer_id)
    now = station.server.now()
    with station.server.database.write() as connection:
        for one in (novak, cerna):
            issue_token(connection, station.server, one.officer_id, None, 900)
        assert people.deactivate(connection, novak.officer_id, now) == 2
        assert people.deactivate(connection, novak.officer_id, now) == 0
    device, token, duty = schema.device.c, schema.token.c, schema.duty.c
    revoked = {row.id for row in station.all(sa.select(device.id).where(device.revoked_at.is_not(None)))}
    assert revoked == {novak.caller.device_id, second.caller.device_id}
    assert [row.officer_id for row in station.all(sa.select(token.officer_id))] == [cerna.officer_id]
    assert count(station, schema.duty, duty.to_at.is_(None), duty.officer_id == cerna.officer_id) == 1
    assert count(station, schema.duty, duty.to_at.is_(None)) == 1
    found = told(station)
    assert (found[novak.officer_id]["active"], found[novak.officer_id].get("districts", [])) == (False, [])
    assert "active" not in found[cerna.officer_id]
