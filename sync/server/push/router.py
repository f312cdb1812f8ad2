"""HTTP of the push."""

from contextlib import suppress
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta

from app.outbox.domain import RecordedOperation
from app.values import Id, Instant
from sync.protocol.messages import MAX_BATCH, MAX_BODY, PushRequest, PushResponse
from sync.protocol.paths import PUSH
from sync.server.changes.decide import UNREADABLE
from sync.server.ground.storable import is_storable, is_suspect
from sync.server.http.answers import Answer, json_answer
from sync.server.http.bodies import decode
from sync.server.http.calls import EVERYONE, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import invalid
from sync.server.push.batch import push as take_in

_KEPT = 100_000


class _LooseRequest(msgspec.Struct, frozen=True):
    """A push whose operations are read one by one, so that a single unreadable one does not hold up the others."""

    protocol: int
    device_at: Instant
    operations: Annotated[tuple[msgspec.Raw, ...], Meta(max_length=MAX_BATCH)]
    highest_seq: Annotated[int, Meta(ge=0)] = 0


class _LooseOperation(msgspec.Struct, frozen=True):
    seq: Annotated[int, Meta(ge=1, le=2**63 - 1)]
    id: Id


def push(call: Call) -> Answer:
    """POST PushRequest → PushResponse. Every protocol version is taken: an old app's work is never turned away."""
    loose = call.read(_LooseRequest)
    operations = tuple(_operation(raw) for raw in loose.operations)
    if any(after.seq < before.seq for before, after in pairwise(operations)):
        raise invalid("The operations are not in the order of their numbers.")
    request = PushRequest(loose.protocol, loose.device_at, operations, loose.highest_seq)
    return json_answer(take_in(call.server, call.caller, request))


def _operation(raw: msgspec.Raw) -> RecordedOperation:
    data = bytes(raw)
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        operation = msgspec.json.decode(data, type=RecordedOperation)
        if not is_suspect(data) or is_storable(msgspec.structs.replace(operation, payload={})):
            return operation  # its payload is judged by its kind
    known = decode(data, _LooseOperation)
    text = data.decode(errors="replace").replace("\x00", "\ufffd")[:_KEPT]
    payload = {"text": text}
    return RecordedOperation(known.seq, known.id, UNREADABLE, 1, target=known.id, author="", at="", payload=payload)


ROUTES = (
    Route("POST", PUSH, push, Entry.DEVICE, EVERYONE, MAX_BODY, Rate.SYNC, takes=PushRequest, gives=PushResponse),
)
