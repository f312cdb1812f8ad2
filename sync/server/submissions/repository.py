"""What is asked and written of submissions; first what the residents' pages can ask.

Whoever asks for the desk is a ``Reader``, and of what they may not read they get nothing, nor a count.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts.tables import account
from sync.server.ground import meta
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse, render
from sync.server.intake.repository import keyed
from sync.server.mail.incoming import repository as mails
from sync.server.submissions.domain import (
    NAMEABLE,
    READERS,
    Answer,
    Line,
    State,
    Submission,
    SubmissionKind,
    What,
    without_sender,
)
from sync.server.submissions.tables import submission, submission_about, submission_link, submission_photo

_row = submission.c
_COMPLAINT_READERS: Final = "complaint readers"
_TABLES: Final = (submission_about, submission_link, submission_photo)


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the holder of a link may know. ``state`` is empty while nobody has decided what was sent."""

    number: str
    at: str
    kind: SubmissionKind
    state: str
    due: str
    closed_at: str
    answers: tuple[Answer, ...]
    own: bool
    where: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks on the desk."""

    officer_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Record:
    """A submission with the server's own columns."""

    id: str
    number: str
    kind: SubmissionKind
    state: State
    came_at: str
    due: str
    doc: Submission
    reader_id: str = ""
    closed_at: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """The hash of a link, what its page shows as a number, and whose it is."""

    hash: str
    number: str
    language: str
    made_at: str
    own: bool = True
    party_id: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: its bytes, and what is shown of them (JPEG)."""

    id: str
    media_type: str
    data: bytes
    shown: bytes


def submitted(connection: Connection, link: str) -> Submitted | None:
    """What became of what was sent by the link of this hash, where it is no tip."""
    rows = keyed(connection, "submission_followed", link=link)
    if not rows:
        return None
    one = rows[0]
    answers = msgspec.json.decode(one.answers, type=tuple[Answer, ...]) if one.answers else ()
    kind = SubmissionKind(one.kind)
    return Submitted(
        one.number, one.at, kind, one.state, one.due or "", one.closed_at or "", answers, bool(one.own), one.words or ""
    )  # fmt: skip


def add(connection: Connection, record: Record, links: Collection[Link]) -> None:
    """Write a new one with the links that show it."""
    connection.execute(sa.insert(submission).values(_values(record)))
    for one in links:
        values = {"hash": one.hash, "number": one.number, "language": one.language, "made_at": one.made_at}
        own = {"own": one.own, "party_id": one.party_id, "submission_id": record.id}
        connection.execute(sa.insert(submission_link).values(values | own))


def write(connection: Connection, record: Record) -> None:
    """Write what became of one."""
    connection.execute(sa.update(submission).where(_row.id == record.id).values(_values(record)))


def listed(connection: Connection, reader: Reader, state: State, limit: int) -> Sequence[Record]:
    """Those that they may read: open ones by their clock, done ones the latest first."""
    order = (_row.due, _row.id) if state is State.OPEN else (_row.closed_at.desc(), _row.id)
    query = sa.select(submission).where(_row.state == state.value, *_readable(connection, reader))
    return [_record(row) for row in connection.execute(query.order_by(*order).limit(limit))]


def amount(connection: Connection, reader: Reader, *, due_before: str = "") -> tuple[int, str]:
    """How many open ones wait for who may read them, and when the oldest came; or of those whose clock has run out."""
    query = sa.select(sa.func.count(), sa.func.min(_row.came_at)).where(
        _row.state == State.OPEN.value, *_readable(connection, reader)
    )
    count, oldest = connection.execute(query.where(_row.due < due_before) if due_before else query).one()
    return count, oldest or ""


def found(connection: Connection, submission_id: str, reader: Reader, *, lock: bool = False) -> Record | None:
    """One that they may read."""
    query = sa.select(submission).where(_row.id == submission_id, *_readable(connection, reader))
    row = connection.execute(for_update(query) if lock else query).first()
    return None if row is None else _record(row)


def locked(connection: Connection, submission_id: str) -> Record | None:
    """One, for what is no reader: held until the commit."""
    row = connection.execute(for_update(sa.select(submission).where(_row.id == submission_id))).first()
    return None if row is None else _record(row)


def ids(connection: Connection) -> Sequence[str]:
    """The ids of all of them."""
    return list(connection.execute(sa.select(_row.id)).scalars())


def numbered(connection: Connection, numbers: Collection[str]) -> str:
    """The first submission that has one of these numbers; empty for none."""
    query = sa.select(_row.id).where(_row.number.in_(numbers)).order_by(_row.number).limit(1)
    return (connection.execute(query).scalar() or "") if numbers else ""


def number_of(connection: Connection, submission_id: str) -> str:
    """Its number; empty where there is none of this id."""
    return connection.execute(sa.select(_row.number).where(_row.id == submission_id)).scalar() or ""


def document(connection: Connection, submission_id: str) -> Submission | None:
    """What one says, for what is no reader."""
    doc = connection.execute(sa.select(_row.doc).where(_row.id == submission_id)).scalar()
    return None if doc is None else parse(doc, Submission)


def documents(connection: Connection) -> list[tuple[str, Submission]]:
    """What each says, by its id; for what is no reader."""
    rows = connection.execute(sa.select(_row.id, _row.doc).order_by(_row.id))
    return [(row.id, parse(row.doc, Submission)) for row in rows]


def nobody_reads(connection: Connection, stuck: str) -> mails.Seen:
    """What is seen of mails that wait by who is no reader of any submission, as at the command line. ``stuck``: what
    came before this moment should long have been decided, so it is seen though it was not."""
    closed = [box.name for box in mails.boxes(connection) if box.submission is not None]
    return mails.Seen(stuck, closed=frozenset(closed))


def mails_made_of(connection: Connection) -> list[tuple[str, str]]:
    """Those that are made of mails, each with what is the same of the same mail."""
    return mails.keys_of_submissions(connection)


def mails_seen(connection: Connection, reader: Reader, stuck: str) -> mails.Seen:
    """Of which mails that wait they may see anything; ``stuck`` as in ``nobody_reads``."""
    named = mails.submissions_named(connection)
    query = sa.select(_row.id).where(_row.id.in_(named), *_readable(connection, reader))
    closed = [
        box.name
        for box in mails.boxes(connection)
        if box.submission is not None and not _is_reader(connection, reader, box.submission)
    ]
    return mails.Seen(
        stuck, frozenset(connection.execute(query).scalars()) if named else frozenset(), frozenset(closed)
    )


def about(connection: Connection, submission_id: str) -> frozenset[str]:
    """Whom it is about."""
    query = sa.select(submission_about.c.officer_id).where(submission_about.c.submission_id == submission_id)
    return frozenset(connection.execute(query).scalars())


def set_about(connection: Connection, submission_id: str, officers: Collection[str]) -> None:
    """From now on it is about these."""
    connection.execute(sa.delete(submission_about).where(submission_about.c.submission_id == submission_id))
    for one in sorted(officers):
        values = {"submission_id": submission_id, "officer_id": one}
        connection.execute(sa.insert(submission_about).values(values))


def readers_left(connection: Connection, kind: SubmissionKind, officers: Collection[str]) -> int:
    """How many people in use could read one of this kind that is about these."""
    named = complaint_readers(connection) if kind is SubmissionKind.COMPLAINT else frozenset()
    roles = [one.value for one in (NAMEABLE if named else READERS[kind])]
    query = sa.select(sa.func.count()).where(
        account.c.active, account.c.role.in_(roles), account.c.id.not_in(sorted(officers))
    )
    return int(connection.execute(query.where(account.c.id.in_(sorted(named))) if named else query).scalar_one())


def complaint_readers(connection: Connection) -> frozenset[str]:
    """The accounts in use that the city named to read complaints, nobody else does then.

    None where it named nobody, or where nobody of those is left: a complaint that no one may read would wait for ever.
    """
    text = meta.read(connection, _COMPLAINT_READERS)
    named = msgspec.json.decode(text, type=list[str]) if text else []
    roles = [one.value for one in NAMEABLE]
    query = sa.select(account.c.id).where(account.c.active, account.c.role.in_(roles), account.c.id.in_(named))
    return frozenset(connection.execute(query).scalars())


def name_complaint_readers(connection: Connection, accounts: Collection[str]) -> None:
    """From now on these read complaints, those that are here as well; nobody: the default again."""
    meta.write(connection, _COMPLAINT_READERS, msgspec.json.encode(sorted(accounts)).decode() if accounts else "")


def add_pictures(connection: Connection, submission_id: str, pictures: Sequence[Picture]) -> None:
    """Keep its photos, in this order."""
    for position, one in enumerate(pictures, 1):
        values = {"id": one.id, "media_type": one.media_type, "data": one.data, "shown": one.shown}
        connection.execute(
            sa.insert(submission_photo).values(values | {"submission_id": submission_id, "position": position})
        )


def pictures(connection: Connection, submission_id: str) -> Sequence[Picture]:
    """All of its photos."""
    c = submission_photo.c
    query = sa.select(submission_photo).where(c.submission_id == submission_id).order_by(c.position, c.id)
    return [Picture(one.id, one.media_type, bytes(one.data), bytes(one.shown)) for one in connection.execute(query)]


def picture_ids(connection: Connection, submission_id: str) -> Sequence[str]:
    """The ids of its photos."""
    c = submission_photo.c
    query = sa.select(c.id).where(c.submission_id == submission_id).order_by(c.position, c.id)
    return list(connection.execute(query).scalars())


def picture(connection: Connection, submission_id: str, picture_id: str, reader: Reader) -> bytes | None:
    """What is shown of a photo of one that they may read."""
    c = submission_photo.c
    query = sa.select(c.shown).join(submission, _row.id == c.submission_id)
    query = query.where(c.id == picture_id, c.submission_id == submission_id, *_readable(connection, reader))
    data = connection.execute(query).scalar()
    return None if data is None else bytes(data)


def links(connection: Connection, submission_id: str) -> Sequence[Link]:
    """The links that show it, the sender's first."""
    c = submission_link.c
    query = sa.select(submission_link).where(c.submission_id == submission_id)
    rows = connection.execute(query.order_by(c.own.desc(), c.made_at, c.hash))
    return [Link(one.hash, one.number, one.language, one.made_at, bool(one.own), one.party_id) for one in rows]


