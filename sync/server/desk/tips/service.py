"""Looks for tips in the scopes of who asks, reads one, and writes down under which number another system has it."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.outbox.domain import Code, VerdictKind
from app.tips.domain import Tip
from app.tips.operations import TipEdit
from app.tips.words import wanted_words
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import actor, scopes_of
from sync.server.audit import service as audit
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.search.repository import Question, find

EVENT_NUMBER = "event_number"


@dataclass(frozen=True, slots=True)
class Found:
    """The newest tips that were found, and whether there are more."""

    tips: tuple[Tip, ...]
    more: bool


def search(server: Server, caller: Caller, text: str, before: tuple[str, str] | None, limit: int) -> Found:
    """The newest tips of the caller's scopes with all the words, those in the archive too. It is in the audit."""
    now = server.now()

    def work(connection: Connection) -> Found:
        scopes = scopes_of(connection, caller.officer_id, caller.role, now)
        found = find(connection, Question(wanted_words(text), before=before, limit=limit + 1), scopes)
        audit.record(connection, now, caller, "tip.search", found=str(len(found[:limit])))
        return Found(tuple(found[:limit]), len(found) > limit)

    return server.database.durably(work)


def read(server: Server, caller: Caller, tip_id: str) -> Tip | None:
    """A tip of the caller's scopes; None of any other, as of one that there is not. It is in the audit."""
    now = server.now()

    def work(connection: Connection) -> Tip | None:
        doc = tips.document(connection, tip_id, scopes_of(connection, caller.officer_id, caller.role, now))
        audit.record(connection, now, caller, "tip.read" if doc is not None else "tip.denied", tip_id[:36])
        return parse(doc, Tip) if doc is not None else None

    return server.database.durably(work)


def write_number(server: Server, caller: Caller, tip_id: str, seen: str, value: str) -> Code | None:
    """Under this number another system has the tip; ``seen`` stood there before. Why not, where the rules refuse it."""

    def work(connection: Connection) -> Code | None:
        door = Door(actor(connection, caller.officer_id, caller.role, server.now()))
        change = Change(door, tip_id, TipEdit(EVENT_NUMBER, seen, value))
        decisions = carry_out(connection, server, [change])
        verdict = decisions[0].verdict
        if verdict.verdict is VerdictKind.REJECTED:
            return verdict.code or Code.INVALID
        audit.record(connection, server.now(), caller, TipEdit.KIND, tip_id, field=EVENT_NUMBER)
        publish(connection, steps_of(decisions), server.now())
        return None

    return server.database.durably(work)
