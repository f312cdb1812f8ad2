"""Tips put at the server in any state and in great number, as if what made them had been carried out long ago."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from app.messages.domain import Party, Way
from app.messages.rules import way_of
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from sync.server.accounts.duties import roster
from sync.server.changes.effects import Effects, flush, keeps_none, tip_steps
from sync.server.feed.publish import Step
from sync.server.service import Server
from sync.server.tips.archive import archive_cutoff
from sync.server.tips.filing import Desk, complete, filed_detail, number_year
from sync.server.tips.repository import TipRecord, next_numbers

_CHUNK = 2_000


class IncomingTip(msgspec.Struct, frozen=True):
    """A tip with what hangs on it. Its empty fields are filled as the server fills them."""

    tip: Tip
    contact: Contact | None = None
    notes: tuple[TipNote, ...] = ()


@dataclass(slots=True)
class Filed:
    """What was written: the tips with all their fields, and what has to be published last in the transaction."""

    tips: list[Tip] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def file_many(server: Server, connection: Connection, incoming: Sequence[IncomingTip]) -> Filed:
    """Write tips; the caller publishes ``Filed.steps`` last, then commits."""
    now = server.now()
    desk = Desk(server.lookups.get(connection), roster(connection, now))
    cutoff = archive_cutoff(server)
    years = Counter(number_year(item.tip.created_at) for item in incoming)
    fresh = {year: iter(next_numbers(connection, year, count)) for year, count in sorted(years.items())}
    filed = Filed()
    for start in range(0, len(incoming), _CHUNK):
        effects = []
        for item in incoming[start : start + _CHUNK]:
            tip = complete(_with_sender(item), desk, next(fresh[number_year(item.tip.created_at)]))
            filed.tips.append(tip)
            effects.append(_effects(item, tip, desk.roster.scope_of(tip), now=now, cutoff=cutoff))
        flush(connection, effects, keeps_none)
        filed.steps += [step for one in effects for step in one.steps]
    return filed


def _with_sender(item: IncomingTip) -> Tip:
    contact = item.contact or Contact(item.tip.id)
    way = way_of(contact.email, contact.phone, page=False)
    parties = (Party(item.tip.id, way=way),) if way is not Way.NONE else ()
    return msgspec.structs.replace(item.tip, parties=parties)


def _effects(item: IncomingTip, tip: Tip, scope: str, *, now: str, cutoff: str) -> Effects:
    archived = tip.closing is not None and tip.closing.at < cutoff
    record = TipRecord(tip, scope, archived, lines=1)
    detail = {"channel": tip.channel.value} | filed_detail(tip)
    line = StoryLine(id=new_id(), tip_id=tip.id, kind="received", verdict="applied", at=now, detail=detail)
    contact = msgspec.structs.replace(item.contact, tip_id=tip.id) if item.contact is not None else None
    effects = Effects(tip=record, is_new=True, children=item.notes, parties=tip.parties, contact=contact, story=line)
    return effects if archived else replace(effects, steps=tip_steps(record, None, effects))
