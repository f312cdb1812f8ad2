"""Makes a tip what is none, and back. What is no tip any more is taken from devices and out of all that holds tips.

The journal has it before the commit: a backup that brings the tip back has it moved once more, never erased.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, SYSTEM, Actor
from app.identifiers import new_id
from app.messages.domain import Delivery, Message, PartyKind
from app.outbox.domain import VerdictKind
from app.photos.domain import Photo
from app.tips.domain import Channel, Contact, TipNote
from app.tips.operations import TipFile, TipJoin, TipNoteAdd
from app.tips.titles import one_line
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import scopes_of
from sync.server.audit import service as audit
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.erasure import repository as erasure
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.erasure.journal import Erasure
from sync.server.erasure.service import scrub
from sync.server.feed.publish import Erase, Step, publish
from sync.server.ground import meta
from sync.server.ground.documents import parse
from sync.server.intake import repository as intake
from sync.server.intake.photos import sealing
from sync.server.mail.incoming import repository as mails
from sync.server.mail.incoming.erasing import drop_erased
from sync.server.photos.repository import hashes_of
from sync.server.photos.service import drop_unreferenced
from sync.server.service import Server
from sync.server.submissions import repository, service
from sync.server.submissions.domain import Answer, Joined, Line, State, Submission, SubmissionKind, Told, What
from sync.server.submissions.repository import Link, Picture, Record
from sync.server.submissions.service import Trouble
from sync.server.tips import repository as tips
from sync.server.tips.repository import Hanging, TipRecord

_TITLE: Final = 80
_MOST_TEXT: Final = 10_000
_WHERE: Final = "Místo"
_BACK: Final = "Podání se stalo podnětem"
_ANSWERED: Final = "Odpověď odesílateli"
_NOT_SENT: Final = "(e-mailem nedošla)"
_HEARD: Final = "Odesílatel napsal"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody makes of a tip, whom it is about if they know, and why."""

    kind: SubmissionKind
    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What was a tip is this submission now."""

    submission_id: str
    photos: tuple[str, ...]


def make(server: Server, caller: Caller, number: str, asked: Asked) -> Made | Trouble | None:
    """Make the tip of this number what it is; None where the caller sees no such tip. Raises OSError."""
    now = server.now()

    def work(connection: Connection) -> Made | Trouble | None:
        seen = tips.numbered(connection, number, scopes_of(connection, caller.officer_id, caller.role, now))
        if seen is None:
            audit.record(connection, now, caller, "submission.denied", number[:40])
            return None
        wrong = service.wrong(asked.reason) or service.unreadable(connection, asked.kind, asked.about)
        if wrong is not None:
            return wrong
        line = Line(now, What.MADE, caller.officer_id, asked.kind.value, asked.reason.strip())
        made = _moved(connection, server, seen.tip.id, line, {asked.about} - {""})
        audit.record(connection, now, caller, "submission.made", made.submission_id, kind=asked.kind.value)
        return made

    made = server.database.durably(work)
    if isinstance(made, Made):
        drop_erased(server)
        drop_unreferenced(server, made.photos)
        scrub(server)
    return made


def make_again(server: Server) -> int:
    """Make once more what the journal says was made of tips, where a backup brought the tips back; of how many.

    Before anything is served. It also ends a move that a crash kept from its commit. Raises OSError.
    """
    moved = [one for one in server.erasures.read().erasures if one.moved]
    return sum(server.database.durably(partial(_made_again, server=server, moved=one)) for one in moved)


def _made_again(connection: Connection, server: Server, moved: Erasure) -> int:
    back = erasure.existing(connection, moved.moved[:1])
    for tip_id in back:
        line = Line(server.now(), What.MADE, "", moved.kind)
        made = _moved(connection, server, tip_id, line, moved.about)
        audit.append(connection, server.now(), "journal", "submission.made", made.submission_id, kind=moved.kind)
    return len(back)


def _moved(connection: Connection, server: Server, tip_id: str, line: Line, about: Collection[str]) -> Made:
    record = tips.locked(connection, [tip_id])[tip_id]
    hanging = tips.hanging_on(connection, tip_id)
    row_ids = [tip_id, *erasure.hanging_on(connection, [tip_id])]
    hashes = hashes_of(connection, [tip_id])
    kind = SubmissionKind(line.value)
    found = [(one, _picture(server, one)) for one in (parse(doc, Photo) for doc in hanging.photos)]
    pictures = [one for _, one in found if one is not None]
    links = [
        Link(one.link, one.number, one.language, one.made_at, one.party_id == tip_id, one.party_id)
        for one in intake.shown_by(connection, tip_id)
    ]
    came_at, made_id = record.tip.created_at, new_id()
    doc = _document(record, hanging, line, len(found) - len(pictures), mails.leave(connection, tip_id, made_id))
    made = Record(made_id, record.tip.number, kind, State.OPEN, came_at, service.due(connection, kind, came_at), doc)
    server.erasures.append(Erasure(server.now(), moved=tuple(row_ids), kind=kind.value, about=tuple(sorted(about))))
    erasure.forget_operations(connection, row_ids, [tip_id])
    erasure.delete(connection, [tip_id])
    repository.add(connection, made, links)
    repository.set_about(connection, made.id, about)
    repository.add_pictures(connection, made.id, pictures)
    meta.write(connection, UNSCRUBBED, "yes")
    publish(connection, [Erase(tuple(row_ids))], server.now())
    return Made(made.id, hashes)


def _picture(server: Server, one: Photo) -> Picture | None:
    """Its bytes, if they have come from the device that took it."""
    original, shown = server.photos.original(one.sha256), server.photos.preview(one.sha256)
    if original is None or shown is None:
        return None
    return Picture(one.id, one.media_type, original.read_bytes(), shown.read_bytes())


def _document(record: TipRecord, hanging: Hanging, line: Line, unsent: int, made_of: Sequence[str]) -> Submission:
    tip = record.tip
    who = parse(hanging.contact, Contact) if hanging.contact is not None else Contact(tip.id)
    said = [parse(doc, Message) for doc in hanging.messages]
    joined = [one for one in tip.parties if one.kind is PartyKind.JOINED]
    return Submission(
        text=tip.text or tip.title,
        channel=tip.channel.value,
        category=tip.category,
        place=tip.place,
        name=who.name,
        phone=who.phone,
        email=who.email,
        lines=(line,),
        told=_told(hanging, said),
        joined=tuple(
            Joined(one.id, next((each.text for each in said if each.party_id == one.id), "")) for one in joined
        ),
        unsent=unsent,
        mails=tuple(made_of),
    )


def _told(hanging: Hanging, said: Sequence[Message]) -> tuple[Told, ...]:
    notes = [parse(doc, TipNote) for doc in hanging.notes]
    lines = [Told(one.at, one.text, "" if one.by == RESIDENT.id else one.by) for one in notes]
    lines += [Told(one.at, one.text, one.by or "") for one in said]
    return tuple(sorted(lines, key=lambda one: one.at))


@dataclass(frozen=True, slots=True)
class AskedBack:
    """Which version of a submission is a tip after all, of which category, and why."""

    version: int
    category: str
    reason: str


@dataclass(frozen=True, slots=True)
class Back:
    """It is the tip of this number now."""

    number: str


def make_tip(server: Server, caller: Caller, submission_id: str, asked: AskedBack) -> Back | Trouble | None:
    """File as a tip what is one after all, with its links and photos; its officer gets what was said of it in a note.

    None where the caller may not read it.
    """

    def work(connection: Connection) -> Back | Trouble | None:
        record = repository.found(connection, submission_id, service.reader_of(caller), lock=True)
        if record is None:
            return None
        wrong = Trouble.CHANGED if record.version != asked.version else service.wrong(asked.reason)
        if wrong is None and asked.category not in {name for name, _ in intake.categories(connection)}:
            wrong = Trouble.UNKNOWN
        if wrong is not None:
            return wrong
        door = Door(RESIDENT, Channel(record.doc.channel), tells_past=True)
        filed = carry_out(
            connection, server, [Change(door, new_id(), _filing(record, asked.category), at=record.came_at)]
        )
        made = filed[0].effects.tip
        if filed[0].verdict.verdict is not VerdictKind.APPLIED or made is None:
            return Trouble.UNKNOWN
        notes = [
            Change(Door(SYSTEM), made.tip.id, TipNoteAdd(new_id(), text)) for text in _course(record, asked.reason)
        ]
        steps = [*steps_of(filed), *steps_of(carry_out(connection, server, notes))]
        kept = [(one.data, one.shown, one.media_type) for one in repository.pictures(connection, record.id)]
        steps += sealing.put(connection, server, made, kept)
        steps += _linked(connection, server, made, record)
        mails.belong(connection, record.doc.mails, made.tip.id, record.id)
        repository.delete(connection, [record.id])
        meta.write(connection, UNSCRUBBED, "yes")
        audit.record(connection, server.now(), caller, "submission.tip", record.id, tip=made.tip.id)
        publish(connection, steps, server.now())
        return Back(made.tip.number)

    done = server.database.durably(work)
    if isinstance(done, Back):
        scrub(server)
    return done


def _filing(record: Record, category: str) -> TipFile:
    doc = record.doc
    line = one_line(doc.text)
    where = f"\n{_WHERE}: {doc.where}" if doc.where and doc.place is None else ""
    return TipFile(
        title=line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…",
        category=category,
        text=f"{doc.text[: _MOST_TEXT - len(where)]}{where}",
        place=doc.place,
        contact_name=doc.name,
        contact_phone=doc.phone,
        contact_email=doc.email,
    )


def _course(record: Record, reason: str) -> list[str]:
    """What its officer has to know of what went before, as one note or more."""
    said = [*record.doc.told, *(Told(one.at, f"{_answered(one)}: {one.text}") for one in record.doc.answers)]
    said += [Told(one.at, f"{_HEARD}: {one.text}") for one in record.doc.heard]
    ordered = sorted(said, key=lambda one: one.at)
    lines = [f"{_BACK}: {reason.strip()}", *(f"{one.at[:10]} {one.text}" for one in ordered)]
    text = "\n".join(lines)
    return [text[start : start + _MOST_TEXT] for start in range(0, len(text), _MOST_TEXT)]


def _answered(answer: Answer) -> str:
    """What waits to be sent goes no more: its officer has to know that."""
    return _ANSWERED if answer.delivery in (None, Delivery.SENT) else f"{_ANSWERED} {_NOT_SENT}"


def _linked(connection: Connection, server: Server, made: TipRecord, record: Record) -> list[Step]:
    """Everybody who had a link sees the tip by it, each as who they were."""
    tip_id, steps = made.tip.id, list[Step]()
    words = {one.party_id: one.text for one in record.doc.joined}
    door = Door(Actor(RESIDENT.id, RESIDENT.role, frozenset({made.scope})), Channel.WEB)
    parties: dict[str, str] = {}
    for one in repository.links(connection, record.id):
        if one.own:
            party_id = tip_id
        elif one.party_id in parties:
            party_id = parties[one.party_id]
        else:
            party_id = parties[one.party_id] = new_id()
            joins = carry_out(
                connection, server, [Change(door, tip_id, TipJoin(party_id, words.get(one.party_id, "")))]
            )
            steps += steps_of(joins)
        link = intake.NewLink(one.hash, one.number, one.language)
        intake.add_link(connection, link, intake.Linked(tip_id, party_id), one.made_at)
    return steps
