"""Forgets the words of tips that stay, here and on every device: what they were called, what was written and noted.

For statistics there stay category, place, times, statuses and the outcome; a tip is called by its number from then on.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import SYSTEM
from app.tips.domain import Tip
from sync.server.audit import service as audit
from sync.server.erasure import repository
from sync.server.erasure.journal import Erasure
from sync.server.feed.publish import Erase, Put, Step, publish
from sync.server.ground import meta
from sync.server.ground.documents import render
from sync.server.service import Server
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

UNSCRUBBED: Final = "unscrubbed"
"""The fact that the files of the database may still hold what was deleted."""


def forget_texts(connection: Connection, server: Server, closed_before: str, limit: int) -> int:
    """Forget the words of tips closed before a moment, of ``limit`` tips at most; of how many.

    The journal has it before the commit. Raises OSError: then nothing may be forgotten.
    """
    found = repository.with_words(connection, closed_before, limit)
    if found:
        server.erasures.append(Erasure(server.now(), texts=tuple(found)))
        publish(connection, forgotten(connection, server, found, until=server.now(), by=SYSTEM.id), server.now())
    return len(found)


def forgotten(connection: Connection, server: Server, tip_ids: Sequence[str], *, until: str, by: str) -> list[Step]:
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
