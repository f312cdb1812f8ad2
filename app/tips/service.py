"""What the screens do with tips: lists, one tip with everything about it, and the one way to change it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from app.clock import Clock
from app.db.crashpoints import crash_point
from app.db.outcomes import StoreFull
from app.db.photos import PhotoVault
from app.db.store import DiskFullError, Store
from app.drafts import repository as drafts
from app.drafts.domain import Draft as Writing
from app.exchange.files import unsent_photos
from app.identifiers import new_id
from app.messages.fold import lay_over
from app.outbox import repository as outbox
from app.outbox.domain import Code
from app.outbox.fold import Folded
from app.outbox.projection import Projection
from app.outbox.recorder import Draft, Recorder
from app.outbox.views import Recorded, Refused
from app.outcomes import Access, Applied, Stamp
from app.photos.domain import Photo
from app.photos.service import take_photo
from app.tips import operations as ops
from app.tips import repository, rules, search
from app.tips.domain import Contact, Tip
from app.tips.lists import TipLists
from app.tips.possibilities import allowed_kinds
from app.tips.views import Marker, PhotoView, Sort, Tab, TipDetail, TipPage, TipQuery, TipRow
from app.values import Place

__all__ = ["Marker", "PhotoView", "Sort", "Tab", "TipDetail", "TipPage", "TipQuery", "TipRow", "TipService"]

Answer = Recorded | Refused | StoreFull


class _RefusedError(Exception):
    """One of several changes was refused: none of them is recorded."""

    def __init__(self, answer: Refused) -> None:
        super().__init__(answer.code.value)
        self.answer = answer


def _access(gone: bool) -> Access:
    return Access.HELD if gone else Access.HOLDS


class TipService:
    """Blocking; called on the database lane. Returns frozen values, never database rows."""

    def __init__(
        self, store: Store, vault: PhotoVault, projection: Projection, recorder: Recorder, clock: Clock
    ) -> None:
        self._store, self._vault, self._projection, self._recorder = store, vault, projection, recorder
        self.lists = TipLists(store, projection, clock)

    def page(self, query: TipQuery) -> TipPage:
        """One window of one list, with the sizes of all tabs."""
        return self.lists.page(query)

    def markers(self, district: str | None = None) -> tuple[Marker, ...]:
        """Every open tip with a place, for the map."""
        return tuple(chain.from_iterable(self.lists.markers(district)))

    def markers_in_slices(self) -> Iterator[tuple[Marker, ...]]:
        """The same, a part at a time, each read when it is asked for."""
        return self.lists.markers(None)

    def promised(self) -> tuple[Tip, ...]:
        """Every tip with open promises."""
        return self.lists.promised()

    def to_call(self) -> tuple[tuple[Tip, Contact | None], ...]:
        """Every tip whose parties have to be called, with who sent it."""
        return self.lists.to_call()

    def detail(self, tip_id: str) -> TipDetail | None:
        """Everything about one tip, unsent changes folded in; None if the device does not know it."""
        with self._store.read() as connection:
            found, folded = self._now(connection, tip_id)
            if found is None:
                return None
            tip, gone = found
            stored_notes, stored_photos = repository.notes(connection, tip_id), repository.photos(connection, tip_id)
            story = repository.story(connection, tip_id)
            stored_messages = repository.messages(connection, tip_id)
            contact = repository.contact(connection, tip_id) or folded.contacts.get(tip_id)
            pending = outbox.pending_of(connection, tip_id)
            unsent_files = {file.sha256 for file in unsent_photos(connection, accepted=False)}
        new_notes, new_photos = folded.tip_notes.get(tip_id, ()), folded.photos.get(tip_id, ())
        photos = sorted([*stored_photos, *new_photos], key=lambda photo: (photo.at, photo.id))
        new_messages = folded.messages.get(tip_id, ())
        unsent = {note.id for note in new_notes} | {photo.id for photo in new_photos}
        unsent |= {one.id for one in new_messages} - {one.id for one in stored_messages}
        return TipDetail(
            tip=tip,
            contact=contact,
            notes=tuple(sorted([*stored_notes, *new_notes], key=lambda note: (note.at, note.id))),
            photos=tuple(self._view(photo, unsent_files) for photo in photos),
            story=tuple(sorted(story, key=lambda line: (line.at, line.id))),
            pending=tuple(outbox.entry(row, tip.title) for row in pending),
            allowed=self.allowed(tip, gone=gone),
            unsent=frozenset(unsent | ({tip_id} if folded.pending.get(tip_id) else set())),
            gone=gone,
            messages=lay_over(stored_messages, new_messages),
        )

    def _view(self, photo: Photo, unsent: set[str]) -> PhotoView:
        return PhotoView(photo=photo, here=self._vault.has(photo.sha256), unsent=photo.sha256 in unsent)

    def allowed(self, tip: Tip, *, gone: bool = False) -> frozenset[str]:
        """The kinds of operation that would take effect on the tip now."""
        return allowed_kinds(tip, self._projection.actor, self._recorder.now(), _access(gone))

    def act(
        self, tip_id: str, operation: ops.TipOperation, *, base: int | None = None, draft: Writing | None = None
    ) -> Answer:
        """The one way to change a tip: refused by the rules, or one durable row in the outbox.

        ``base`` is the version of the tip that its author saw, the present one where it is not given. ``draft`` is
        what the change was written in: it is spent in the same transaction, and kept where the change is refused.
        """
        answers = self.act_together(tip_id, (operation,), base=base, draft=draft)
        return answers[0] if isinstance(answers, tuple) else answers

    def act_together(
        self,
        tip_id: str,
        operations: Sequence[ops.TipOperation],
        *,
        base: int | None = None,
        draft: Writing | None = None,
    ) -> tuple[Recorded, ...] | Refused | StoreFull:
        """Several changes of one tip in one transaction: all are recorded, or none."""
        try:
            with self._store.write() as connection:
                answers = tuple(self._record_or_raise(connection, tip_id, one, base) for one in operations)
                if draft is not None:
                    drafts.spend(connection, draft)
        except _RefusedError as refused:
            return refused.answer
        except DiskFullError as full:
            return full.outcome
        crash_point("outbox.record.after_commit")
        return answers

    def _record_or_raise(
        self, connection: Connection, tip_id: str, operation: ops.TipOperation, base: int | None
    ) -> Recorded:
        answer = self.record(connection, tip_id, operation, base=base)
        if isinstance(answer, Refused):
            raise _RefusedError(answer)
        return answer

    def record(
        self,
        connection: Connection,
        tip_id: str,
        operation: ops.TipOperation,
        follows: str | None = None,
        base: int | None = None,
    ) -> Recorded | Refused:
        """``act`` within the caller's transaction."""
        found, _ = self._now(connection, tip_id)
        tip, gone = found if found is not None else (None, False)
        seen = base if base is not None or tip is None else tip.version
        refused = self._refusal(tip, operation, Stamp(new_id(), tip_id, self._recorder.now(), seen, _access(gone)))
        if refused is not None:
            return refused
        return self._recorder.record(connection, Draft(operation, tip_id, seen, follows))

    def file(self, operation: ops.TipFile) -> Answer:
        """File a new tip."""
        return self.act(new_id(), operation)

    def add_photo(
        self, tip_id: str, content: bytes | Path, place: Place | None = None, media: str | None = None
    ) -> Answer:
        """Seal a photo on this device and record it; the bytes follow the record to the server on their own."""
        with self._store.read() as connection:
            found, _ = self._now(connection, tip_id)
        if found is None:
            return Refused(Code.UNKNOWN_TARGET)
        try:
            taken = take_photo(self._vault, content, media)
        except DiskFullError as full:
            return full.outcome
        if isinstance(taken, Refused):
            return taken
        added = ops.TipPhotoAdd(
            photo_id=new_id(), sha256=taken.sha256, size=taken.size, media_type=taken.media_type, place=place
        )
        return self.act(tip_id, added)

    def photo_bytes(self, sha256: str) -> bytes | None:
        """The original bytes of a photo on this device, None if it is not here (yet)."""
        try:
            return self._vault.read(sha256)
        except FileNotFoundError:
            return None

    def mark_read(self, tip_id: str) -> StoreFull | None:
        """Remember, on this device only, that the tip was looked at: the list that shows it is told by who asks."""
        with self._store.read() as connection:
            found, _ = self._now(connection, tip_id)
            if found is None or repository.read_versions(connection, [tip_id]).get(tip_id, 0) >= found[0].version:
                return None
        try:
            with self._store.write_aside() as connection:
                repository.mark_read(connection, tip_id, found[0].version)
        except DiskFullError as full:
            return full.outcome
        return None

    def index_pending(self) -> int:
        """How many tips the search index has not been through."""
        with self._store.read() as connection:
            return search.pending(connection)

    def index_some(self, limit: int = 250) -> int | StoreFull:
        """Index some more, in one short transaction; returns how many are left. Writes nothing where none is."""
        if self.index_pending() == 0:
            return 0
        try:
            with self._store.write(search.TOPIC) as connection:
                search.index_slice(connection, limit)
                return search.pending(connection)
        except DiskFullError as full:
            return full.outcome

    def _now(self, connection: Connection, tip_id: str) -> tuple[tuple[Tip, bool] | None, Folded]:
        stored = repository.stored_tip(connection, tip_id)
        folded = self._projection.of(connection, tip_id)
        tip = folded.tips.get(tip_id)
        if tip is None:
            return stored, folded
        return (tip, stored is not None and stored[1]), folded

    def _refusal(self, tip: Tip | None, operation: ops.TipOperation, stamp: Stamp) -> Refused | None:
        result = rules.apply(tip, operation, stamp, self._projection.actor)
        return None if isinstance(result, Applied) else Refused(result.code, result.now)

    @property
    def role(self) -> Role:
        """Whose device this is."""
        return Role(self._projection.actor.role)
