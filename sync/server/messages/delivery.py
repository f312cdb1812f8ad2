"""What becomes of messages on their way out: a held one leaves when its time has come."""

from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door
from sync.server.feed.publish import Put, publish
from sync.server.ground.documents import render
from sync.server.jobs.domain import Kind
from sync.server.messages import repository
from sync.server.messages.repository import RELEASE, Release
from sync.server.service import Server
from sync.server.tips import repository as tips


def release(connection: Connection, server: Server, payload: Release) -> bool:
    """Let a held message go: what a page shows is there from now on. One that was cancelled or erased stays so."""
    found = tips.locked(connection, [payload.tip_id]).get(payload.tip_id)
    message = repository.message_of(connection, payload.message_id)
    if found is None or message is None or message.delivery is not Delivery.HELD:
        return False
    gone = Delivery.SENT if message.door is Door.PORTAL else Delivery.QUEUED
    released = msgspec.structs.replace(message, delivery=gone, due=None)
    repository.write(connection, [released])
    if not found.archived:
        step = Put("message", released.id, released.tip_id, found.scope, render(released))
        publish(connection, [step], server.now())
    return False


KINDS: Final = (Kind(RELEASE, release, payload=Release),)
