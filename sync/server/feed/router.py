"""HTTP of the pull."""

import sqlalchemy as sa

from sync.protocol.messages import SPOKEN, PullRequest, PullResponse
from sync.protocol.paths import PULL
from sync.server import schema
from sync.server.feed.pages import page
from sync.server.ground.crashpoints import crash_point
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal


def pull(call: Call) -> Answer:
    """POST PullRequest → PullResponse."""
    request = call.read(PullRequest)
    if request.protocol not in SPOKEN:
        raise Refusal(426, "too_old", "This version of the app is too old to receive. Update it; nothing is lost.")
    server, caller = call.server, call.caller
    with server.database.read() as connection:
        answer = page(connection, caller, request, server.now())
        device = schema.device.c
        told = connection.execute(
            sa.select(device.highest_seq, device.waiting).where(device.id == caller.device_id)
        ).one()
    if (told.highest_seq, told.waiting) != (request.highest_seq, request.waiting):
        told_now = {"highest_seq": request.highest_seq, "waiting": request.waiting, "seen_at": server.now()}
        update = sa.update(schema.device).where(schema.device.c.id == caller.device_id).values(told_now)
        server.database.durably(lambda c: c.execute(update))
    crash_point("pull.before_answer")
    return Answer(answer.body)


_LIMIT = 1024 * 1024
ROUTES = (Route("POST", PULL, pull, Entry.DEVICE, EVERYONE, _LIMIT, Rate.SYNC, takes=PullRequest, gives=PullResponse),)
