"""Forgets of tips that stay who sent them, what was said about them, their photos and their own words, everywhere.

For statistics there stay category, place, times, statuses and outcome; a tip is called by its number from then on.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import SYSTEM
from app.messages.domain import Party, PartyKind, Way
from app.tips.domain import Closing, Contact, Tip
from sync.server.audit import service as audit
from sync.server.erasure import repository
from sync.server.erasure.journal import Erasure
from sync.server.feed.publish import Erase, Put, Step, publish
from sync.server.ground import meta
from sync.server.ground.documents import render
from sync.server.mail.incoming import repository as mails
from sync.server.photos.repository import hashes_of
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

UNSCRUBBED = "unscrubbed"
"""The fact that the files of the database may still hold what was deleted."""


def forget_conversations(connection: Connection, server: Server, closed_before: str, limit: int) -> int:
    """Forget contacts and messages of tips closed before a moment, of ``limit`` tips at most; of how many.

    The journal has it before the commit. Raises OSError: then nothing may be forgotten.
    """
    found = repository.with_conversation(connection, closed_before, limit)
    if found:
        server.erasures.append(Erasure(server.now(), said=tuple(found)))
        publish(connection, _forgotten(connection, server, found, until=server.now(), by=SYSTEM.id), server.now())
    return len(found)


def forget_pictures(connection: Connection, server: Server, closed_before: str, limit: int) -> int:
    """The same for the photos of tips. Their bytes go by ``drop_unreferenced`` after the commit."""
    found = repository.with_photos(connection, closed_before, limit)
    if found:
        hashes = hashes_of(connection, found)
        server.erasures.append(Erasure(server.now(), photos=hashes, pictured=tuple(found)))
        publish(connection, _unpictured(connection, server, found, until=server.now(), by=SYSTEM.id), server.now())
    return len(found)


def forget_again(connection: Connection, server: Server, erasure: Erasure) -> int:
    """Forget once more what the journal says was, where a backup brought it back; of how many tips.

    What came after the erasure, to a tip that was opened again since, stays.
    """
    said = repository.conversations_among(connection, erasure.said, erasure.at) if erasure.said else []
    pictured = repository.photos_among(connection, erasure.pictured, erasure.at) if erasure.pictured else []
    worded = repository.words_among(connection, erasure.texts, erasure.at) if erasure.texts else []
    steps = [
        *(_forgotten(connection, server, said, until=erasure.at, by="journal") if said else ()),
        *(_unpictured(connection, server, pictured, until=erasure.at, by="journal") if pictured else ()),
        *(_worded(connection, server, worded, until=erasure.at, by="journal") if worded else ()),
    ]
    publish(connection, steps, server.now())
    return len({*said, *pictured, *worded})


def _forgotten(connection: Connection, server: Server, tip_ids: Sequence[str], *, until: str, by: str) -> list[Step]:
    records = tips.locked(connection, tip_ids)
    ids = sorted(records)
    lines = repository.unsay(connection, ids, until)
    messages = repository.forget_said(connection, ids, until)
    known = repository.forget_contacts(connection, ids)
    linked = repository.forget_links(connection, ids, until)
    mails.forget_of(connection, ids)
    repository.forget_operations(connection, [one for of_tip in messages.values() for one in of_tip], ids)
    steps: list[Step] = []
    changed: dict[str, TipRecord] = {}
    for tip_id, record in records.items():
        tip = _unsaid(record.tip, linked.get(tip_id, frozenset()), until)
        if tip != record.tip:
            tip = msgspec.structs.replace(tip, version=tip.version + 1)
            changed[tip_id] = replace(record, tip=tip)
        audit.append(connection, server.now(), by, "conversation.forget", tip_id)
        if not record.archived:
            steps += _steps(record, tip, messages.get(tip_id, ()), lines.get(tip_id, {}), known=tip_id in known)
    tips.write(connection, changed, ())
    meta.write(connection, UNSCRUBBED, "yes")
    return steps


def _steps(
    record: TipRecord, tip: Tip, messages: Collection[str], lines: Mapping[str, str], *, known: bool
) -> list[Step]:
    """What devices hear of a tip that they still have."""
    steps: list[Step] = [Put("tip", tip.id, tip.id, record.scope, render(tip))]
    steps += [Put("story", line_id, tip.id, record.scope, doc) for line_id, doc in sorted(lines.items())]
    if known:
        steps.append(Put("contact", tip.id, tip.id, record.scope, render(Contact(tip.id))))
    if messages:
        steps.append(Erase(tuple(sorted(messages))))
    return steps


def _unsaid(tip: Tip, linked: Collection[str], until: str) -> Tip:
    """The tip without what was said up to a moment; nobody can be written to but who has a link of later."""
    return msgspec.structs.replace(
        tip,
        parties=tuple(_unknown(one) if one.id not in linked else one for one in tip.parties),
        calls=tuple(one for one in tip.calls if one.at > until),
        closing=None if tip.closing is None else _silent(tip.closing, until),
        other_closings=tuple(_silent(one, until) for one in tip.other_closings),
    )


def _unknown(party: Party) -> Party:
    return party if party.kind is PartyKind.BODY else msgspec.structs.replace(party, way=Way.NONE)


def _silent(closing: Closing, until: str) -> Closing:
    if closing.at > until or not closing.outcome.reply:
        return closing
    return msgspec.structs.replace(closing, outcome=msgspec.structs.replace(closing.outcome, reply=""))


def _unpictured(connection: Connection, server: Server, tip_ids: Sequence[str], *, until: str, by: str) -> list[Step]:
    records = tips.locked(connection, tip_ids)
    gone = repository.forget_photos(connection, sorted(records), until)
    steps: list[Step] = []
    changed: dict[str, TipRecord] = {}
    for tip_id, record in records.items():
        photos = gone.get(tip_id, ())
        left = max(0, record.tip.photos - len(photos))
        tip = msgspec.structs.replace(record.tip, photos=left, version=record.tip.version + 1)
        changed[tip_id] = replace(record, tip=tip)
        audit.append(connection, server.now(), by, "photos.forget", tip_id)
        if not record.archived:
            steps += [Put("tip", tip_id, tip_id, record.scope, render(tip)), Erase(tuple(sorted(photos)))]
    tips.write(connection, changed, ())
    meta.write(connection, UNSCRUBBED, "yes")
    return steps


def forget_texts(connection: Connection, server: Server, closed_before: str, limit: int) -> int:
    """Forget the words of tips closed before a moment, of ``limit`` tips at most; of how many.

    The journal has it before the commit. Raises OSError: then nothing may be forgotten.
    """
    found = repository.with_words(connection, closed_before, limit)
    if found:
        server.erasures.append(Erasure(server.now(), texts=tuple(found)))
        publish(connection, _worded(connection, server, found, until=server.now(), by=SYSTEM.id), server.now())
    return len(found)


def _worded(connection: Connection, server: Server, tip_ids: Sequence[str], *, until: str, by: str) -> list[Step]:
    """Forget the words of these tips up to a moment; what is to be published of it."""
    records = tips.locked(connection, tip_ids)
    lines = repository.untell(connection, sorted(records), until)
    notes = repository.forget_notes(connection, sorted(records), until)
    repository.forget_operations(connection, [one for of_tip in notes.values() for one in of_tip], sorted(records))
    steps: list[Step] = []
    changed: dict[str, TipRecord] = {}
    for tip_id, record in records.items():
        gone = notes.get(tip_id, [])
        tip = _wordless(record.tip, len(gone), until)
        changed[tip_id] = replace(record, tip=msgspec.structs.replace(tip, version=tip.version + 1))
        audit.append(connection, server.now(), by, "text.forget", tip_id)
        if not record.archived:
            steps.append(Put("tip", tip_id, tip_id, record.scope, render(changed[tip_id].tip)))
            steps += [
                Put("story", one, tip_id, record.scope, doc) for one, doc in sorted(lines.get(tip_id, {}).items())
            ]
            steps += [Erase(tuple(gone))] if gone else []
    tips.write(connection, changed, ())
    tips.index(connection, changed)
    meta.write(connection, UNSCRUBBED, "yes")
    return steps


def _wordless(tip: Tip, notes: int, until: str) -> Tip:
    """The tip without its words; what was written into one that was opened again since then stays."""
    left = msgspec.structs.replace(tip, notes=max(0, tip.notes - notes))
    if (tip.changed_at or "") > until:
        return left
    conflicts = tuple(one for one in tip.conflicts if one.field not in repository.OWN_WORDS)
    return msgspec.structs.replace(left, title=tip.number, text="", promises=(), calls=(), conflicts=conflicts)
