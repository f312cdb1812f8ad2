"""What a person wrote in a change that is taken back, as the sheet in which it was written would keep it."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from app.drafts.domain import DraftKey
from app.outbox.views import EntryState, OutboxEntry
from app.patrols.operations import PatrolNoteAdd, PatrolPhotoAdd
from app.photos.domain import TakenPhoto
from app.tips.operations import TipClose, TipEdit, TipNoteAdd, TipPhotoAdd, TipPromise, TipReopen, TipWait
from ui.drafts.keeper import Content
from ui.sync.edit_viewmodel import FEATURE, SHEET
from ui.sync.editing import operation_of, written_in

LOOSE = "taken_back"
"""Where a text lies whose change no sheet of this program writes: it can be copied from the list of drafts."""


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
    tip, content = entry.target, _content_of(entry)
    match operation_of(entry):
        case TipNoteAdd() | TipPhotoAdd():
            return Kept(DraftKey("tips", "note", tip), content, entry.title)
        case TipClose():
            return Kept(DraftKey("tips", "close", tip), content, entry.title)
        case TipWait():
            return Kept(DraftKey("tips", "wait", tip), content, entry.title)
        case TipReopen():
            return Kept(DraftKey("tips", "reopen", tip), content, entry.title)
        case TipPromise():
            return Kept(DraftKey("tips", "promise", tip), content, entry.title)
        case TipEdit():
            return Kept(DraftKey("tips", "edit", tip), content, entry.title)
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
        case TipWait(on=on, body=body):
            return {"on": on.value, "body": body}
        case TipReopen(reason=reason):
            return {"text": reason}
        case TipPromise(text=text, day=day):
            return {"text": text, "day": day}
        case TipEdit(field=field, value=value):
            return {field: value}
        case PatrolNoteAdd(text=text, place=place, district_id=district, tag=tag):
            where = msgspec.to_builtins(place)
            return {"text": text, "tag": tag, "photos": [], "place": None, "stood": where, "district": district}
        case PatrolPhotoAdd(sha256=sha256, size=size, media_type=media_type):
            return {"text": "", "photos": [_photo(sha256, size, media_type)]}
        case _:
            return {}


def _photo(sha256: str, size: int, media_type: str) -> Content:
    taken: Content = msgspec.to_builtins(TakenPhoto(sha256, size, media_type))
    return taken
