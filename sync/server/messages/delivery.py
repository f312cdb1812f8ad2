"""What becomes of messages on their way out: a held one leaves when its time has come."""

from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message
from sync.server.feed.publish import Put, Step, publish
from sync.server.ground.documents import render
from sync.server.jobs.domain import Kind
from sync.server.messages import repository
from sync.server.messages.planning import RELEASE, Release, plan
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

_WEEK: Final = 7 * 86_400


def release(connection: Connection, server: Server, payload: Release) -> bool:
    """Let a held message go: what a page shows is there from now on. One that was cancelled or erased stays so."""
    found = tips.locked(connection, [payload.tip_id]).get(payload.tip_id)
    message = repository.message_of(connection, payload.message_id)
    if found is None or message is None or message.delivery is not Delivery.HELD:
        return False
    gone = Delivery.SENT if message.door is Door.PORTAL else Delivery.QUEUED
    released = msgspec.structs.replace(message, delivery=gone, due=None)
    plan(connection, [released])
    become(connection, server, found, released)
    return False


def become(connection: Connection, server: Server, found: TipRecord, message: Message) -> None:
    """Write what became of a message of a locked tip, and tell the devices. The last thing before the commit."""
    publish(connection, became(connection, found, message), server.now())


def became(connection: Connection, found: TipRecord, message: Message) -> list[Step]:
    """Write what became of a message of a locked tip; what the caller has to publish last."""
    repository.write(connection, [message])
    if found.archived:
        return []
    return [Put("message", message.id, message.tip_id, found.scope, render(message))]


KINDS: Final = (Kind(RELEASE, release, payload=Release, within=_WEEK),)
