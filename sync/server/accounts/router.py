"""HTTP of enrolment and sign-in."""

import base64

import msgspec
from sqlalchemy.engine import Connection

from sync.protocol.messages import ChallengeRequest, EnrolRequest, TokenRequest
from sync.server.accounts import enrolment, passwords
from sync.server.accounts.keys import LoginRequest, LoginResponse
from sync.server.audit import service as audit
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import Call
from sync.server.http.refusals import Refusal, not_found


def enrol(call: Call) -> Answer:
    """POST EnrolRequest → EnrolResponse."""
    request = call.read(EnrolRequest)
    server, now = call.server, call.server.now()
    subject = f"enrol {call.address}"
    passwords.count_try(server, (subject,))

    def work(connection: Connection) -> Answer:
        enrolled = enrolment.enrol(connection, request, now)
        audit.append(connection, now, enrolled.officer_id, "device.enrol", enrolled.device_id)
        key = base64.b64encode(server.station_key.public()).decode()
        return json_answer(msgspec.structs.replace(enrolled, station_key=key), 201)

    answer = server.database.durably(work)
    passwords.forget_tries(server, subject)
    return answer


def challenge(call: Call) -> Answer:
    """POST ChallengeRequest → ChallengeResponse."""
    request = call.read(ChallengeRequest)
    return json_answer(call.server.database.durably(lambda c: enrolment.challenge(c, call.server, request.device_id)))


def token(call: Call) -> Answer:
    """POST TokenRequest → TokenResponse."""
    request = call.read(TokenRequest)
    return json_answer(
        enrolment.need(call.server.database.durably(lambda c: enrolment.sign_in(c, call.server, request)))
    )


def login(call: Call) -> Answer:
    """POST LoginRequest → LoginResponse. Nobody learns from the answer or its time what was wrong."""
    request = call.read(LoginRequest)
    server, now = call.server, call.server.now()
    passwords.count_try(server, (f"login {request.login}", f"address {call.address}"))
    person = passwords.verify(server, request.login, request.password, request.code)
    seconds = server.settings.session_seconds

    def work(connection: Connection) -> str | None:
        audit.append(connection, now, person.officer_id if person else "", "login" if person else "login.failed")
        return enrolment.issue_token(connection, server, person.officer_id, None, seconds) if person else None

    secret = server.database.durably(work)
    if person is None or secret is None:
        raise Refusal(401, "bad_login", "The name, the password or the code is wrong.")
    return json_answer(LoginResponse(secret, seconds, person.officer_id, person.name, person.role.value))


def revoke_device(call: Call) -> Answer:
    """POST → 204. The device wipes itself at its next contact."""
    server, now, device_id = call.server, call.server.now(), call.path["device_id"]

    def work(connection: Connection) -> bool:
        done = enrolment.revoke(connection, device_id, now)
        if done:
            audit.append(connection, now, call.caller.officer_id, "device.revoke", device_id)
        return done

    if not server.database.durably(work):
        raise not_found()
    return Answer(status=204)
