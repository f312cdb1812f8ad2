"""Takes in what is no tip, shows it to who may read it, and does what they decide. Each access is in the audit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, sees_contacts
from app.identifiers import new_id
from app.messages.domain import Delivery
from sync.server.accounts.callers import Caller
from sync.server.accounts.repository import accounts_by_id
from sync.server.audit import service as audit
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.ground import meta
from sync.server.ground.documents import parse, render
from sync.server.intake.domain import SentTip
from sync.server.intake.photos import repository as quarantine
from sync.server.intake.repository import Stored
from sync.server.jobs import repository as jobs
from sync.server.mail.letters import addressable
from sync.server.service import Server
from sync.server.submissions import clocks, repository
from sync.server.submissions.domain import (
    MAIL,
    MOST_TEXT,
    NAMEABLE,
    Answer,
    Line,
    Mailed,
    State,
    Submission,
    SubmissionKind,
    What,
    without_sender,
)
from sync.server.submissions.repository import Link, Picture, Reader, Record

_CLOCKS: Final = "submission clocks"
_JPEG: Final = "image/jpeg"


class Trouble(StrEnum):
    """Why nothing was done."""

    CHANGED = "changed"
    EMPTY = "empty"
    LONG = "long"
    ALREADY = "already"
    NOBODY_LEFT = "nobody_left"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Read:
    """A submission as a reader sees it, whom it is about, its photos, and whether an answer to its sender has a page to
    stand on, and an address to go to."""

    record: Record
    about: frozenset[str]
    pictures: tuple[str, ...]
    has_page: bool
    has_address: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """It is done."""

    record: Record


Step = Callable[[Connection, Server, Caller, Record], Record | Trouble]
"""What somebody decides: the record as it is then, or why not."""


def hours(connection: Connection) -> Mapping[SubmissionKind, int]:
    """The clocks in force."""
    return clocks.in_force(_chosen(connection))


def choose(connection: Connection, kind: str, count: int) -> str:
    """Let a kind have so many hours from now on; why not, in words, else nothing. What has come keeps its clock."""
    why = clocks.refused(kind, count)
    if not why:
        meta.write(connection, _CLOCKS, render(clocks.Chosen({**_chosen(connection).hours, kind: count})))
    return why


def due(connection: Connection, kind: SubmissionKind, came_at: str) -> str:
    """By when one of this kind has to be answered."""
    return clocks.due(came_at, hours(connection)[kind])


def take_in(connection: Connection, server: Server, stored: Stored, sent: SentTip) -> None:
    """What a resident sent and is no tip. Its photos go along as they were encoded anew; their originals are gone."""
    kind, now = sent.submission, server.now()
    if kind is None:
        raise ValueError(stored.number)
    record = Record(
        new_id(), stored.number, kind, State.OPEN, stored.at, due(connection, kind, stored.at),
        Submission(
            text=sent.text, category=sent.category, where=sent.where, place=sent.place, name=sent.name,
            phone=sent.phone, email=sent.email, lines=(Line(now, What.CAME, value=kind.value),),
        ),
    )  # fmt: skip
    repository.add(connection, record, [Link(stored.link, stored.number, stored.language, stored.at)])
    clean = quarantine.clean(connection, sent.photos)
    repository.add_pictures(connection, record.id, [Picture(one.id, _JPEG, one.jpeg, one.jpeg) for one in clean])
    quarantine.forget(connection, sent.photos)
    audit.append(connection, now, RESIDENT.id, "submission.file", record.id, kind=kind.value)


def reader_of(caller: Caller) -> Reader:
    """Who asks."""
    return Reader(caller.officer_id, caller.role)


def listed(server: Server, caller: Caller, state: State, limit: int) -> Sequence[Record]:
    """What the caller may read, without who sent it. Who saw it is in the audit."""

    def work(connection: Connection) -> Sequence[Record]:
        found = repository.listed(connection, reader_of(caller), state, limit)
        if found:
            audit.record(connection, server.now(), caller, "submission.list", state.value, found=len(found))
        return [replace(one, doc=without_sender(one.doc)) for one in found]

    return server.database.durably(work)


def read(server: Server, caller: Caller, submission_id: str) -> Read | None:
    """One of them, with who sent it where the caller's role sees that. Tries are in the audit as well."""

    def work(connection: Connection) -> Read | None:
        record = repository.found(connection, submission_id, reader_of(caller))
        action = "submission.read" if record is not None else "submission.denied"
        audit.record(connection, server.now(), caller, action, submission_id[:36])
        if record is None:
            return None
        is_written_to = has_address(record.doc)
        if not sees_contacts(caller.role):
            record = replace(record, doc=without_sender(record.doc))
        return Read(
            record, repository.about(connection, record.id), tuple(repository.picture_ids(connection, record.id)),
            any(one.own for one in repository.links(connection, record.id)), is_written_to,
        )  # fmt: skip

    return server.database.durably(work)


def picture(server: Server, caller: Caller, submission_id: str, picture_id: str) -> bytes | None:
    """A photo of one that the caller may read."""

    def work(connection: Connection) -> bytes | None:
        data = repository.picture(connection, submission_id, picture_id, reader_of(caller))
        action = "submission.photo" if data is not None else "submission.denied"
        audit.record(connection, server.now(), caller, action, submission_id[:36])
        return data

    return server.database.durably(work)


def act(server: Server, caller: Caller, submission_id: str, version: int, step: Step) -> Decided | Trouble | None:
    """Do one step, as long as nobody changed it since ``version``; None where the caller may not read it."""

    def work(connection: Connection) -> Decided | Trouble | None:
        record = repository.found(connection, submission_id, reader_of(caller), lock=True)
        if record is None:
            return None
        if record.version != version:
            return Trouble.CHANGED
        done = step(connection, server, caller, record)
        if isinstance(done, Trouble):
            return done
        done = replace(done, version=record.version + 1)
        repository.write(connection, done)
        audit.record(connection, server.now(), caller, f"submission.{done.doc.lines[-1].what.value}", record.id)
        return Decided(done)

    return server.database.durably(work)


