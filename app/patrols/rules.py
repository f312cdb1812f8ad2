"""Patrol notes and walks: they only add, and are refused only without a right to the district."""

from typing import assert_never

import msgspec

from app.accounts.domain import Actor
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.patrols import operations as ops
from app.patrols.domain import Patrol, PatrolNote
from app.photos.domain import Photo

PatrolState = PatrolNote | Patrol
_BEGINNINGS = (ops.PatrolNoteAdd, ops.PatrolStart)
Result = Applied[PatrolState, Photo] | Merged[PatrolState, Photo] | Rejected


def apply(state: PatrolState | None, operation: ops.PatrolOperation, stamp: Stamp, actor: Actor) -> Result:
    """The new patrol or patrol note, or why there is none. Never raises."""
    if actor.role not in operation.PERMITTED:
        return Rejected(Code.NOT_PERMITTED)
    if stamp.access is Access.NONE:
        return Rejected(Code.OUT_OF_SCOPE if isinstance(operation, _BEGINNINGS) else Code.UNKNOWN_TARGET)
    match operation:
        case ops.PatrolNoteAdd() | ops.PatrolStart():
            return _begin(state, operation, stamp, actor)
        case ops.PatrolPhotoAdd():
            return _photo(state, operation, stamp, actor)
        case ops.PatrolEnd():
            return _end(state, stamp, actor)
        case _:
            assert_never(operation)


def _begin(
    state: PatrolState | None, operation: ops.PatrolNoteAdd | ops.PatrolStart, stamp: Stamp, actor: Actor
) -> Result:
    if state is not None:
        return Rejected(Code.ALREADY_EXISTS)
    match operation:
        case ops.PatrolNoteAdd(district_id=district, text=text, place=place, tag=tag):
            note = PatrolNote(
                id=stamp.target,
                by=actor.id,
                at=stamp.at,
                district_id=district,
                text=text,
                place=place,
                tag=tag,
                received_late=stamp.access is Access.HELD,
            )
            return Applied(note)
        case ops.PatrolStart(district_id=district):
            return Applied(Patrol(id=stamp.target, by=actor.id, district_id=district, started_at=stamp.at))
        case _:
            assert_never(operation)


def _photo(state: PatrolState | None, operation: ops.PatrolPhotoAdd, stamp: Stamp, actor: Actor) -> Result:
    if not isinstance(state, PatrolNote):
        return Rejected(Code.UNKNOWN_TARGET)
    photo = Photo(
        id=operation.photo_id,
        by=actor.id,
        at=stamp.at,
        sha256=operation.sha256,
        size=operation.size,
        media_type=operation.media_type,
        patrol_note_id=state.id,
        place=state.place,
    )
    return Applied(msgspec.structs.replace(state, photos=state.photos + 1), (photo,), {"photo": photo.id})


def _end(state: PatrolState | None, stamp: Stamp, actor: Actor) -> Result:
    if not isinstance(state, Patrol):
        return Rejected(Code.UNKNOWN_TARGET)
    if state.by != actor.id:
        return Rejected(Code.NOT_PERMITTED)
    if state.ended_at is not None:
        return Merged(state, Code.ALREADY_SO, {"ended_at": state.ended_at})
    return Applied(msgspec.structs.replace(state, ended_at=stamp.at))
