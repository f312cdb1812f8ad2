"""Drafts of other systems as our tips: ids that stay the same when a file is read twice, the life as a story."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from app.identifiers import uuid7_of
from app.tips.domain import Closing, Contact, Outcome, Status, StoryLine, Tip, TipNote
from sync.server.ground.moments import instant
from sync.server.imports.draft import TipDraft
from sync.server.tips.service import IncomingTip

Author = Callable[[TipDraft], str]
"""The id of the account that stands for whoever worked on a draft."""

_OPERATION = {
    Status.ACCEPTED: "tip.accept",
    Status.IN_PROGRESS: "tip.start",
    Status.WAITING: "tip.wait",
    Status.CLOSED: "tip.close",
}


def stable_id(source: str, external_id: str, part: str, at: datetime) -> str:
    """A UUIDv7 of ``at`` whose random bits come from what it names: the same input gives the same id."""
    digest = hashlib.sha256(f"{source}\x1f{external_id}\x1f{part}".encode()).digest()
    return uuid7_of(int(at.timestamp() * 1000), int.from_bytes(digest[:10], "big"))


def incoming(draft: TipDraft, source: str, author: Author) -> IncomingTip:
    """A draft with its notes and a story of what is known: received, the last state, closed."""
    tip_id = stable_id(source, _known_by(draft), "tip", draft.created_at)
    by = author(draft)
    notes = tuple(
        TipNote(
            id=stable_id(source, _known_by(draft), f"note-{number}", note.at),
            tip_id=tip_id,
            by=by,
            at=instant(note.at),
            text=f"{note.author}: {note.text}"[:10_000] if note.author else note.text,
        )
        for number, note in enumerate(draft.notes)
    )
    closing = _closing(draft, source, by)
    tip = Tip(
        id=tip_id,
        number="",
        title=draft.title,
        category=draft.category,
        created_at=instant(draft.created_at),
        text=draft.text,
        place=draft.place,
        district_id=draft.district_id,
        channel=draft.channel,
        status=draft.status,
        waiting_on=draft.waiting_on,
        waiting_body=draft.waiting_body,
        closing=closing,
        notes=len(notes),
        changed_at=closing.at if closing else instant(draft.created_at),
    )
    contact = None
    if draft.contact_name or draft.contact_phone or draft.contact_email:
        contact = Contact(tip_id, draft.contact_name, draft.contact_phone, draft.contact_email)
    return IncomingTip(tip, contact, notes, _story(draft, source, tip, by), by)


def _known_by(draft: TipDraft) -> str:
    return draft.external_id or draft.identity


def _closing(draft: TipDraft, source: str, by: str) -> Closing | None:
    if draft.outcome is None or draft.closed_at is None:
        return None
    return Closing(
        operation_id=stable_id(source, _known_by(draft), "closing", draft.closed_at),
        by=by,
        at=instant(draft.closed_at),
        outcome=Outcome(draft.outcome, body=draft.outcome_body, reply=draft.reply),
    )


def _story(draft: TipDraft, source: str, tip: Tip, by: str) -> tuple[StoryLine, ...]:
    received = StoryLine(
        id=stable_id(source, _known_by(draft), "received", draft.created_at),
        tip_id=tip.id,
        kind="received",
        verdict="applied",
        at=tip.created_at,
        detail={"channel": tip.channel.value, "source": source, "source_number": draft.external_id},
    )
    kind = _OPERATION.get(draft.status)
    if kind is None:
        return (received,)
    at = draft.closed_at or (draft.notes[-1].at if draft.notes else draft.created_at)
    detail = {"from": Status.NEW.value, "to": draft.status.value}
    if tip.closing is not None:
        outcome = tip.closing.outcome
        detail |= {"outcome": outcome.kind.value, "body": outcome.body, "reply": outcome.reply[:200]}
    elif draft.waiting_on is not None:
        detail |= {"on": draft.waiting_on.value, "body": draft.waiting_body}
    operation_id = tip.closing.operation_id if tip.closing else stable_id(source, _known_by(draft), kind, at)
    return received, StoryLine(
        id=operation_id, tip_id=tip.id, kind=kind, verdict="applied", at=instant(at), by=by, detail=detail
    )
