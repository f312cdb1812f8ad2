"""What the Sync page does with changes that are not, or not simply, with the server."""

import contextlib
import errno
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from app import operations as register
from app.accounts.repository import Identity
from app.clock import Clock, instant
from app.db.crashpoints import crash_point
from app.db.outcomes import StoreFull
from app.db.photos import PhotoVault
from app.db.store import DiskFullError, Store, free_bytes
from app.drafts import repository as drafts
from app.drafts.domain import Draft
from app.exchange.files import unsent_photos
from app.outbox import archive, repository
from app.outbox.domain import Code
from app.outbox.projection import Projection
from app.outbox.sealing import SealedWriter
from app.outbox.views import EntryState, Exported, OutboxEntry, OutboxSummary, Recorded, Refused
from app.tips import repository as tips

__all__ = ["EntryState", "Exported", "OutboxEntry", "OutboxService", "OutboxSummary"]

Rerecord = Callable[[Connection, str, register.Operation, str], Recorded | Refused]


class _SentError(Exception):
    """A change that is to be taken back was sent: nothing of what belongs to it is taken back either."""


class OutboxService:
    """Blocking; called on the database lane. No method here deletes what a person wrote."""

    def __init__(
        self,
        store: Store,
        vault: PhotoVault,
        projection: Projection,
        clock: Clock,
        *,
        identity: Identity | None,
        rerecord: Rerecord,
    ) -> None:
        self._store, self._vault, self._projection = store, vault, projection
        self._clock, self._identity, self._rerecord = clock, identity, rerecord

    def summary(self) -> OutboxSummary:
        """The numbers that are always visible."""
        with self._store.read() as connection:
            row = connection.exec_driver_sql(
                "SELECT coalesce(sum(verdict IS NULL), 0) AS waiting,"
                " min(CASE WHEN verdict IS NULL THEN at END) AS oldest,"
                " coalesce(sum(verdict = 'rejected' AND dismissed = 0), 0) AS needs_you,"
                " coalesce(sum(verdict = 'merged' AND dismissed = 0), 0) AS merged"
                " FROM outbox WHERE kind <> 'withdrawn'"
            ).one()
            photos = sum(file.size for file in unsent_photos(connection, accepted=False))
        return OutboxSummary(
            waiting=row.waiting, oldest_at=row.oldest, needs_you=row.needs_you, photos_bytes=photos, merged=row.merged
        )

    def entries(self, limit: int = 200) -> tuple[OutboxEntry, ...]:
        """The newest changes first, without those withdrawn or put aside."""
        folded = self._projection.all()
        with self._store.read() as connection:
            rows = repository.entries(connection, limit)
            titles = tips.titles(connection, (row.target for row in rows))
            before = repository.followed(connection, rows)
        titles |= {key: tip.title for key, tip in folded.tips.items()}
        titles |= {key: note.text[:80] for key, note in folded.patrol_notes.items()}
        return tuple(repository.entry(row, titles.get(row.target, ""), before.get(row.follows)) for row in rows)

    def mendable(self, operation_id: str) -> bool:
        """Whether it is still a rejected change that needs someone."""
        with self._store.read() as connection:
            row = repository.find(connection, operation_id)
        return row is not None and row.verdict == "rejected" and not row.dismissed

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull:
        """Undo: only what was never sent. The place in the sequence stays."""
        return self.withdraw_all((operation_id,), draft)

    def withdraw_all(self, operation_ids: Sequence[str], draft: Draft | None = None) -> bool | StoreFull:
        """Undo what was recorded together: all of it, or nothing where any of it was sent.

        ``draft`` is what was written in it; it is kept in the same transaction, and only if it was taken back.
        """
        try:
            with self._store.write() as connection:
                _withdraw_each(connection, operation_ids)
                if draft is not None:
                    drafts.put(connection, [(draft, msgspec.json.encode(draft.content))])
                crash_point("outbox.withdraw.before_commit")
                return True
        except _SentError:
            return False
        except DiskFullError as full:
            return full.outcome

    def resend(
        self, operation_id: str, payload: dict[str, Any] | None = None, draft: Draft | None = None
    ) -> Recorded | Refused | StoreFull:
        """Record a new change in the place of a rejected one, edited or as it was; the old one is put aside.

        ``draft`` is what it was edited in; it is spent in the same transaction, and kept where it is refused.
        """
        try:
            with self._store.write() as connection:
                row = repository.find(connection, operation_id)
                if row is None or row.verdict != "rejected" or row.dismissed:
                    return Refused(Code.UNKNOWN_TARGET)
                version, values = row.version, msgspec.json.decode(row.payload)
                if payload is not None:
                    version, values = register.OPERATIONS[row.kind].VERSION, payload
                operation = register.decode(row.kind, version, values)
                if isinstance(operation, register.Unreadable):
                    return Refused(Code.INVALID, {"detail": operation.detail})
                recorded = self._rerecord(connection, row.target, operation, operation_id)
                if isinstance(recorded, Recorded):
                    repository.dismiss(connection, operation_id)
                    if draft is not None:
                        drafts.spend(connection, draft)
                return recorded
        except DiskFullError as full:
            return full.outcome

    def dismiss(self, operation_id: str) -> bool | StoreFull:
        """Put a merged or rejected change aside; it stays on the disk until it is purged."""
        try:
            with self._store.write() as connection:
                return repository.dismiss(connection, operation_id)
        except DiskFullError as full:
            return full.outcome

    def export(self, path: Path) -> Exported | Refused | StoreFull:
        """Write what has no verdict, and the photos still to send, to a signed file that only the station can read.

        Refused on a device that was never enrolled: the station could not tell whose it is, nor could it be sealed.
        Raises OSError.
        """
        if self._identity is None or not self._identity.station_key:
            return Refused(Code.NOT_PERMITTED)
        with self._store.read() as connection:
            incarnation = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'incarnation'").scalar()
            operations = repository.unanswered(connection, limit=1_000_000)
            files = [file for file in unsent_photos(connection, accepted=False) if self._vault.has(file.sha256)]
        header = archive.Header(
            format=archive.FORMAT,
            version=archive.VERSION,
            device_id=self._identity.device_id,
            officer_id=self._identity.officer_id,
            exported_at=instant(self._clock.now()),
            incarnation=str(incarnation or ""),
        )
        photos = (
            archive.Photo(file.sha256, file.size, file.media_type, _pieces(self._vault, file.sha256)) for file in files
        )
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as target:
                sealed = SealedWriter(target, self._identity.station_key)
                archive.write(sealed, header, operations, photos, self._identity.private_key)
                sealed.finish()
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                return StoreFull(free_bytes(path))
            raise
        return Exported(len(operations), len(files))


def _pieces(vault: PhotoVault, sha256: str) -> Callable[[], Iterator[bytes]]:
    return lambda: vault.chunks(sha256)


def _withdraw_each(connection: Connection, operation_ids: Sequence[str]) -> None:
    if not all(repository.withdraw(connection, one) for one in operation_ids):
        raise _SentError
