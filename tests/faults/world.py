"""A server, officers and their devices in one process, and everything that can happen to them, one step at a time."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.accounts.domain import Role
from app.exchange import service as exchange_service
from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from app.tips.domain import Outcome, OutcomeKind, Status, Tip
from app.tips.operations import TipAccept, TipAssign, TipClose, TipEdit, TipFile, TipNoteAdd, TipReopen
from sync.client.credentials import DeviceKey
from sync.client.outcomes import Offline, RoundDone, RoundReport, ServerTrouble
from sync.protocol import paths
from sync.server import upkeep
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.erasure import service as erasure
from sync.server.feed import publish as publish_module
from sync.server.feed.publish import publish
from sync.server.ground import meta
from sync.server.push import batch
from tests.faults.checker import (
    ClosedOnce,
    check_acknowledged,
    check_effects,
    check_erased,
    check_feed,
    check_quiet,
    require,
)
from tests.faults.device import FieldDevice, ShiftedClock
from tests.faults.in_process import Cut, InProcessTransport
from tests.faults.patching import patched
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Station

CUTS = (
    ("push", Cut.BEFORE), ("push", Cut.AFTER), ("pull", Cut.BEFORE), ("pull", Cut.AFTER),
)  # fmt: skip
DEVICE_POINTS = (
    "outbox.batch.before_commit",
    "outbox.batch.after_commit",
    "outbox.verdicts.before_commit",
    "outbox.verdicts.after_commit",
    "pages.apply.before_commit",
    "pages.apply.after_commit",
    "pages.reset.before_commit",
    "pages.reset.after_commit",
)
SERVER_POINTS = (
    "push.after_device_lock",
    "push.after_effects",
    "push.after_receipts",
    "publish.before_counter",
    "publish.after_counter",
    "publish.after_feed",
    "push.before_commit",
    "push.after_commit",
)
_PATHS = {"push": paths.PUSH, "pull": paths.PULL}


class CrashError(BaseException):
    """The device's process ends here."""


class ServerCrashError(Exception):
    """The server's process ends here: the database rolls back, the caller sees a broken line."""


