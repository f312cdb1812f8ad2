"""What sync uses of the device's store: batches out, verdicts and pages in, each in one durable transaction."""

from collections.abc import Iterable
from datetime import timedelta

import msgspec
from sqlalchemy.engine import Connection

from app.clock import Clock, instant
from app.db.crashpoints import crash_point
from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store
from app.exchange import pages
from app.exchange.files import Files
from app.exchange.pages import Page, PageApplied, Sorted, sort_rows
from app.outbox import repository as outbox
from app.outbox.domain import RecordedOperation, Verdict, VerdictKind

KEPT = timedelta(days=30)
"""How long answered operations stay, to be sent again should the server lose them with a backup."""
_CHILD_ONLY = ("tip.note", "tip.photo")


class LastContact(msgspec.Struct, frozen=True):
    """The last complete round: device time, and seconds that the server's clock is ahead of the device's."""

    at: str
    offset_s: float


class Exchange:
    """The sync-facing side of the store. Every method is blocking and safe to call from the network lane."""

    def __init__(self, store: Store, clock: Clock, files: Files) -> None:
        self._store, self._clock = store, clock
        self.files = files

    def cursors(self) -> dict[str, int]:
        """How far each scope was read."""
        with self._store.read() as connection:
            return {row.scope: row.seq for row in connection.exec_driver_sql("SELECT scope, seq FROM cursor")}

    def incarnation(self) -> str:
        """The server's incarnation that the cache belongs to, empty before the first pull."""
        return self._meta("incarnation")

    def highest_seq(self) -> int:
        """The ``seq`` of the newest change."""
        with self._store.read() as connection:
            return outbox.bounds(connection)[1]

    def highest_answered(self) -> int:
        """The ``seq`` of the newest change with a verdict, 0 for none."""
        with self._store.read() as connection:
            return outbox.highest_answered(connection)

    def waiting(self) -> int:
        """How many changes have no verdict."""
        with self._store.read() as connection:
            query = "SELECT count(*) FROM outbox WHERE verdict IS NULL"
            return int(connection.exec_driver_sql(query).scalar_one())

    def next_batch(self, limit: int = 200, but: Iterable[int] = ()) -> tuple[RecordedOperation, ...] | StoreFull:
        """The first changes without a verdict, but for some numbers. That they leave is on the disk before they do."""
        try:
            with self._store.write() as connection:
                batch = outbox.unanswered(connection, limit, but)
                if batch:
                    outbox.mark_sent(connection, batch, instant(self._clock.now()))
                crash_point("outbox.batch.before_commit")
        except DiskFullError as full:
            return full.outcome
        crash_point("outbox.batch.after_commit")
        return batch

    def record_verdicts(self, verdicts: Iterable[Verdict]) -> int | StoreFull:
        """Keep the server's answers; returns how many were news."""
        at = instant(self._clock.now())
        try:
            with self._store.write() as connection:
                news = outbox.record_verdicts(connection, tuple(verdicts), at)
                seen = [
                    (answered.target,)
                    for answered in news
                    if answered.verdict.verdict is VerdictKind.APPLIED and answered.kind not in _CHILD_ONLY
                ]
                if seen:
                    connection.exec_driver_sql("UPDATE read_mark SET version = version + 1 WHERE tip_id = ?", seen)
                dropped = pages.drop_hidden(connection)
                crash_point("outbox.verdicts.before_commit")
        except DiskFullError as full:
            return full.outcome
        if dropped:
            self._store.changed("tips")
        crash_point("outbox.verdicts.after_commit")
        return len(news)

    def apply_page(self, page: Page, rows: Sorted | None = None) -> PageApplied | StoreFull:
        """Rows, memberships, losses and cursors in one transaction; the last page also covers what it acknowledges.

        ``rows`` are the page's, if they were sorted beforehand.
        """
        if self._says_nothing(page):
            return PageApplied(0, 0)
        rows = rows or sort_rows(page.rows)
        try:
            with self._store.write_fetched("tips") as connection:
                applied = pages.apply(connection, page, rows)
                if page.incarnation:
                    self._set_meta(connection, "incarnation", page.incarnation)
                if not page.more:
                    outbox.cover(connection, page.acknowledged)
                crash_point("pages.apply.before_commit")
        except DiskFullError as full:
            return full.outcome
        crash_point("pages.apply.after_commit")
        if applied.removed and not page.more:
            self.files.sweep()
        return applied

    def start_skipped_anew(self) -> bool | StoreFull:
        """After a complete pull: have the scopes come again of which an earlier app skipped what this one can read.

        True if there are any: pull once more. Changes waiting in the outbox are not touched.
        """
        with self._store.read() as connection:
            if not pages.readable_by_now(connection):
                return False
        try:
            with self._store.write() as connection:
                pages.start_anew(connection, pages.readable_by_now(connection))
        except DiskFullError as full:
            return full.outcome
        return True

    def _says_nothing(self, page: Page) -> bool:
        if page.cursors or page.erased or page.restart or any(True for _ in page.rows):
            return False
        if page.incarnation and page.incarnation != self.incarnation():
            return False
        if page.scopes is not None and set(self.cursors()).difference(page.scopes):
            return False
        if page.more:
            return True
        with self._store.read() as connection:
            return not outbox.to_cover(connection, page.acknowledged)

    def settle(self, acknowledged: int) -> int | StoreFull:
        """After a complete pull: what it covers leaves the fold, and what is 30 days old and done leaves the disk."""
        before = instant(self._clock.now() - KEPT)
        with self._store.read() as connection:
            if not outbox.to_cover(connection, acknowledged) and not outbox.to_purge(connection, before):
                return 0
        try:
            with self._store.write() as connection:
                covered = outbox.cover(connection, acknowledged)
                outbox.purge(connection, before)
                crash_point("outbox.settle.before_commit")
        except DiskFullError as full:
            return full.outcome
        crash_point("outbox.settle.after_commit")
        return covered

    def reset_for_incarnation(self, incarnation: str, last: int | None = None) -> StoreFull | None:
        """The server was restored: empty the cache and send again every kept operation above ``last`` (all if None)."""
        try:
            with self._store.write("tips") as connection:
                pages.clear(connection)
                outbox.send_again_from(connection, 0 if last is None else last + 1)
                self._set_meta(connection, "incarnation", incarnation)
                crash_point("pages.reset.before_commit")
        except DiskFullError as full:
            return full.outcome
        crash_point("pages.reset.after_commit")
        return None

    def rewind(self, expected_seq: int) -> bool | StoreFull:
        """The server misses operations from ``expected_seq`` on: send them again. False if they are no longer kept."""
        try:
            with self._store.write() as connection:
                low, high = outbox.bounds(connection)
                if not low <= expected_seq <= high:
                    return False
                outbox.send_again_from(connection, expected_seq)
        except DiskFullError as full:
            return full.outcome
        return True

    def note_contact(self, offset_s: float) -> StoreFull | None:
        """Remember a complete round and how far the clocks are apart."""
        contact = LastContact(instant(self._clock.now()), offset_s)
        try:
            with self._store.write() as connection:
                self._set_meta(connection, "last_contact", msgspec.json.encode(contact).decode())
        except DiskFullError as full:
            return full.outcome
        return None

    def last_contact(self) -> LastContact | None:
        """The last complete round, None before the first."""
        text = self._meta("last_contact")
        return msgspec.json.decode(text, type=LastContact) if text else None

    def _meta(self, name: str) -> str:
        with self._store.read() as connection:
            value = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar()
        return str(value or "")

    @staticmethod
    def _set_meta(connection: Connection, name: str, value: str) -> None:
        connection.exec_driver_sql(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            " WHERE value <> excluded.value",
            (name, value),
        )
