"""A tip without a district gets one: by a place, which its officer is told, or by name. It can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.identifiers import id_of
from app.outbox.domain import Code, VerdictKind
from app.tips.domain import Contact, Tip
from app.tips.operations import TipAssign, TipNoteAdd
from app.tips.titles import one_line
from app.values import Place
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import actor, scopes_of
from sync.server.audit import service as audit
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.lists import repository as lists

_WHERE = "Místo"


@dataclass(frozen=True, slots=True)
class Given:
    """The tip as it stands now."""

    tip: Tip


@dataclass(frozen=True, slots=True)
class NotGiven:
    """The rules did not take it, or the place lies in no district (``code`` None)."""

    code: Code | None


@dataclass(frozen=True, slots=True)
class Read:
    """A tip, and who sent it where the caller may know."""

    tip: Tip
    contact: Contact | None


def waiting(server: Server, caller: Caller, limit: int) -> Sequence[Tip]:
    """Tips without a district, the oldest first. Who saw them is in the audit."""
    now = server.now()

    def work(connection: Connection) -> list[Tip]:
        found = lists.unplaced(connection, scopes_of(connection, caller.officer_id, caller.role, now), limit)
        if found:
            audit.record(connection, now, caller, "tip.list", "unplaced", found=len(found))
        return found

    return server.database.durably(work)


def read(server: Server, caller: Caller, tip_id: str) -> Read | None:
    """A tip of the caller's scopes. Who read it is in the audit."""
    now = server.now()

    def work(connection: Connection) -> Read | None:
        doc = tips.document(connection, tip_id, scopes_of(connection, caller.officer_id, caller.role, now))
        audit.record(connection, now, caller, "tip.read" if doc is not None else "tip.denied", tip_id[:36])
        if doc is None:
            return None
        sender = tips.hanging_on(connection, tip_id).contact if caller.sees_contacts else None
        return Read(parse(doc, Tip), parse(sender, Contact) if sender is not None else None)

    return server.database.durably(work)


def place(server: Server, caller: Caller, tip_id: str, base: int, at: Place) -> Given | NotGiven:
    """The district in which the place lies has it; its officer finds the place in a note."""
    with server.database.read() as connection:
        district_id = server.lookups.get(connection).districts.district_of(at.lon, at.lat)
    if district_id is None:
        return NotGiven(None)
    return give(server, caller, tip_id, base, district_id, at=at)


def give(
    server: Server, caller: Caller, tip_id: str, base: int, district_id: str, *, at: Place | None = None
) -> Given | NotGiven:
    """The district has it, as long as nobody changed the tip since ``base``; an empty one takes it back."""

    def work(connection: Connection) -> Given | NotGiven:
        door = Door(actor(connection, caller.officer_id, caller.role, server.now()))
        given = Change(door, tip_id, TipAssign(district_id=district_id), base=base)
        decisions = carry_out(connection, server, [given])
        verdict, made = decisions[0].verdict, decisions[0].effects.tip
        taken = verdict.verdict is not VerdictKind.REJECTED and made is not None
        if taken and at is not None:
            where = at.address or f"{at.lat:.5f}, {at.lon:.5f}"
            key = id_of(f"place {tip_id} {base} {at.lat} {at.lon}")
            note = TipNoteAdd(key, f"{_WHERE}: {one_line(where)}", at)
            decisions += carry_out(connection, server, [Change(door, tip_id, note)])
        if taken:
            audit.record(connection, server.now(), caller, TipAssign.KIND, tip_id, district=district_id)
        publish(connection, steps_of(decisions), server.now())
        return Given(made.tip) if taken and made is not None else NotGiven(verdict.code or Code.INVALID)

    return server.database.durably(work)
