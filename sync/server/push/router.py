"""HTTP of the push."""

from sync.protocol.messages import PushRequest
from sync.server.http.answers import Answer, json_answer
from sync.server.http.calls import Call
from sync.server.push.batch import push as take_in


def push(call: Call) -> Answer:
    """POST PushRequest → PushResponse. Every protocol version is taken: an old app's work is never turned away."""
    return json_answer(take_in(call.server, call.caller, call.read(PushRequest)))
