"""HTTP of enrolment and sign-in."""

from sync.protocol.messages import ChallengeRequest, EnrolRequest, TokenRequest
from sync.server.accounts import enrolment
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import Call


def enrol(call: Call) -> Answer:
    """POST EnrolRequest → EnrolResponse."""
    request = call.read(EnrolRequest)
    now = call.server.now()
    return json_answer(call.server.database.durably(lambda c: enrolment.enrol(c, request, now)), 201)


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
