"""Files drafts in slices, each one transaction: what is filed stays filed, and a second run goes on where one ended."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from app.accounts.domain import Actor, Outsider, Role
from app.outbox.domain import VerdictKind
from sync.server.accounts import repository as accounts
from sync.server.accounts.people import NewAccount, add_account, row_steps
from sync.server.changes.doors import Door
from sync.server.changes.effects import Decision
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import Step, publish
from sync.server.imports.draft import TipDraft
from sync.server.imports.incoming import changes_of, tip_id
from sync.server.imports.record import record
from sync.server.imports.tips import Reading
from sync.server.service import Server
from sync.server.tips.repository import known_ids

IMPORT_LOGIN = "import"
SLICE = 1_000


class NotTaken(Exception):
    """A change that a file tells of is one that the rules do not take; ``args[0]`` says of which tip, and why."""


@dataclass(slots=True)
class Result:
    """How many tips are new, how many were here or were erased, and how many of the new fell into each district."""

    filed: int = 0
    known: int = 0
    by_district: Counter[str] = field(default_factory=Counter)


def fresh(reading: Reading, known: set[str]) -> list[TipDraft]:
    """The drafts of a file that are not known yet, each once."""
    items = ((tip_id(draft, reading.mapping), draft) for draft in reading.drafts)
    return list({one: draft for one, draft in items if one not in known}.values())


def file_all(server: Server, reading: Reading, file: Path, progress: Callable[[int, int], None]) -> Result:
    """File what is new. Each slice is decided, written, recorded and published together. Raises NotTaken."""
    with server.database.write() as connection:
        by, steps = _importer(connection, server)
        publish(connection, steps, server.now())
        known = known_ids(connection)
    new = fresh(reading, known)
    result = Result(known=len(reading.drafts) - len(new))
    for start in range(0, max(len(new), 1), SLICE):
        part = new[start : start + SLICE]
        with server.database.write() as connection:
            decisions = file_drafts(connection, server, part, reading.mapping, by)
            record(
                connection, server.now(), "tips.import", file, filed=len(part), known=result.known,
                left_out=len(reading.faults),
            )  # fmt: skip
            publish(connection, steps_of(decisions), server.now())
        result.filed += len(part)
        result.by_district.update(
            one.effects.tip.tip.district_id for one in decisions if one.effects.is_new and one.effects.tip is not None
        )
        progress(min(start + SLICE, len(new)), len(new))
    return result


def file_drafts(
    connection: Connection, server: Server, drafts: Sequence[TipDraft], source: str, by: str
) -> list[Decision]:
    """Carry out what a file tells of these tips, by the account that stands for the people of other systems."""
    actor = Actor(by, Outsider.SYSTEM, frozenset())
    doors = {channel: Door(actor, channel, tells_past=True) for channel in {draft.channel for draft in drafts}}
    changes = [
        (draft, change)
        for draft in drafts
        for change in changes_of(draft, source, files=doors[draft.channel], works=doors[draft.channel])
    ]
    decisions = carry_out(connection, server, [change for _, change in changes])
    for (draft, change), decision in zip(changes, decisions, strict=True):
        if decision.verdict.verdict is not VerdictKind.APPLIED:
            code = decision.verdict.code or ""
            raise NotTaken(f"{draft.external_id or draft.title}: {change.operation.KIND} is not taken ({code})")
    return decisions


def _importer(connection: Connection, server: Server) -> tuple[str, list[Step]]:
    """The account that stands for the people of other systems: it can not sign in."""
    known = accounts.account_id(connection, IMPORT_LOGIN)
    if known is not None:
        return known, []
    now = server.now()
    officer_id = add_account(connection, NewAccount(IMPORT_LOGIN, "Převzato z jiného systému", Role.ANALYST), now)
    accounts.set_account(connection, officer_id, active=False)
    return officer_id, row_steps(connection, now, officer_id)
