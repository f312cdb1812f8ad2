"""A device is let in by a code that works once, and speaks by what only it can sign."""

import base64
import re

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.identifiers import new_id
from sync.protocol.messages import ChallengeResponse, EnrolRequest, EnrolResponse, TokenRequest
from sync.server.accounts import enrolment, people
from sync.server.accounts.callers import Caller, Stranger, caller_of
from sync.server.accounts.enrolment import NotEnrolled, NotSignedIn, SignedIn, issue_code
from tests.sync.server import schema
from tests.sync.server import station as stations
from tests.sync.server.station import Station


def public_key() -> str:
    return base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()


def code_for(station: Station, officer_id: str) -> str:
    with station.server.database.write() as connection:
        return issue_code(connection, station.server, officer_id)


def enrol(station: Station, code: str, key: str) -> EnrolResponse | NotEnrolled:
    with station.server.database.write() as connection:
        return enrolment.enrol(connection, EnrolRequest(code, key, "Telefon"), station.server.now())


def nonce_for(station: Station, device: stations.SignedIn) -> str:
    with station.server.database.write() as connection:
        given = enrolment.challenge(connection, station.server, device.device_id, "192.0.2.7")
    assert isinstance(given, ChallengeResponse), given
    return given.nonce


def sign_in(station: Station, device: stations.SignedIn, nonce: str, **other: str) -> SignedIn | NotSignedIn:
    with station.server.database.write() as connection:
        return enrolment.sign_in(connection, station.server, TokenRequest(**(device.sign(nonce) | other)))


def test_that_a_code_is_read_out_without_signs_that_look_alike(station: Station) -> None:
    officer_id = station.person("novak")
    codes = {code_for(station, officer_id) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}", code) for code in codes)


def test_that_what_is_no_key_is_refused_and_leaves_the_code_good(station: Station) -> None:
    code = code_for(station, station.person("novak"))
    assert {enrol(station, code, key) for key in ("", "čč", "AAAA", "A" * 44, "!" * 43)} == {NotEnrolled.BAD_KEY}
    assert isinstance(enrol(station, code, public_key()), EnrolResponse)


def test_that_a_key_is_read_without_its_padding_too(station: Station) -> None:
    code, key = code_for(station, station.person("novak")), public_key()
    assert isinstance(enrol(station, code, key.rstrip("=")), EnrolResponse)
    assert base64.b64encode(station.scalar(sa.select(schema.device.c.public_key))).decode() == key


def test_that_a_code_is_good_until_just_before_its_end(station: Station) -> None:
    officer_id = station.person("novak")
    codes = code_for(station, officer_id), code_for(station, officer_id)
    station.clock.forward(days=7, milliseconds=-1)
    assert isinstance(enrol(station, codes[0], public_key()), EnrolResponse)
    station.clock.forward(milliseconds=1)
    assert enrol(station, codes[1], public_key()) is NotEnrolled.BAD_CODE


def test_that_a_code_of_an_account_out_of_use_enrols_nothing(station: Station) -> None:
    officer_id = station.person("novak")
    code = code_for(station, officer_id)
    with station.server.database.write() as connection:
        people.deactivate(connection, officer_id, station.server.now())
    assert enrol(station, code, public_key()) is NotEnrolled.BAD_CODE
    assert station.all(sa.select(schema.device.c.id)) == []


def test_that_a_wrong_signature_uses_the_nonce_up(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    for signature in ("", "AAAA", "ž", base64.b64encode(bytes(64)).decode()):
        nonce = nonce_for(station, device)
        assert sign_in(station, device, nonce, signature=signature) is NotSignedIn.BAD_PROOF
        assert sign_in(station, device, nonce) is NotSignedIn.BAD_PROOF
    assert isinstance(sign_in(station, device, nonce_for(station, device)), SignedIn)


def test_that_a_revoked_device_is_told_so_by_every_door_and_once_out_stays_out(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    before = nonce_for(station, device)
    now = station.server.now()
    with station.server.database.write() as connection:
        assert enrolment.revoke(connection, device.device_id, now)
        assert not enrolment.revoke(connection, device.device_id, now)
        assert not enrolment.revoke(connection, new_id(), now)
        assert enrolment.challenge(connection, station.server, device.device_id, "") is NotSignedIn.REVOKED
    assert sign_in(station, device, before) is NotSignedIn.REVOKED


def test_that_a_device_of_an_account_out_of_use_gets_no_token(station: Station) -> None:
    device = station.signed_in(station.person("novak"))
    nonce = nonce_for(station, device)
    account = schema.account
    with station.server.database.write() as connection:
        connection.execute(sa.update(account).where(account.c.id == device.officer_id).values(active=False))
    assert sign_in(station, device, nonce) is NotSignedIn.BAD_PROOF


def test_that_a_token_ends_and_brings_the_authorities_that_devices_believe(station: Station) -> None:
    object.__setattr__(station.settings, "authorities", "PEM")
    device = station.signed_in(station.person("novak"))
    found = sign_in(station, device, nonce_for(station, device))
    assert isinstance(found, SignedIn)
    assert (found.officer_id, found.token.seconds, found.token.authorities) == (device.officer_id, 900, "PEM")
    with station.server.database.read() as connection:
        known = caller_of(connection, found.token.token, station.server.now())
        station.clock.forward(seconds=900)
        late = caller_of(connection, found.token.token, station.server.now())
    assert isinstance(known, Caller)
    assert (known.device_id, late) == (device.device_id, Stranger.UNKNOWN)


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
    forged = other.sign(nonce) | {"device_id": device.device_id}
    assert station.http("POST", "/api/v1/token", forged).status == 401
    nonce = station.http("POST", "/api/v1/challenge", {"device_id": device.device_id}).json["nonce"]
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
