"""A session lives as long as the password, the second factor and the role that it began with."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.accounts import passwords, people, second_factor
from sync.server.accounts.passwords import Busy, Verified
from tests.sync.server import schema
from tests.sync.server.station import SignedIn, Station

PASSWORD, OTHER = "dlouhé heslo, které si pamatuji", "jiné heslo, také dost dlouhé"


def set_password(station: Station, officer_id: str, password: str) -> None:
    stored = passwords.hashed(station.settings, password)
    with station.server.database.write() as connection:
        passwords.set_password(connection, officer_id, stored)


@pytest.fixture
def officer_id(station: Station) -> str:
    found = station.person("dispecink", Role.DISPATCHER)
    set_password(station, found, PASSWORD)
    return found


def sign_in(station: Station, password: str = PASSWORD) -> str:
    answer = station.http("POST", "/api/v1/login", {"login": "dispecink", "password": password})
    assert answer.status == 200
    return str(answer.json["token"])


def works(station: Station, token: str) -> bool:
    status = station.http("GET", f"/api/v1/tips/{new_id()}/story", token=token).status
    assert status in (401, 404)
    return status == 404


def by_password(station: Station, officer_id: str) -> None:
    set_password(station, officer_id, OTHER)


def by_factor(station: Station, officer_id: str) -> None:
    with station.server.database.write() as connection:
        sealed = station.server.vault.seal(officer_id, second_factor.new_secret())
        second_factor.install(connection, officer_id, sealed, 0, station.server.now())


def by_no_factor(station: Station, officer_id: str) -> None:
    with station.server.database.write() as connection:
        second_factor.end(connection, officer_id)


def by_role(station: Station, officer_id: str) -> None:
    with station.server.database.write() as connection:
        people.change_role(connection, officer_id, Role.SUPERVISOR)


def by_end(station: Station, officer_id: str) -> None:
    with station.server.database.write() as connection:
        people.deactivate(connection, officer_id, station.server.now())


@pytest.mark.parametrize("change", [by_password, by_factor, by_no_factor, by_role, by_end])
def test_that_a_session_ends_with_what_opened_it(
    station: Station, officer_id: str, change: Callable[[Station, str], None]
) -> None:
    other = station.person("jina", Role.DISPATCHER)
    token = sign_in(station)
    assert works(station, token)
    change(station, other) if change is not by_end else None
    assert works(station, token), "another's change"
    change(station, officer_id)
    assert not works(station, token)


def test_that_devices_go_on_when_the_password_is_changed(station: Station, officer_id: str) -> None:
    device: SignedIn = station.signed_in(officer_id)
    set_password(station, officer_id, OTHER)
    assert works(station, device.token)


def test_that_no_session_begins_with_a_password_that_was_changed_while_it_was_checked(
    station: Station, officer_id: str
) -> None:
    person = passwords.verify(station.server, "dispecink", PASSWORD)
    assert isinstance(person, Verified)
    set_password(station, officer_id, OTHER)
    with station.server.database.write() as connection:
        assert not passwords.is_still(connection, person)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.token)) == 0


def test_that_only_so_many_passwords_are_looked_at_at_once(station: Station, officer_id: str) -> None:
    station.server.settings = replace(station.settings, login_wait_seconds=0.1)
    for _ in range(station.settings.logins_at_once):
        assert station.server.hashing.acquire(blocking=False)
    try:
        answer = station.http("POST", "/api/v1/login", {"login": "dispecink", "password": PASSWORD})
        assert (answer.status, answer.code) == (503, "busy")
        assert isinstance(passwords.verify(station.server, "nobody", PASSWORD), Busy)
    finally:
        for _ in range(station.settings.logins_at_once):
            station.server.hashing.release()
    assert works(station, sign_in(station))


def test_that_a_refused_login_is_audited_with_its_address_and_not_with_what_was_typed(
    station: Station, officer_id: str
) -> None:
    for name in ("dispecink", "nikdo", "nikdo"):
        station.http("POST", "/api/v1/login", {"login": name, "password": "špatné heslo"})
    rows = station.all(
        sa.select(schema.audit).where(schema.audit.c.action == "login.failed").order_by(schema.audit.c.id)
    )
    assert [(row.actor, row.target, row.address) for row in rows] == [
        ("", officer_id, "127.0.0.1"), ("", "", "127.0.0.1"), ("", "", "127.0.0.1"),
    ]  # fmt: skip
    assert rows[1].detail == rows[2].detail != rows[0].detail
    assert not [row for row in rows if "nikdo" in row.detail or "dispecink" in row.detail]


def test_that_a_throttled_login_is_audited_once_a_window(station: Station, officer_id: str) -> None:
    for _ in range(9):
        station.http("POST", "/api/v1/login", {"login": "dispecink", "password": "špatné heslo"})
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action).order_by(schema.audit.c.id))]
    assert actions == ["login.failed"] * 5 + ["login.throttled"]


@pytest.mark.parametrize("field", ["login", "password", "code"])
def test_that_a_nul_in_a_login_is_refused_in_words(station: Station, officer_id: str, field: str) -> None:
    body = {"login": "dispecink", "password": PASSWORD, "code": ""} | {field: "a\x00b"}
    answer = station.http("POST", "/api/v1/login", body)
    assert (answer.status, answer.code) == (400, "invalid")
    assert "can not be stored" in answer.json["message"]


def test_that_a_device_that_is_none_is_revoked_in_words(station: Station) -> None:
    admin = station.signed_in(station.person("sprava", Role.ADMIN))
    assert admin.http("POST", "/api/v1/devices/nobody/revoke").status == 404
    for unstorable in ("%00", "a\x00b"):
        answer = admin.http("POST", f"/api/v1/devices/{unstorable}/revoke")
        assert (answer.status, answer.code) == (400, "invalid")
