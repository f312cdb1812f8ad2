"""What the screens do on patrol: quick notes, and the explicit start and end of a walk."""

from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy.engine import Connection

from app.db.outcomes import StoreFull
from app.db.photos import PhotoVault
from app.db.store import DiskFullError, Store
from app.drafts import repository as drafts
from app.drafts.domain import Draft as Writing
from app.exchange.files import unsent_photos
from app.identifiers import new_id
from app.outbox.domain import Code
from app.outbox.projection import Projection
from app.outbox.recorder import Draft, Recorder
from app.outbox.views import Recorded, Refused
from app.outcomes import Applied, Stamp
from app.patrols import operations as ops
from app.patrols import repository, rules
from app.patrols.domain import Patrol
from app.patrols.views import PatrolNoteView
from app.photos.domain import Photo, TakenPhoto
from app.photos.service import take_photo
from app.tips.views import PhotoView
from app.values import Place

__all__ = ["PatrolNoteView", "PatrolService"]

Answer = Recorded | Refused | StoreFull


class PatrolService:
    """Blocking; called on the database lane."""

    def __init__(self, store: Store, vault: PhotoVault, projection: Projection, recorder: Recorder) -> None:
        self._store, self._vault, self._projection, self._recorder = store, vault, projection, recorder

    def note(
        self,
        district_id: str,
        text: str,
        place: Place | None = None,
        photos: Sequence[bytes | Path | TakenPhoto] = (),
        tag: str = "",
        *,
        draft: Writing | None = None,
    ) -> Answer:
        """Write a patrol note, with its photos in the same transaction: all is recorded or nothing.

        ``draft`` is what it was written in; it is spent in that transaction too, and kept where the note is refused.
        """
        if not 0 < len(text.strip()) <= 10_000:
            return Refused(Code.INVALID, {"field": "text"})
        try:
            taken: list[TakenPhoto] = []
            for photo in photos:
                one = photo if isinstance(photo, TakenPhoto) else take_photo(self._vault, photo)
                if isinstance(one, Refused):
                    return one
                taken.append(one)
            with self._store.write() as connection:
                answer = self._write_note(connection, ops.PatrolNoteAdd(district_id, text, place=place, tag=tag), taken)
                if draft is not None and isinstance(answer, Recorded):
                    drafts.spend(connection, draft)
                return answer
        except DiskFullError as full:
            return full.outcome

    def _write_note(
        self, connection: Connection, operation: ops.PatrolNoteAdd, photos: Sequence[TakenPhoto]
    ) -> Recorded | Refused:
        target = new_id()
        recorded = self.record(connection, target, operation)
        if isinstance(recorded, Recorded):
            for photo in photos:
                added = ops.PatrolPhotoAdd(new_id(), photo.sha256, photo.size, photo.media_type)
                self.record(connection, target, added)
        return recorded

    def start(self, district_id: str) -> Answer:
        """Start a walk; refused while one is running."""
        running = self.running()
        if running is not None:
            return Refused(Code.ALREADY_SO, {"patrol_id": running.id})
        return self._act(new_id(), ops.PatrolStart(district_id))

    def end(self, patrol_id: str) -> Answer:
        """End a walk."""
        return self._act(patrol_id, ops.PatrolEnd())

    def running(self) -> Patrol | None:
        """The officer's walk that has not ended, unsent changes folded in."""
        folded = self._projection.all().patrols
        me = self._projection.actor.id
        with self._store.read() as connection:
            stored = repository.running(connection, me)
        walks = {walk.id: walk for walk in stored} | dict(folded)
        going = [walk for walk in walks.values() if walk.by == me and walk.ended_at is None]
        return max(going, key=lambda walk: walk.started_at, default=None)

    def notes(self, limit: int = 50) -> tuple[PatrolNoteView, ...]:
        """The newest patrol notes, unsent ones among them."""
        folded = self._projection.all()
        with self._store.read() as connection:
            stored = {note.id: note for note in repository.newest_notes(connection, limit)}
            both = sorted(
                (stored | dict(folded.patrol_notes)).values(), key=lambda note: (note.at, note.id), reverse=True
            )
            shown = both[:limit]
            photos = repository.photos_of(connection, tuple(note.id for note in shown))
            unsent = {file.sha256 for file in unsent_photos(connection, accepted=False)}
        by_note: dict[str, list[Photo]] = {}
        for photo in photos:
            by_note.setdefault(photo.patrol_note_id or "", []).append(photo)
        return tuple(
            PatrolNoteView(
                note=note,
                photos=tuple(
                    PhotoView(photo, here=self._vault.has(photo.sha256), unsent=photo.sha256 in unsent)
                    for photo in (*by_note.get(note.id, ()), *folded.photos.get(note.id, ()))
                ),
                unsent=note.id in folded.pending,
            )
            for note in shown
        )

    def noted(self, note_ids: Collection[str]) -> set[str]:
        """Those of these ids under which there is a patrol note, unsent ones included."""
        unsent = {one for one in note_ids if one in self._projection.all().patrol_notes}
        others = tuple(sorted(set(note_ids) - unsent))
        if not others:
            return unsent
        with self._store.read() as connection:
            return unsent | repository.which_noted(connection, others)

    def _act(self, target: str, operation: ops.PatrolOperation) -> Answer:
        try:
            with self._store.write() as connection:
                return self.record(connection, target, operation)
        except DiskFullError as full:
            return full.outcome

    def record(
        self, connection: Connection, target: str, operation: ops.PatrolOperation, follows: str | None = None
    ) -> Recorded | Refused:
        """Check a change by the rules and write it in the caller's transaction."""
        folded = self._projection.of(connection, target)
        state = folded.patrol_notes.get(target) or folded.patrols.get(target) or repository.stored(connection, target)
        stamp = Stamp(new_id(), target, self._recorder.now())
        result = rules.apply(state, operation, stamp, self._projection.actor)
        if not isinstance(result, Applied):
            return Refused(result.code, result.now)
        return self._recorder.record(connection, Draft(operation, target, follows=follows))
