"""Enrolment, tokens and passwords, as the network sees them."""

import base64

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.accounts.domain import Role
from app.identifiers import new_id
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


def test_that_a_code_enrols_one_device_and_no_second(station: Station) -> None:
    officer_id = station.person("novak")
    request = {"code": code_for(station, officer_id), "public_key": public_key()}
    first = station.http("POST", "/api/v1/enrol", request)
    assert (first.status, first.json["officer_id"], first.json["role"]) == (201, officer_id, "officer")
    again = station.http("POST", "/api/v1/enrol", request)
    assert (again.status, again.code) == (403, "bad_code")


def test_that_a_sign_in_is_a_contact_and_a_wrong_proof_is_none(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    seen = sa.select(schema.device.c.seen_at).where(schema.device.c.id == device.device_id)
    first = station.server.now()
    assert station.scalar(seen) == first
    station.clock.forward(minutes=20)
    assert station.http("POST", "/api/v1/token", device.sign("no nonce of ours")).status == 401
    assert station.scalar(seen) == first
    device.renew()
    assert station.scalar(seen) == station.server.now() != first


def test_that_an_old_code_is_refused_like_a_wrong_one(station: Station) -> None:
    code = code_for(station, station.person("novak"))
    station.clock.forward(days=8)
    old = station.http("POST", "/api/v1/enrol", {"code": code, "public_key": public_key()}).json
    wrong = station.http("POST", "/api/v1/enrol", {"code": "AAAAA-AAAAA", "public_key": public_key()}).json
    assert old["message"] == wrong["message"]


def test_that_a_code_may_be_typed_without_dash_and_in_small_letters(station: Station) -> None:
    code = code_for(station, station.person("novak")).lower().replace("-", " ")
    assert station.http("POST", "/api/v1/enrol", {"code": code, "public_key": public_key()}).status == 201


def test_that_codes_can_not_be_guessed_by_many_tries(station: Station) -> None:
    wrong = {"code": "AAAAA-AAAAA", "public_key": public_key()}
    codes = [station.http("POST", "/api/v1/enrol", wrong).code for _ in range(6)]
    assert codes == ["bad_code"] * 5 + ["too_many_tries"]


def test_that_a_whole_team_enrols_within_a_minute(station: Station) -> None:
    for number in range(8):
        request = {"code": code_for(station, station.person(f"officer{number}")), "public_key": public_key()}
        assert station.http("POST", "/api/v1/enrol", request).status == 201


def test_that_a_nonce_works_once_and_for_its_device_alone(station: Station) -> None:
    device, other = station.signed_in(station.person("a")), station.signed_in(station.person("b"))
    nonce = station.http("POST", "/api/v1/challenge", {"device_id": device.device_id}).json["nonce"]
    assert station.http("POST", "/api/v1/token", other.sign(nonce)).status == 401
    assert station.http("POST", "/api/v1/token", device.sign(nonce)).status == 200
    assert station.http("POST", "/api/v1/token", device.sign(nonce)).status == 401


def test_that_a_nonce_is_good_for_a_minute(station: Station) -> None:
    device = station.signed_in(station.person("a"))
    nonce = station.http("POST", "/api/v1/challenge", {"device_id": device.device_id}).json["nonce"]
    station.clock.forward(seconds=61)
    assert station.http("POST", "/api/v1/token", device.sign(nonce)).status == 401


def test_that_an_unknown_device_gets_a_nonce_and_no_token(station: Station) -> None:
    device = station.signed_in(station.person("a"))
    device.device_id = new_id()
    nonce = station.http("POST", "/api/v1/challenge", {"device_id": device.device_id})
    assert nonce.status == 200
    assert station.http("POST", "/api/v1/token", device.sign(nonce.json["nonce"])).code == "unauthorized"


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
