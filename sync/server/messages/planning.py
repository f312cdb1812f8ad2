"""The jobs by which messages leave: one for each, however often it is tried."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message
from sync.server.jobs import repository as jobs

RELEASE: Final = "message.release"
"""The kind of the job by which a held message leaves."""
SEND: Final = "mail.send"
"""The kind of the job by which a message goes out as mail."""


class Release(msgspec.Struct, frozen=True):
    """Which held message may leave."""

    message_id: str
    tip_id: str


class Send(msgspec.Struct, frozen=True):
    """Which message goes out as mail, after how many tries."""

    message_id: str
    tip_id: str
    tries: int = 0


def plan(connection: Connection, messages: Iterable[Message]) -> None:
    """Have each held message leave when its time has come, and each queued one go out by mail where that is its way."""
    for one in messages:
        if one.delivery is Delivery.HELD and one.due is not None:
            jobs.put(connection, RELEASE, Release(one.id, one.tip_id), key=f"release {one.id}", due=one.due)
        elif one.delivery is Delivery.QUEUED and one.door is Door.MAIL:
            jobs.put(connection, SEND, Send(one.id, one.tip_id), key=f"send {one.id}", due=one.at)


def send_now(connection: Connection, messages: Iterable[Message], now: str) -> None:
    """Have queued messages go out by mail at once, whatever became of the tries before."""
    for one in messages:
        jobs.hasten(connection, SEND, Send(one.id, one.tip_id), key=f"send {one.id}", now=now)
