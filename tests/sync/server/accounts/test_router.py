"""Enrolment, tokens and passwords, as the network sees them."""

import base64

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.accounts.domain import Role
from sync.server.accounts import passwords
from sync.server.accounts.enrolment import issue_code
from sync.server.audit import service as audit
from tests.sync.server import schema
from tests.sync.server.station import Station

PASSWORD = "dlouhé heslo, které si pamatuji"


def public_key() -> str:
    return base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


def code_for(station: Station, officer_id: str) -> str:
    with station.server.database.write() as connection:
        return issue_code(connection, station.server, officer_id)


@pytest.fixture
def dispatcher(station: Station) -> str:
    officer_id = station.person("dispecink", Role.DISPATCHER)
    stored = passwords.hashed(station.settings, PASSWORD)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).where(schema.account.c.id == officer_id).values(password=stored))
    return officer_id


def login(station: Station, name: str, password: str) -> tuple[int, dict[str, object]]:
    answer = station.http("POST", "/api/v1/login", {"login": name, "password": password})
    body = {key: value for key, value in answer.json.items() if key != "request_id"}
    return answer.status, body


def test_that_no_secret_is_stored_as_it_is(station: Station) -> None:
    device = station.signed_in(station.person("a"))
    code = code_for(station, device.officer_id)
    stored = [
        str(row)
        for table in (schema.token, schema.enrolment, schema.challenge, schema.audit)
        for row in station.all(sa.select(table))
    ]
    assert stored
    assert not [row for row in stored if device.token in row or code in row]


def test_that_the_right_password_signs_in(station: Station, dispatcher: str) -> None:
    status, body = login(station, "dispecink", PASSWORD)
    assert (status, body["officer_id"], body["role"]) == (200, dispatcher, "dispatcher")
    assert body["seconds"] == 900


def test_that_nobody_learns_which_accounts_exist(station: Station, dispatcher: str) -> None:
    assert login(station, "dispecink", "špatné heslo") == login(station, "nikdo", "špatné heslo")


def test_that_the_sixth_try_in_a_minute_is_refused_by_account(station: Station, dispatcher: str) -> None:
    for _ in range(5):
        assert login(station, "dispecink", "špatné heslo")[0] == 401
    status, body = login(station, "dispecink", PASSWORD)
    assert (status, body["code"]) == (429, "too_many_tries")
    station.clock.forward(seconds=61)
    assert login(station, "dispecink", PASSWORD)[0] == 200


def test_that_the_sixth_try_in_a_minute_is_refused_by_address(station: Station, dispatcher: str) -> None:
    for number in range(5):
        assert login(station, f"nikdo{number}", "špatné heslo")[0] == 401
    assert login(station, "dispecink", PASSWORD)[0] == 429


def test_that_raised_parameters_reach_a_stored_password_at_the_next_login(station: Station, dispatcher: str) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).where(schema.account.c.id == dispatcher).values(password=weak))
    assert login(station, "dispecink", PASSWORD)[0] == 200
    stored = station.scalar(sa.select(schema.account.c.password).where(schema.account.c.id == dispatcher))
    assert "m=64,t=1" in stored


def test_that_logins_are_audited(station: Station, dispatcher: str) -> None:
    login(station, "dispecink", "špatné heslo")
    login(station, "dispecink", PASSWORD)
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action).order_by(schema.audit.c.id))]
    assert actions == ["login.failed", "login"]
    noted = station.server.chain.heads.read()
    with station.server.database.read() as connection:
        assert isinstance(audit.verify(connection, noted), audit.Intact)
