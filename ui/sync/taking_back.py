"""What a person wrote in a change that is taken back, as the sheet in which it was written would keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from app.drafts.domain import DraftKey
from app.operations import Operation
from app.outbox.views import EntryState, OutboxEntry
from app.patrols.operations import PatrolNoteAdd, PatrolPhotoAdd
from app.photos.domain import TakenPhoto
from app.tips.operations import (
    TipAnswer,
    TipAsk,
    TipCalled,
    TipClose,
    TipEdit,
    TipForward,
    TipNoteAdd,
    TipPhotoAdd,
    TipPromise,
    TipReopen,
    TipWait,
)
from ui.drafts.keeper import Content
from ui.sync.edit_viewmodel import FEATURE, SHEET
from ui.sync.editing import operation_of, written_in

LOOSE = "taken_back"
"""Where a text lies whose change no sheet of this program writes: it can be copied from the list of drafts."""
_SHEETS: Final[Mapping[type[object], str]] = {
    TipNoteAdd: "note",
    TipPhotoAdd: "note",
    TipClose: "close",
    TipWait: "wait",
    TipReopen: "reopen",
    TipPromise: "promise",
    TipEdit: "edit",
    TipAsk: "ask",
    TipAnswer: "answer",
    TipForward: "forward",
    TipCalled: "called",
}
"""In which sheet of its tip a change is written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft to be: where it lies, what is in it, and what it is about."""

    key: DraftKey
    content: Content
    title: str


def taken_back(entries: Sequence[OutboxEntry], entry: OutboxEntry) -> Kept | None:
    """What of this change, and of what goes back with it, was written; None where nothing was.

    A change that was recorded in the place of a refused one with its words as they were brings those back by itself.
    """
    if entry.follows is not None:
        written = written_in(entry)
        if written is None or not entry.mended:
            return None
        outcome = written.outcome.value if written.outcome else ""
        content = {"text": written.text, "name": written.title, "outcome": outcome, "body": written.body}
        return Kept(DraftKey(FEATURE, SHEET, entry.follows), content, entry.title)
    return _written_anew(entries, entry)


def _written_anew(entries: Sequence[OutboxEntry], entry: OutboxEntry) -> Kept | None:
    content, operation = _content_of(entry), operation_of(entry)
    if type(operation) in _SHEETS:
        return Kept(DraftKey("tips", _SHEETS[type(operation)], entry.target), content, entry.title)
    match operation:
        case PatrolNoteAdd():
            photos = [photo for one in _going_with(entries, entry) for photo in _content_of(one).get("photos", [])]
            return Kept(DraftKey("patrols", "note"), content | {"photos": photos}, "")
        case PatrolPhotoAdd():
            return Kept(DraftKey("patrols", "note"), content, "")
        case _:
            written = written_in(entry)
            if written is None or not (written.text.strip() or written.title.strip()):
                return None
            loose = {"text": written.text, "name": written.title}
            return Kept(DraftKey(FEATURE, LOOSE, entry.operation_id), loose, entry.title)


def _going_with(entries: Sequence[OutboxEntry], entry: OutboxEntry) -> list[OutboxEntry]:
    """What is taken back together with what began a record."""
    return [
        one
        for one in sorted(entries, key=lambda one: one.seq)
        if one.target == entry.target and one.seq > entry.seq and one.state is EntryState.WAITING
    ]


def _content_of(entry: OutboxEntry) -> Content:
    match operation_of(entry):
        case TipNoteAdd(text=text, place=place):
            return {"text": text, "here": place is not None, "photos": []}
        case TipPhotoAdd(sha256=sha256, size=size, media_type=media_type):
            return {"text": "", "here": True, "photos": [_photo(sha256, size, media_type)]}
        case TipClose(outcome=outcome):
            return {
                "outcome": outcome.kind.value,
                "text": outcome.reply,
                "edited": bool(outcome.reply.strip()),
                "body": outcome.body,
                "duplicate_of": outcome.duplicate_of or "",
            }
        case PatrolNoteAdd(text=text, place=place, district_id=district, tag=tag):
            where = msgspec.to_builtins(place)
            return {"text": text, "tag": tag, "photos": [], "place": None, "stood": where, "district": district}
        case PatrolPhotoAdd(sha256=sha256, size=size, media_type=media_type):
            return {"text": "", "photos": [_photo(sha256, size, media_type)]}
        case operation:
            return _entries_of(operation)


def _entries_of(operation: Operation | None) -> Content:
    """What stood in the entries of the form by which it was written."""
    match operation:
        case TipWait(on=on, body=body):
            return {"on": on.value, "body": body}
        case TipAsk(text=text, party_id=party) | TipAnswer(text=text, party_id=party):
            return {"text": text} | ({"party": party} if party else {})
        case TipForward(body_id=body, text=text, contact=contact):
            return {"body": body, "text": text, "contact": "yes" if contact else "no"}
        case TipCalled(call_id=call, reached=reached, text=text):
            return {"call": call, "reached": "yes" if reached else "no", "text": text}
        case TipReopen(reason=reason):
            return {"text": reason}
        case TipPromise(text=text, day=day):
            return {"text": text, "day": day}
        case TipEdit(field=field, value=value):
            return {field: value}
        case _:
            return {}


def _photo(sha256: str, size: int, media_type: str) -> Content:
    taken: Content = msgspec.to_builtins(TakenPhoto(sha256, size, media_type))
    return taken
