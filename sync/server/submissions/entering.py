"""What is no tip comes by the telephone and by mail too: entered by who takes the call, or made of a mail."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.service import Server
from sync.server.submissions import repository, service
from sync.server.submissions.domain import Line, State, Submission, SubmissionKind, What
from sync.server.submissions.repository import Link, Picture, Record
from sync.server.submissions.service import Trouble

_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class New:
    """What comes. ``by`` entered it, nobody where a mail did by itself; ``about`` is whom it is about, where that is
    known; ``photos`` are encoded anew."""

    id: str
    number: str
    kind: SubmissionKind
    doc: Submission
    by: str = ""
    about: str = ""
    photos: Sequence[bytes] = field(default=(), repr=False)
    links: Sequence[Link] = ()


def enter(connection: Connection, server: Server, new: New) -> Trouble | None:
    """Take it in; else why not, and nothing is written. Whom it is about never reads it from the first moment on."""
    amiss = service.unreadable(connection, new.kind, new.about)
    if amiss is not None:
        return amiss
    now = server.now()
    lines = [Line(now, What.CAME, new.by, new.kind.value)]
    lines += [Line(now, What.ABOUT, new.by, new.about)] if new.about else []
    doc = msgspec.structs.replace(new.doc, lines=tuple(lines))
    due = service.due(connection, new.kind, now)
    repository.add(connection, Record(new.id, new.number, new.kind, State.OPEN, now, due, doc), new.links)
    if new.about:
        repository.set_about(connection, new.id, [new.about])
    repository.add_pictures(connection, new.id, [Picture(new_id(), _JPEG, one, one) for one in new.photos])
    return None
