"""A real device for the fault tests: the encrypted store, the outbox and the sync engine, without a screen."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from app.clock import instant
from app.db.photos import PhotoVault
from app.db.store import Store, open_store
from app.exchange.files import Files
from app.exchange.service import Exchange
from app.identifiers import new_id
from app.operations import Operation, encode
from app.outbox import repository
from app.outbox.repository import NewOperation
from sync.client.cancel import Cancel
from sync.client.credentials import DeviceKey, SignedIn
from sync.client.engine import SyncEngine
from sync.client.outcomes import RoundReport
from sync.client.transport import Transport
from sync.protocol.messages import PAGE_ROWS

DATA_KEY = bytes(range(32))
ROW_KINDS = ("tip", "note", "message", "photo", "contact", "story", "patrol_note", "patrol", "district", "officer",
             "category", "template", "basemap", "body", "cell", "surface", "brief")  # fmt: skip


@cache
def _empty_store() -> bytes:
    """The file of a new store, made once: every device of a test begins with a copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "device.db"
        store = open_store(path, DATA_KEY)
        assert isinstance(store, Store), store
        store.checkpoint()
        store.close()
        return path.read_bytes()


class ShiftedClock:
    """The machine's clock, wrong by ``shift``; or a clock that stands where ``at`` says, if that is given."""

    def __init__(self, at: Callable[[], datetime] | None = None, shift: timedelta = timedelta()) -> None:
        self._at = at or (lambda: datetime.now(UTC))
        self.shift = shift

    def now(self) -> datetime:
        return self._at() + self.shift

    def monotonic(self) -> float:
        return time.monotonic()


class FieldDevice:
    """One officer's device in ``folder``. ``stop`` and ``start`` are what a crash and a restart leave of it."""

    def __init__(
        self,
        folder: Path,
        officer_id: str,
        transport: Transport,
        key: DeviceKey,
        *,
        clock: ShiftedClock | None = None,
        page_rows: int = PAGE_ROWS,
    ) -> None:
        self.folder, self.officer_id, self.transport, self.key = folder, officer_id, transport, key
        self.clock = clock or ShiftedClock()
        self.page_rows = page_rows
        self.wiped = False
        folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        """Open the store that is on the disk."""
        path = self.folder / "device.db"
        if not path.exists():
            path.write_bytes(_empty_store())
        store = open_store(path, DATA_KEY)
        assert isinstance(store, Store), store
        self.store = store
        self.vault = PhotoVault(self.folder / "photos", DATA_KEY)
        self.exchange = Exchange(store, self.clock, Files(store, self.vault, self.folder / "basemaps"))
        self.signed = SignedIn(self.transport, self.key)
        self.engine = SyncEngine(self.exchange, self.signed, self.clock, self.wipe, page_rows=self.page_rows)

    def stop(self) -> None:
        """Let go of the file, whatever state it is in."""
        self.store.close()

    def restart(self) -> None:
        """What a killed app finds when it is started again."""
        self.stop()
        self.start()

    def wipe(self) -> None:
        """Remove the store's files."""
        self.store.close()
        for path in self.folder.glob("device.db*"):
            path.unlink()
        self.wiped = True

    def record(self, target: str, operation: Operation, base: int | None = None) -> NewOperation:
        """One change by the person, durable in the outbox."""
        new = NewOperation(
            id=new_id(),
            kind=operation.KIND,
            version=operation.VERSION,
            target=target,
            author=self.officer_id,
            at=instant(self.clock.now()),
            monotonic=self.clock.monotonic(),
            payload=encode(operation),
            base=base,
        )
        with self.store.write() as connection:
            repository.append(connection, new)
        return new

    def record_raw(self, kind: str, target: str, payload: dict[str, Any], version: int = 1) -> NewOperation:
        """A change that no rule knows: poison."""
        new = NewOperation(new_id(), kind, version, target, self.officer_id, instant(self.clock.now()), 0.0, payload)
        with self.store.write() as connection:
            repository.append(connection, new)
        return new

    def round(self, cancel: Cancel | None = None) -> RoundReport:
        """One round of sync."""
        return self.engine.round(cancel or Cancel())

    def query(self, text: str, *parameters: Any) -> list[Any]:
        """Rows of the store."""
        with self.store.read() as connection:
            return list(connection.exec_driver_sql(text, parameters).all())

    def docs(self, kind: str) -> dict[str, Any]:
        """The visible rows of a kind by id."""
        hidden = " WHERE gone = 0" if kind == "tip" else ""
        return {row.id: msgspec.json.decode(row.doc) for row in self.query(f"SELECT id, doc FROM {kind}{hidden}")}

    def holdings(self) -> dict[tuple[str, str], Any]:
        """Every visible row: (kind, id) to its document."""
        return {(kind, row_id): doc for kind in ROW_KINDS for row_id, doc in self.docs(kind).items()}
