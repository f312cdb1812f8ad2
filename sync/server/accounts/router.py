"""HTTP of enrolment and sign-in."""

import base64
from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy.engine import Connection

from sync.protocol.messages import (
    ChallengeRequest,
    ChallengeResponse,
    EnrolRequest,
    EnrolResponse,
    TokenRequest,
    TokenResponse,
)
from sync.protocol.paths import CHALLENGE, ENROL, TOKEN
from sync.server.accounts import enrolment, tries
from sync.server.accounts.enrolment import NotEnrolled, NotSignedIn
from sync.server.accounts.entering import (
    LONGEST_CODE,
    LONGEST_LOGIN,
    LONGEST_PASSWORD,
    Entered,
    NotKnown,
    Try,
    enter,
    note,
)
from sync.server.accounts.passwords import Busy, Verified
from sync.server.accounts.sessions import issue_token
from sync.server.accounts.tries import TooMany, network_of
from sync.server.audit import service as audit
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import ADMINS, SMALL, Call, Entry, Handler, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal, invalid, not_found, revoked, unauthorized
from sync.server.service import Server

_TOO_MANY = "Too many tries. Wait a minute and try again."


class LoginRequest(msgspec.Struct, frozen=True):
    """Sign in by password, and a code of the authenticator where the account has one. Both may be pasted."""

    login: Annotated[str, Meta(min_length=1, max_length=LONGEST_LOGIN)]
    password: Annotated[str, Meta(min_length=1, max_length=LONGEST_PASSWORD)]
    code: Annotated[str, Meta(max_length=LONGEST_CODE)] = ""


class LoginResponse(msgspec.Struct, frozen=True):
    """An opaque token, good for ``seconds``, and whose it is."""

    token: str
    seconds: int
    officer_id: str
    name: str
    role: str


def enrol(call: Call) -> Answer:
    """POST EnrolRequest → EnrolResponse."""
    request = call.read(EnrolRequest)
    server, now = call.server, call.server.now()
    subject = f"enrol {network_of(call.address)}"
    if (too_many := tries.count(server, {subject: server.settings.login_tries})) is not None:
        if too_many.first:
            note(call.server, "", call.address, "device.enrol_throttled")
        raise _slower(too_many)

    def work(connection: Connection) -> EnrolResponse | NotEnrolled:
        done = enrolment.enrol(connection, request, now)
        if isinstance(done, EnrolResponse):
            audit.append(connection, now, done.officer_id, "device.enrol", done.device_id, address=call.address)
        elif done is NotEnrolled.BAD_CODE:
            audit.append(connection, now, "", "device.enrol_refused", address=call.address)
        return done

    match server.database.durably(work):
        case NotEnrolled.BAD_KEY:
            raise invalid("The device's public key is not 32 bytes in base64.")
        case NotEnrolled.BAD_CODE:
            raise Refusal(403, "bad_code", "This code is wrong, was used already or is too old. Ask for a new one.")
        case enrolled:
            tries.forget(server, subject)
            key = base64.b64encode(server.station_key.public()).decode()
            return json_answer(msgspec.structs.replace(enrolled, station_key=key), 201)


def challenge(call: Call) -> Answer:
    """POST ChallengeRequest → ChallengeResponse."""
    device_id = call.read(ChallengeRequest).device_id
    match call.server.database.durably(lambda c: enrolment.challenge(c, call.server, device_id, call.address)):
        case TooMany() as too_many:
            raise _slower(too_many)
        case NotSignedIn():
            raise revoked()
        case answer:
            return json_answer(answer)


def token(call: Call) -> Answer:
    """POST TokenRequest → TokenResponse."""
    request = call.read(TokenRequest)
    server, now = call.server, call.server.now()

    def work(connection: Connection) -> enrolment.SignedIn | NotSignedIn:
        done = enrolment.sign_in(connection, server, request)
        device_id = request.device_id
        if isinstance(done, enrolment.SignedIn):
            audit.append(connection, now, done.officer_id, "device.sign_in", device_id, address=call.address)
        else:
            audit.append(
                connection, now, "", "device.sign_in_refused", device_id[:36], address=call.address, why=done.value
            )
        return done

    match server.database.durably(work):
        case NotSignedIn.REVOKED:
            raise revoked()
        case NotSignedIn.BAD_PROOF:
            raise unauthorized()
        case signed_in:
            return json_answer(signed_in.token)


def login(call: Call) -> Answer:
    """POST LoginRequest → LoginResponse. Nobody learns from the answer or its time what was wrong."""
    request = call.read(LoginRequest)
    seconds = call.server.settings.session_seconds

    def opening(connection: Connection, server: Server, person: Verified) -> str:
        return issue_token(connection, server, person.officer_id, None, seconds)

    match enter(call.server, Try(request.login, request.password, request.code, call.address), opening):
        case TooMany() as too_many:
            raise _slower(too_many)
        case Busy(wait=wait):
            raise Refusal(503, "busy", "Many people sign in just now. Try again in a moment.", retry_after=wait)
        case NotKnown():
            raise Refusal(401, "bad_login", "The name, the password or the code is wrong.")
        case Entered(person=person, secret=secret):
            return json_answer(LoginResponse(secret, seconds, person.officer_id, person.name, person.role.value))


def revoke_device(call: Call) -> Answer:
    """POST → 204. The device wipes itself at its next contact."""
    server, now, device_id = call.server, call.server.now(), call.path["device_id"]

    def work(connection: Connection) -> bool:
        done = enrolment.revoke(connection, device_id, now)
        if done:
            audit.record(connection, now, call.caller, "device.revoke", device_id)
        return done

    if not server.database.durably(work):
        raise not_found()
    return Answer(status=204)


def _slower(too_many: TooMany) -> Refusal:
    return Refusal(429, "too_many_tries", _TOO_MANY, retry_after=too_many.wait)


def _open(path: str, handler: Handler, takes: type, gives: type, status: int = 200) -> Route:
    return Route(
        "POST", path, handler, Entry.ANYONE, frozenset(), SMALL, Rate.SIGN_IN, takes, gives, (status,)
    )  # fmt: skip


_REVOKE = "/api/v1/devices/{device_id}/revoke"
ROUTES: tuple[Route, ...] = (
    _open(ENROL, enrol, EnrolRequest, EnrolResponse, 201),
    _open(CHALLENGE, challenge, ChallengeRequest, ChallengeResponse),
    _open(TOKEN, token, TokenRequest, TokenResponse),
    _open("/api/v1/login", login, LoginRequest, LoginResponse),
    Route("POST", _REVOKE, revoke_device, Entry.TOKEN, ADMINS, SMALL, statuses=(204,)),
)
