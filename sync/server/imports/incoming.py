"""Drafts of other systems as changes: filed, noted, and brought to the state in which they were found.

Ids stay the same when a file is read twice.
"""

from datetime import datetime

from app.tips import operations as ops
from app.tips.domain import Outcome, Status, WaitingOn
from sync.server.changes.doors import Change, Door
from sync.server.ground.moments import instant
from sync.server.imports.draft import TipDraft
from sync.server.imports.ids import stable_id


def tip_id(draft: TipDraft, source: str) -> str:
    """The id under which a draft becomes a tip."""
    return stable_id(source, _known_by(draft), "tip", draft.created_at)


def changes_of(draft: TipDraft, source: str, *, files: Door, works: Door) -> tuple[Change, ...]:
    """The life of a draft: filed through one door, worked on through another, both of which tell of the past.

    What was reopened elsewhere is new here, since nobody knows what it was closed with.
    """
    target = tip_id(draft, source)

    def change(door: Door, operation: ops.TipOperation, part: str, at: datetime, **told: str) -> Change:
        line = stable_id(source, _known_by(draft), part, at)
        return Change(door, target, operation, id=line, at=instant(at), told=told)

    filed = ops.TipFile(
        title=draft.title,
        category=draft.category,
        text=draft.text,
        place=draft.place,
        contact_name=draft.contact_name,
        contact_phone=draft.contact_phone,
        contact_email=draft.contact_email,
    )
    changes = [
        change(files, filed, "received", draft.created_at, source=source, source_number=draft.external_id),
    ]
    for number, note in enumerate(draft.notes):
        note_id = stable_id(source, _known_by(draft), f"note-{number}", note.at)
        text = f"{note.author}: {note.text}"[:10_000] if note.author else note.text
        changes.append(change(works, ops.TipNoteAdd(note_id=note_id, text=text), f"note-line-{number}", note.at))
    last = _last(draft)
    if last is not None:
        at = draft.closed_at or (draft.notes[-1].at if draft.notes else draft.created_at)
        changes.append(change(works, last, "closing" if isinstance(last, ops.TipClose) else last.KIND, at))
    return tuple(changes)


def _last(draft: TipDraft) -> ops.TipOperation | None:
    """What brought the tip from new to the state in which it was found."""
    match draft.status:
        case Status.ACCEPTED:
            return ops.TipAccept(Status.NEW)
        case Status.IN_PROGRESS:
            return ops.TipStart(Status.NEW)
        case Status.WAITING:
            return ops.TipWait(Status.NEW, draft.waiting_on or WaitingOn.OTHER_BODY, draft.waiting_body)
        case Status.CLOSED if draft.outcome is not None:
            return ops.TipClose(Status.NEW, Outcome(draft.outcome, body=draft.outcome_body, reply=draft.reply))
        case _:
            return None


def _known_by(draft: TipDraft) -> str:
    return draft.external_id or draft.identity