class World:
    """Three devices of two officers and a supervisor. ``crash`` hits the next named point that is reached."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.station = Station(self.url, folder / "files")
        self.station.with_districts()
        self.armed: str | None = None
        self.struck: list[str] = []
        self.steps: list[str] = []
        self.tips: list[str] = []
        self.backup: Path | None = None
        self.erased: set[str] = set()
        self.closed_once = ClosedOnce()
        self.is_unsettled = False
        self.operations = 0
        self.officers = {
            "anna": self.station.person("anna", Role.OFFICER, WEST),
            "boris": self.station.person("boris", Role.OFFICER, EAST),
            "sylva": self.station.person("sylva", Role.SUPERVISOR),
        }
        self.devices = [self._device(name) for name in self.officers]
        self.anna, self.boris, self.sylva = self.devices

    def _device(self, name: str) -> FieldDevice:
        signed = self.station.signed_in(self.officers[name])
        transport = InProcessTransport(self.station.app, lambda: self.station.clock().timestamp())
        return FieldDevice(
            self.folder / name,
            self.officers[name],
            transport,
            DeviceKey(signed.device_id, signed.key.private_bytes_raw()),
            clock=ShiftedClock(self.station.clock),
            page_rows=3,
        )

    @contextmanager
    def points(self) -> Iterator[None]:
        """Let armed crash points of both sides end their side while this is entered."""

        def on_device(name: str) -> None:
            if name == self.armed:
                self._hit()
                raise CrashError(name)

        def on_server(name: str) -> None:
            if name == self.armed:
                self._hit()
                raise ServerCrashError(name)

        with patched(
            (exchange_service, "crash_point", on_device),
            (batch, "crash_point", on_server),
            (publish_module, "crash_point", on_server),
        ):
            yield

    def _hit(self) -> None:
        assert self.armed is not None
        self.struck.append(self.armed)
        self.armed = None

    # -- people's changes -------------------------------------------------------------------------------------------

    def file(self, device: FieldDevice, east: bool) -> str:
        """A new tip from the street."""
        tip = new_id()
        operation = TipFile(title="Lampa", category="light", place=IN_EAST if east else IN_WEST, contact_name="Občan")
        device.record(tip, operation)
        self.tips.append(tip)
        return tip

    def note(self, device: FieldDevice, tip: str) -> None:
        """A note, allowed or not."""
        device.record(tip, TipNoteAdd(note_id=new_id(), text="Byl jsem tam"))

    def patrol_note(self, device: FieldDevice, east: bool) -> None:
        """A note from patrol."""
        device.record(new_id(), PatrolNoteAdd(district_id=EAST if east else WEST, text="Klid"))

    def accept(self, device: FieldDevice, tip: str) -> None:
        """Take a tip on."""
        device.record(tip, TipAccept(seen=Status.NEW))

    def close(self, device: FieldDevice, tip: str) -> None:
        """Close a tip."""
        device.record(tip, TipClose(seen=Status.ACCEPTED, outcome=Outcome(OutcomeKind.SOLVED, reply="Hotovo")))

    def close_by_old_app(self, device: FieldDevice, tip: str) -> None:
        """A closing that an app of last year queued before it was upgraded."""
        device.record_raw("tip.close", tip, {"seen": "new", "outcome": "solved", "reply": "Opraveno"}, version=1)

    def reopen(self, tip: str) -> None:
        """The supervisor reopens."""
        self.sylva.record(tip, TipReopen(reason="Znovu"))

    def edit(self, device: FieldDevice, tip: str, word: str) -> None:
        """Correct the title from the base that the device sees."""
        shown = self.sylva.docs("tip").get(tip, {}).get("title", "Lampa")
        device.record(tip, TipEdit(field="title", base=shown, value=word))

    def assign(self, tip: str, east: bool, holder: str | None) -> None:
        """The supervisor moves a tip on the version that her device has."""
        seen = self.sylva.docs("tip").get(tip)
        version = seen.get("version", 1) if seen else None
        operation = TipAssign(holder_id=self.officers[holder] if holder else None, district_id=EAST if east else WEST)
        self.sylva.record(tip, operation, base=version)

    def poison(self, device: FieldDevice, tip: str, which: int) -> None:
        """What no server should stumble over."""
        kinds: list[tuple[str, dict[str, Any]]] = [
            ("tip.nonsense", {}),
            ("tip.close", {"seen": 7}),
            ("tip.note", {"note_id": tip, "text": "\x00"}),
            ("tip.photo", {"photo_id": new_id(), "sha256": "0", "size": -1, "media_type": "x"}),
        ]
        kind, payload = kinds[which % len(kinds)]
        device.record_raw(kind, tip, payload, version=2 if kind == "tip.close" else 1)

    # -- the operator's changes -------------------------------------------------------------------------------------

    def grant(self, name: str, east: bool) -> None:
        """Let an officer cover a district."""
        now = self.station.server.now()
        with self.station.server.database.write() as connection:
            duties.grant(connection, self.officers[name], EAST if east else WEST, DutyKind.BACKUP, from_at=now)
            publish(connection, people.row_steps(connection, now), now)

    def withdraw(self, name: str, east: bool) -> None:
        """End what an officer holds."""
        now = self.station.server.now()
        with self.station.server.database.write() as connection:
            duties.withdraw(connection, self.officers[name], EAST if east else WEST, now)
            publish(connection, people.row_steps(connection, now), now)

    def erase(self, tip: str) -> None:
        """Erase a tip for good."""
        with self.station.server.database.write() as connection:
            if erasure.erase_tips(connection, self.station.server, [tip]):
                self.erased.add(tip)
        self.is_unsettled = True

    def age(self) -> None:
        """Half a year and more goes by: old closings are archived, departures forgotten, tokens old.

        A backup of before is too old to put back: devices keep what they sent for 30 days.
        """
        self.backup = None
        self.station.clock.forward(days=200)
        upkeep.run(self.station.server)

    def back_up(self) -> None:
        """Copy the server's database."""
        target = self.folder / "backup.sqlite3"
        with sqlite3.connect(self.folder / "server.sqlite3") as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        copy.close()
        source.close()
        self.backup = target

    def restore(self) -> None:
        """Put the backup in the place of the database, let the journal erase again, bump the incarnation."""
        assert self.backup is not None
        database = self.station.server.database
        database.close()
        for suffix in ("-wal", "-shm"):
            (self.folder / f"server.sqlite3{suffix}").unlink(missing_ok=True)
        shutil.copy(self.backup, self.folder / "server.sqlite3")
        erasure.erase_again(self.station.server)
        with database.write() as connection:
            meta.bump_incarnation(connection)
        self.closed_once.forget()
        self.is_unsettled = True

    # -- rounds -----------------------------------------------------------------------------------------------------

    def round(self, device: FieldDevice) -> RoundReport | None:
        """One round; None if the device's process ended in it. Then it is started again."""
        self.station.clock.forward(seconds=1)
        with self.points():
            try:
                return device.round()
            except CrashError:
                device.restart()
                return None

    def cut(self, device: FieldDevice, where: str, cut: Cut) -> RoundReport | None:
        """A round whose next exchange of that kind is cut."""
        transport = device.transport
        assert isinstance(transport, InProcessTransport)
        transport.cuts[_PATHS[where]] = cut
        report = self.round(device)
        transport.cuts.clear()
        return report

    def crash(self, device: FieldDevice, point: str) -> RoundReport | None:
        """A round in which either side ends at a named point, if the round comes by there."""
        self.armed = point
        report = self.round(device)
        self.armed = None
        return report

    def settle(self) -> None:
        """Every device has whole rounds in peace, twice around; then everything must hold."""
        for _ in range(2):
            for device in self.devices:
                report = self.round(device)
                if isinstance(report, ServerTrouble | Offline):
                    report = self.round(device)
                require(isinstance(report, RoundDone), "I6", f"{device.folder.name} ends a round in peace as {report}")
        self.is_unsettled = False
        self.operations = sum(device.exchange.highest_seq() for device in self.devices)
        check_quiet(self.station.server.database, self.devices, self.station.server.now())

    def check(self) -> None:
        """What holds after every single step."""
        with self.station.server.database.read() as connection:
            if not self.is_unsettled:
                for device in self.devices:
                    check_acknowledged(connection, device)
            check_effects(connection)
            check_erased(connection, self.erased)
            for device in self.devices:
                check_feed(connection, device)
            self.closed_once.check(connection)

    def tip(self, tip_id: str) -> Tip | None:
        """A tip as the server has it."""
        query = schema.tip.select().where(schema.tip.c.id == tip_id)
        with self.station.server.database.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else msgspec.json.decode(row.doc, type=Tip)

    def shift_clock(self, device: FieldDevice, shift: timedelta) -> None:
        """Let a device's clock be wrong."""
        device.clock.shift = shift

    def stop(self) -> None:
        """Close everything."""
        for device in self.devices:
            device.stop()
            device.transport.close()
        self.station.close()
