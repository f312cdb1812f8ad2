"""What the screens do with what is being written: keep it, find it again, let it go."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.db.outcomes import StoreFull
from app.db.photos import PhotoVault
from app.db.store import DiskFullError, Store
from app.drafts import repository
from app.drafts.domain import MAX_BYTES, MAX_DRAFTS, Draft, NotKept
from app.outbox.views import Refused
from app.photos.domain import TakenPhoto
from app.photos.service import take_photo


class DraftService:
    """Blocking; called on the database lane. Writes here move nothing that a list shows."""

    def __init__(self, store: Store, vault: PhotoVault, author: str) -> None:
        self._store, self._vault, self.author = store, vault, author

    def all(self) -> tuple[Draft, ...]:
        """The drafts of this device's officer, newest first."""
        with self._store.read() as connection:
            return repository.kept(connection, self.author)

    def put(self, drafts: Sequence[Draft]) -> StoreFull | NotKept | None:
        """Keep these as they are now, durably. One that is too long, or one too many, is not kept; the others are."""
        fitting = [(draft, content) for draft in drafts if len(content := _encoded(draft)) <= MAX_BYTES]
        too_many = False
        try:
            with self._store.write_aside() as connection:
                room = MAX_DRAFTS - repository.count(connection, [draft.key for draft, _ in fitting])
                too_many = len(fitting) > room
                if fitting[: max(0, room)]:
                    repository.put(connection, fitting[: max(0, room)])
        except DiskFullError as full:
            return full.outcome
        return NotKept(too_many=too_many) if too_many or len(fitting) < len(drafts) else None

    def discard(self, draft: Draft) -> StoreFull | None:
        """Let a draft go. Its photos stay in the vault until the next start, so that it can be put back."""
        try:
            with self._store.write_aside() as connection:
                repository.spend(connection, draft)
        except DiskFullError as full:
            return full.outcome
        return None

    def sweep(self) -> None:
        """Delete what was spent. Called once after unlocking, before anything is written."""
        try:
            with self._store.write_aside() as connection:
                repository.sweep(connection)
        except DiskFullError:
            return

    def take_photo(self, content: Path) -> TakenPhoto | Refused | StoreFull:
        """Seal a chosen photo at once, so that it is safe whatever becomes of the file. Raises OSError."""
        try:
            return take_photo(self._vault, content)
        except DiskFullError as full:
            return full.outcome


def _encoded(draft: Draft) -> bytes:
    return msgspec.json.encode(draft.content)