def has_address(doc: Submission) -> bool:
    """Whether a mail can go to who sent it."""
    try:
        return bool(addressable(doc.email))
    except ValueError:
        return False


def take() -> Step:
    """The caller is its reader from now on."""

    def step(_connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        if record.reader_id == caller.officer_id:
            return Trouble.ALREADY
        return _lined(replace(record, reader_id=caller.officer_id), server, caller, What.TAKEN)

    return step


def answer(text: str, *, is_last: bool) -> Step:
    """Its sender reads this on their page and gets it by mail, as far as there is either; with the last it is done."""

    def step(connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        amiss = wrong(text)
        if amiss is not None:
            return amiss
        goes = Delivery.QUEUED if has_address(record.doc) else None
        said = Answer(server.now(), caller.officer_id, text.strip(), goes)
        doc = msgspec.structs.replace(record.doc, answers=(*record.doc.answers, said))
        if goes is not None:
            one = Mailed(record.id, len(doc.answers) - 1)
            jobs.put(connection, MAIL, one, key=f"answer {record.id} {one.place}", due=server.now())
        answered = _lined(replace(record, doc=doc), server, caller, What.ANSWERED)
        return _closed(answered, server) if is_last and record.state is State.OPEN else answered

    return step


def close(reason: str) -> Step:
    """It is done without an answer, for a reason."""

    def step(_connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        amiss = wrong(reason) or (Trouble.ALREADY if record.state is State.DONE else None)
        return amiss or _closed(_lined(record, server, caller, What.DONE, reason=reason), server)

    return step


def reopen(reason: str) -> Step:
    """It was not done after all; its clock is the old one."""

    def step(_connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        amiss = wrong(reason) or (Trouble.ALREADY if record.state is State.OPEN else None)
        again = replace(record, state=State.OPEN, closed_at="")
        return amiss or _lined(again, server, caller, What.REOPENED, reason=reason)

    return step


def change_kind(kind: SubmissionKind, reason: str) -> Step:
    """It is something else: another clock since it came, and other readers."""

    def step(connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        amiss = wrong(reason) or (Trouble.ALREADY if record.kind is kind else None)
        if amiss is not None:
            return amiss
        if not repository.readers_left(connection, kind, repository.about(connection, record.id)):
            return Trouble.NOBODY_LEFT
        changed = replace(record, kind=kind, due=due(connection, kind, record.came_at), reader_id="")
        return _lined(changed, server, caller, What.KIND, value=kind.value, reason=reason)

    return step


def name(officer_id: str, *, is_about: bool) -> Step:
    """It is about this person, who never reads it from now on; or it is not. Somebody has to be left who can."""

    def step(connection: Connection, server: Server, caller: Caller, record: Record) -> Record | Trouble:
        known = repository.about(connection, record.id)
        if not accounts_by_id(connection, officer_id):
            return Trouble.UNKNOWN
        if (officer_id in known) == is_about:
            return Trouble.ALREADY
        named = known | {officer_id} if is_about else known - {officer_id}
        if not repository.readers_left(connection, record.kind, named):
            return Trouble.NOBODY_LEFT
        repository.set_about(connection, record.id, named)
        what = What.ABOUT if is_about else What.NOT_ABOUT
        reader_id = "" if is_about and record.reader_id == officer_id else record.reader_id
        return _lined(replace(record, reader_id=reader_id), server, caller, what, value=officer_id)

    return step


def unknown() -> Step:
    """What was asked for is nothing that there is."""
    return lambda _connection, _server, _caller, _record: Trouble.UNKNOWN


def forget(connection: Connection, closed_before: str, limit: int) -> int:
    """Nothing is kept of those that were done before a moment, of ``limit`` at most; of how many."""
    gone = repository.over(connection, closed_before, limit)
    if gone:
        repository.forget(connection, gone)
        meta.write(connection, UNSCRUBBED, "yes")
    return len(gone)


def unreadable(connection: Connection, kind: SubmissionKind, about: str) -> Trouble | None:
    """Why nothing can be of this kind and about this person; an empty id is nobody."""
    if about and not accounts_by_id(connection, about):
        return Trouble.UNKNOWN
    return None if repository.readers_left(connection, kind, {about}) else Trouble.NOBODY_LEFT


def wrong(text: str) -> Trouble | None:
    """What is amiss with words that are needed."""
    if not text.strip():
        return Trouble.EMPTY
    return Trouble.LONG if len(text) > MOST_TEXT else None


def choose_readers(connection: Connection, accounts: Collection[str]) -> Trouble | None:
    """Let these alone read complaints from now on, or the default again where it is nobody; else why not."""
    may = {one.id for one in accounts_by_id(connection) if one.active and one.role in NAMEABLE}
    if not may.issuperset(accounts):
        return Trouble.UNKNOWN
    repository.name_complaint_readers(connection, accounts)
    return None


def _closed(record: Record, server: Server) -> Record:
    return replace(record, state=State.DONE, closed_at=server.now())


def _lined(record: Record, server: Server, caller: Caller, what: What, *, value: str = "", reason: str = "") -> Record:
    line = Line(server.now(), what, caller.officer_id, value, reason.strip())
    return replace(record, doc=msgspec.structs.replace(record.doc, lines=(*record.doc.lines, line)))


def _chosen(connection: Connection) -> clocks.Chosen:
    text = meta.read(connection, _CLOCKS)
    return parse(text, clocks.Chosen) if text else clocks.Chosen()
