"""A call becomes a tip or a note on one, once for each form, by the rules that hold for every change."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from app.identifiers import id_of
from app.outbox.domain import Code, VerdictKind
from app.tips.domain import Channel, Contact, Tip
from app.tips.operations import TipFile, TipNoteAdd
from app.values import Place
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import actor, scopes_of
from sync.server.audit import service as audit
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.intake import repository as intake
from sync.server.intake.repository import Linked, NewLink
from sync.server.intake.seal import Form, hash_of
from sync.server.service import Server
from sync.server.submissions import entering
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import Submission, SubmissionKind
from sync.server.submissions.entering import New
from sync.server.submissions.service import Trouble
from sync.server.tips import repository as tips
from sync.server.tips.lists import repository as lists
from sync.server.tips.lists.repository import Near

_WITHIN = 150.0
"""Metres in which another tip may be about the same."""
_NEAR = 5
_LANGUAGE = "cs"


@dataclass(frozen=True, slots=True)
class Done:
    """It is this tip, or a note on it."""

    tip_id: str


@dataclass(frozen=True, slots=True)
class Another:
    """By this form something else was filed already: the tip of this number."""

    number: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The rules do not take it."""

    code: Code


@dataclass(frozen=True, slots=True)
class Around:
    """The district of a place, empty where it is in none, and the open tips near it that the caller may see."""

    district_id: str
    near: tuple[Near, ...]


def around(server: Server, caller: Caller, place: Place) -> Around:
    """What lies around a place. Who was shown tips is in the audit."""
    now = server.now()

    def work(connection: Connection) -> Around:
        district_id = server.lookups.get(connection).districts.district_of(place.lon, place.lat) or ""
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        found = lists.near(connection, scopes, district_id, place, within=_WITHIN, limit=_NEAR)
        if found:
            audit.record(connection, now, caller, "tip.near", district_id, found=[one.tip.id for one in found])
        return Around(district_id, tuple(found))

    return server.database.durably(work)


def is_filed(server: Server, caller: Caller, form: Form) -> bool:
    """Whether a tip was filed by this form already."""
    with server.database.read() as connection:
        return tips.stored(connection, _tip_id(caller, form)) is not None


def file(server: Server, caller: Caller, form: Form, operation: TipFile) -> Done | Another | Refused:
    """File the tip of a form; the same once more is the same tip."""
    tip_id = _tip_id(caller, form)

    def work(connection: Connection) -> Done | Another | Refused:
        known = tips.stored(connection, tip_id)
        if known is not None:
            return Done(tip_id) if _is_same(connection, known, operation) else Another(known.number)
        done = _carried(connection, server, caller, Change(_door(connection, server, caller), tip_id, operation))
        if isinstance(done, Done):
            _add_told(connection, server, tip_id)
        return done

    try:
        return server.database.durably(work)
    except IntegrityError:  # the other of two clicks was the first
        return server.database.durably(work)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered of a call and is no tip: its number, what it is, and the digits by which the caller follows."""

    number: str
    kind: SubmissionKind
    told: str


def submit(
    server: Server, caller: Caller, form: Form, doc: Submission, *, kind: SubmissionKind, about: str
) -> Done | Trouble:
    """Take in what is no tip, once for each form."""
    submission_id = id_of(f"call submission {caller.officer_id} {form.nonce.hex()}")

    def work(connection: Connection) -> Done | Trouble:
        if submissions.locked(connection, submission_id) is not None:
            return Done(submission_id)
        number, now = server.seal.number_of(form), server.now()
        link = hash_of(server.seal.link_spoken(server.seal.spoken_of(submission_id)))
        links = [submissions.Link(link, number, _LANGUAGE, now)]
        new = New(submission_id, number, kind, doc, caller.officer_id, about, links=links)
        amiss = entering.enter(connection, server, new)
        if amiss is not None:
            return amiss
        audit.record(connection, now, caller, "submission.file", submission_id, kind=kind.value)
        return Done(submission_id)

    try:
        return server.database.durably(work)
    except IntegrityError:  # the other of two clicks was the first
        return server.database.durably(work)


def entered(server: Server, caller: Caller, submission_id: str) -> Entered | None:
    """What to read to the caller of a call that the same person entered; its words are for its readers alone."""
    with server.database.write() as connection:
        found = submissions.locked(connection, submission_id)
    if found is None or found.doc.lines[0].by != caller.officer_id:
        return None
    return Entered(found.number, found.kind, server.seal.spoken_of(submission_id))


def join(server: Server, caller: Caller, form: Form, tip_id: str, text: str) -> Done | Refused:
    """Add what a caller said to a tip that is known, once for each form."""
    note_id = id_of(f"call note {caller.officer_id} {form.nonce.hex()} {text}")

    def work(connection: Connection) -> Done | Refused:
        change = Change(_door(connection, server, caller), tip_id, TipNoteAdd(note_id, text))
        done = _carried(connection, server, caller, change)
        return Done(tip_id) if isinstance(done, Refused) and done.code is Code.ALREADY_EXISTS else done

    return server.database.durably(work)


def written(server: Server, caller: Caller, tip_id: str) -> Tip | None:
    """A tip of the caller's scopes, or one that they filed, whoever has it now. Who read it is in the audit."""
    now = server.now()

    def work(connection: Connection) -> Tip | None:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        doc = tips.document(connection, tip_id, scopes)
        found = None if doc is None else parse(doc, Tip)
        if found is None:
            first = tips.first_line(connection, tip_id)
            found = tips.stored(connection, tip_id) if first is not None and first.by == caller.officer_id else None
        audit.record(connection, now, caller, "tip.read" if found is not None else "tip.denied", tip_id[:36])
        return found

    return server.database.durably(work)


def told(server: Server, tip: Tip) -> str:
    """The digits that a tip's sender can be told, by which they follow it and answer; empty where there are none."""
    digits = server.seal.spoken_of(tip.id)
    with server.database.read() as connection:
        known = intake.linked(connection, hash_of(server.seal.link_spoken(digits)))
    return digits if known is not None else ""


def _add_told(connection: Connection, server: Server, tip_id: str) -> None:
    tip = tips.stored(connection, tip_id)
    if tip is not None:
        link = hash_of(server.seal.link_spoken(server.seal.spoken_of(tip_id)))
        intake.add_link(connection, NewLink(link, tip.number, _LANGUAGE), Linked(tip_id, tip_id), server.now())


def _tip_id(caller: Caller, form: Form) -> str:
    return id_of(f"call {caller.officer_id} {form.nonce.hex()}")


def _door(connection: Connection, server: Server, caller: Caller) -> Door:
    return Door(actor(connection, caller.officer_id, caller.role, server.now()), Channel.PHONE)


def _carried(connection: Connection, server: Server, caller: Caller, change: Change) -> Done | Refused:
    decisions = carry_out(connection, server, [change])
    verdict, made = decisions[0].verdict, decisions[0].effects.tip
    if verdict.verdict is VerdictKind.REJECTED or made is None:
        return Refused(verdict.code or Code.INVALID)
    audit.record(connection, server.now(), caller, change.operation.KIND, made.tip.id)
    publish(connection, steps_of(decisions), server.now())
    return Done(made.tip.id)


def _is_same(connection: Connection, tip: Tip, operation: TipFile) -> bool:
    stored = tips.hanging_on(connection, tip.id).contact
    contact = parse(stored, Contact) if stored is not None else Contact(tip.id)
    filed = (tip.category, tip.text, tip.place, contact.name, contact.phone)
    told = (operation.category, operation.text, operation.place, operation.contact_name, operation.contact_phone)
    return filed == told
