"""The main server's part: a photo is encoded anew before anybody sees it, and its original is sealed with a deadline.

What the residents' process made of a photo is not believed: it may be anybody's by then.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, Actor
from app.identifiers import new_id
from app.tips.domain import Channel
from app.tips.operations import TipPhotoAdd
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import Step
from sync.server.ground.database import after_commit
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant
from sync.server.intake import repository as intake
from sync.server.intake.domain import Kind, SentTip, State, Ticket
from sync.server.intake.photos import repository
from sync.server.photos import repository as photos
from sync.server.photos.previews import ImageFault, Preview, make_preview
from sync.server.privacy.service import deadlines
from sync.server.service import Server
from sync.server.tips.repository import TipRecord

_TYPE = "image/jpeg"


def encode_anew(server: Server, ticket: Ticket) -> None:
    """Before a tip is decided: a clean picture of each of its photos. Harmless to repeat, and nothing where it was
    decided or erased meanwhile.

    Raises OSError where the machine did not come to it; then it is tried again later.
    """
    with server.database.read() as connection:
        stored = intake.found(connection, ticket.number)
        if stored is None or stored.kind is not Kind.TIP or stored.state in (State.DONE, State.DROPPED):
            return
        waiting = repository.unclean(connection, parse(stored.doc, SentTip).photos)
    for photo_id in waiting:
        with server.database.read() as connection:
            data = repository.data(connection, photo_id)
        made = make_preview(data) if data else ImageFault.DAMAGED
        if made is ImageFault.TOO_SLOW:
            raise TimeoutError(photo_id)
        if isinstance(made, Preview):
            server.database.durably(partial(repository.put_clean, photo_id=photo_id, jpeg=made.jpeg))


def add(connection: Connection, server: Server, sent: SentTip, record: TipRecord, party_id: str) -> list[Step]:
    """The photos of a party go to their tip, those left out that no decoder takes; what is to be published of it.

    Their clean bytes are what everybody gets, their originals stay here for a while.
    """
    found = repository.clean(connection, sent.photos)
    steps = put(connection, server, record, [(one.jpeg, one.jpeg, _TYPE) for one in found])
    days = deadlines(connection)["originals"]
    until = instant(server.settings.clock() + timedelta(days=days))
    repository.seal(connection, [one.id for one in found], intake.Linked(record.tip.id, party_id), until)
    return steps


def put(
    connection: Connection, server: Server, record: TipRecord, pictures: Sequence[tuple[bytes, bytes, str]]
) -> list[Step]:
    """Pictures of residents go to a tip: bytes, what is shown of them, media type; what is to be published of it."""
    now = server.now()
    door = Door(Actor(RESIDENT.id, RESIDENT.role, frozenset({record.scope})), Channel.WEB)
    added = [
        (data, shown, TipPhotoAdd(new_id(), hashlib.sha256(data).hexdigest(), len(data), media_type))
        for data, shown, media_type in pictures
    ]
    decisions = carry_out(connection, server, [Change(door, record.tip.id, operation) for _, _, operation in added])
    for data, shown, operation in added:
        part = new_id()
        photos.keep(connection, operation.sha256, operation.size, operation.media_type, now)
        server.photos.write_part(part, 0, data)
        after_commit(connection, partial(server.photos.drop_part, part))
        server.photos.seal(part, operation.sha256, shown)
        photos.prove(connection, RESIDENT.id, operation.sha256, device_id="", size=operation.size, at=now)
    return steps_of(decisions)
