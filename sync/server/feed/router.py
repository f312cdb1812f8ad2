"""HTTP of the pull."""

from collections.abc import Mapping
from functools import partial

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.protocol.messages import SPOKEN, PullRequest, PullResponse
from sync.protocol.paths import PULL
from sync.server.accounts.callers import Caller
from sync.server.accounts.tables import device as devices
from sync.server.audit import service as audit
from sync.server.feed.pages import page
from sync.server.ground.crashpoints import crash_point
from sync.server.http.answers import Answer
from sync.server.http.calls import EVERYONE, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import Refusal
from sync.server.service import Server


def pull(call: Call) -> Answer:
    """POST PullRequest → PullResponse."""
    request = call.read(PullRequest)
    if request.protocol not in SPOKEN:
        raise Refusal(426, "too_old", "This version of the app is too old to receive. Update it; nothing is lost.")
    server, caller = call.server, call.caller
    with server.database.read() as connection:
        answer = page(connection, caller, request, server.now())
        device = devices.c
        told = connection.execute(
            sa.select(device.highest_seq, device.waiting).where(device.id == caller.device_id)
        ).one()
    has_news = (told.highest_seq, told.waiting) != (request.highest_seq, request.waiting)
    if has_news or answer.carried:
        server.database.durably(partial(_note, server=server, caller=caller, told=request if has_news else None,
                                        carried=answer.carried))  # fmt: skip
    crash_point("pull.before_answer")
    return Answer(answer.body)


def _note(
    connection: Connection,
    server: Server,
    caller: Caller,
    told: PullRequest | None,
    carried: Mapping[str, tuple[int, int, int]],
) -> None:
    """What the device says of its unsent work; and one entry of the audit for a pull that carried cases."""
    now = server.now()
    if told is not None:
        values = {"highest_seq": told.highest_seq, "waiting": told.waiting, "seen_at": now}
        connection.execute(sa.update(devices).where(devices.c.id == caller.device_id).values(values))
    if carried:
        audit.record(connection, now, caller, "pull", scopes=carried)


_LIMIT = 1024 * 1024
ROUTES = (Route("POST", PULL, pull, Entry.DEVICE, EVERYONE, _LIMIT, Rate.SYNC, takes=PullRequest, gives=PullResponse),)
