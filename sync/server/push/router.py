"""HTTP of the push."""

from itertools import pairwise
from typing import Annotated, assert_never

import msgspec
from msgspec import Meta

from app.values import MAX_INT
from sync.protocol.messages import MAX_BATCH, MAX_BODY, PushRequest, PushResponse
from sync.protocol.paths import PUSH
from sync.server.ground.denials import Denial, revoked
from sync.server.http.answers import Answer, json_answer
from sync.server.http.bodies import decode
from sync.server.http.calls import EVERYONE, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal, invalid
from sync.server.push.batch import push as take_in
from sync.server.push.outcomes import COPIED, MISSING, Diverged, Gap, NotTaken, OutOfService
from sync.server.push.reading import NoOperation, operation_of, taken_apart


class _LooseRequest(msgspec.Struct, frozen=True):
    """A push whose operations are read one by one, so that a single unreadable one does not hold up the others.

    Nor does a clock that says no time: ``device_at`` is any text.
    """

    protocol: int
    device_at: Annotated[str, Meta(max_length=64)]
    operations: Annotated[tuple[msgspec.Raw, ...], Meta(max_length=MAX_BATCH)]
    highest_seq: Annotated[int, Meta(ge=0, le=MAX_INT)] = 0


class _Envelope(msgspec.Struct, frozen=True):
    """The same around operations that are no longer in it: their numbers among the parts."""

    protocol: int
    device_at: Annotated[str, Meta(max_length=64)]
    operations: Annotated[tuple[Annotated[int, Meta(ge=0)], ...], Meta(max_length=MAX_BATCH)]
    highest_seq: Annotated[int, Meta(ge=0, le=MAX_INT)] = 0


_DEPTH_OF_OPERATIONS = 3


def push(call: Call) -> Answer:
    """POST PushRequest → PushResponse. Every protocol version is taken: an old app's work is never turned away."""
    loose = _read(call)
    try:
        operations = tuple(operation_of(bytes(raw)) for raw in loose.operations)
    except NoOperation as error:
        raise invalid(f"The request is not as agreed: {error}") from None
    if any(after.seq < before.seq for before, after in pairwise(operations)):
        raise invalid("The operations are not in the order of their numbers.")
    request = PushRequest(loose.protocol, loose.device_at, operations, loose.highest_seq)
    outcome = take_in(call.server, call.caller, request)
    if isinstance(outcome, PushResponse):
        return json_answer(outcome)
    raise denial_of(outcome)


def _read(call: Call) -> _LooseRequest:
    """The request; where something in it is not even JSON, that is looked for in its operations, one by one."""
    try:
        return call.read(_LooseRequest)
    except Refusal:
        text, parts = taken_apart(call.body, _DEPTH_OF_OPERATIONS)
        envelope = decode(text, _Envelope)
        numbers = envelope.operations
        if len(numbers) > len(set(numbers) & set(range(len(parts)))):  # a number that was sent is no operation
            raise
    operations = tuple(msgspec.Raw(parts[number]) for number in numbers)
    return _LooseRequest(envelope.protocol, envelope.device_at, operations, envelope.highest_seq)


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