def known_links(connection: Connection, hashes: Collection[str]) -> list[str]:
    """Those of these links that show a submission, sorted."""
    query = sa.select(submission_link.c.hash).where(submission_link.c.hash.in_(hashes))
    return sorted(connection.execute(query).scalars())


def forget_sender(connection: Connection, link: str, now: str) -> str:
    """The link shows nothing any more, and if it was its sender's, nobody knows who they are. What it was: its id."""
    c = submission_link.c
    gone = connection.execute(sa.select(c.submission_id, c.own).where(c.hash == link)).first()
    if gone is None:
        return ""
    query = sa.select(submission).where(_row.id == gone.submission_id)
    record = _record(connection.execute(for_update(query)).one())
    connection.execute(sa.delete(submission_link).where(c.hash == link))
    if gone.own:
        mails.forget(connection, record.doc.mails)
        mails.forget_of_submissions(connection, [record.id])
        doc = without_sender(record.doc)
        doc = msgspec.structs.replace(doc, lines=(*doc.lines, Line(now, What.FORGOTTEN)))
        write(connection, replace(record, doc=doc, version=record.version + 1))
    return record.id


def over(connection: Connection, closed_before: str, limit: int) -> list[str]:
    """Those that were done before a moment, locked until the commit."""
    query = sa.select(_row.id).where(_row.state == State.DONE.value, _row.closed_at < closed_before)
    return list(connection.execute(for_update(query.order_by(_row.id).limit(limit))).scalars())


