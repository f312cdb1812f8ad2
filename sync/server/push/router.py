"""HTTP of the push."""

from itertools import pairwise
from typing import Final, assert_never

from app.outbox.domain import RecordedOperation
from sync.protocol.messages import MAX_BODY, PushRequest, PushResponse
from sync.protocol.paths import PUSH
from sync.server.ground.denials import Denial, revoked
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import EVERYONE, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import invalid
from sync.server.push.batch import push as take_in
from sync.server.push.outcomes import COPIED, MISSING, NO_ROOM, Diverged, Gap, NotTaken, OutOfService
from sync.server.push.reading import NoOperation, NoPush, Sent, operation_of, sent_in

_NOTHING_LOST: Final = "Nothing of it was taken, and the device keeps it."


def push(call: Call) -> Answer:
    """POST PushRequest → PushResponse. Every protocol version is taken: an old app's work is never turned away."""
    try:
        sent = sent_in(call.body)
    except NoPush as error:
        raise invalid(f"The request is not as agreed: {error}. {_NOTHING_LOST}") from None
    operations = _operations(sent)
    if any(after.seq < before.seq for before, after in pairwise(operations)):
        raise invalid("The operations are not in the order of their numbers.")
    request = PushRequest(sent.protocol, sent.device_at, operations, sent.highest_seq)
    outcome = take_in(call.server, call.caller, request)
    if not isinstance(outcome, PushResponse):
        raise denial_of(outcome)
    if outcome.held and not outcome.verdicts:
        raise Denial("used_up", NO_ROOM, retry_after=outcome.retry_after)
    return json_answer(outcome)


def _operations(sent: Sent) -> tuple[RecordedOperation, ...]:
    """The operations up to the first that has no number or no id: what follows that one has to wait for it."""
    found: list[RecordedOperation] = []
    for data in sent.operations:
        try:
            found.append(operation_of(data))
        except (NoOperation, NoPush) as error:
            if not found:
                raise invalid(f"The request is not as agreed: {error}. {_NOTHING_LOST}") from None
            break
    return tuple(found)


def denial_of(outcome: NotTaken) -> Denial:
    """Why nothing was taken, in words."""
    match outcome:
        case OutOfService():
            return revoked()
        case Diverged():
            return Denial("diverged", COPIED)
        case Gap(expected_seq=expected):
            return Denial("gap", MISSING, expected_seq=expected)
        case _:
            assert_never(outcome)


ROUTES = (
    Route("POST", PUSH, push, Entry.DEVICE, EVERYONE, MAX_BODY, Rate.SYNC, takes=PushRequest, gives=PushResponse),
)