def forget(connection: Connection, ids: Collection[str]) -> None:
    """These with all that hangs on them and the mails that they are made of."""
    docs = connection.execute(sa.select(_row.doc).where(_row.id.in_(ids))).scalars()
    mails.forget(connection, [mail_id for doc in docs for mail_id in parse(doc, Submission).mails])
    mails.forget_of_submissions(connection, ids)
    delete(connection, ids)


def delete(connection: Connection, ids: Collection[str]) -> None:
    """These with all that hangs on them."""
    for table in _TABLES:
        connection.execute(sa.delete(table).where(table.c.submission_id.in_(ids)))
    connection.execute(sa.delete(submission).where(_row.id.in_(ids)))


def _readable(connection: Connection, reader: Reader) -> tuple[sa.ColumnElement[bool], ...]:
    """The one place that says who may read which."""
    kinds = [kind.value for kind in SubmissionKind if _is_reader(connection, reader, kind)]
    theirs = sa.exists().where(
        submission_about.c.submission_id == _row.id, submission_about.c.officer_id == reader.officer_id
    )
    return (_row.kind.in_(kinds), ~theirs)


def _is_reader(connection: Connection, reader: Reader, kind: SubmissionKind) -> bool:
    named = complaint_readers(connection) if kind is SubmissionKind.COMPLAINT else frozenset()
    return reader.officer_id in named and reader.role in NAMEABLE if named else reader.role in READERS[kind]


def _values(record: Record) -> dict[str, object]:
    return {
        "id": record.id, "number": record.number, "kind": record.kind.value, "state": record.state.value,
        "came_at": record.came_at, "due": record.due, "reader_id": record.reader_id or None,
        "closed_at": record.closed_at or None, "version": record.version, "doc": render(record.doc),
    }  # fmt: skip


def _record(row: Any) -> Record:
    return Record(
        row.id, row.number, SubmissionKind(row.kind), State(row.state), row.came_at, row.due,
        parse(row.doc, Submission), row.reader_id or "", row.closed_at or "", row.version,
    )  # fmt: skip
