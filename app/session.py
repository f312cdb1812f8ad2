"""Everything that one unlocked device can do, wired by hand."""

import shutil
from pathlib import Path

import msgspec
from sqlalchemy.engine import Connection

from app import operations as register
from app.accounts import repository as accounts
from app.accounts.domain import Actor, Officer
from app.accounts.repository import Identity
from app.accounts.settings import SettingsService
from app.briefs.service import BriefService
from app.clock import Clock, SystemClock
from app.db.crashpoints import crash_point
from app.db.durable import replace_file
from app.db.outcomes import OpenFailure, StoreFull
from app.db.photos import PhotoVault
from app.db.store import DiskFullError, Store, free_bytes, open_store
from app.districts.service import DistrictService
from app.drafts.service import DraftService
from app.exchange.files import Files
from app.exchange.service import Exchange
from app.outbox.domain import Code
from app.outbox.projection import Projection
from app.outbox.recorder import Recorder
from app.outbox.service import OutboxService
from app.outbox.views import Recorded, Refused
from app.patrols import operations as patrol_operations
from app.patrols import repository as patrols
from app.patrols.service import PatrolService
from app.patrols.tracks import TrackService
from app.patrols.walks import Known, WalkService
from app.ratings import operations as rating_operations
from app.ratings.service import RatingService
from app.tips import operations as tip_operations
from app.tips.service import TipService
from app.workload.service import TeamService

STORE_FILE = "okrskar.db"
PHOTOS = "photos"
BASEMAPS = "basemap"
AUTHORITY_FILE = "authority.pem"


class DeviceSession:
    """The services of an unlocked device. Closed at lock and suspend: then nothing holds the key or an engine.

    ``generation`` moves with every write that the screens may show: by a service here, or by a sync round.
    """

    def __init__(self, directory: Path, store: Store, data_key: bytes, clock: Clock) -> None:
        self.directory, self.store, self.clock = directory, store, clock
        self.photos = PhotoVault(directory / PHOTOS, data_key)
        self.files = Files(store, self.photos, directory / BASEMAPS)
        self.exchange = Exchange(store, clock, self.files)
        self.settings = SettingsService(store)
        self.districts = DistrictService(store)
        self._load_person()

    def _load_person(self) -> None:
        with self.store.read() as connection:
            self.identity = accounts.identity(connection)
        self._person: tuple[int, Officer, Actor] | None = None
        projection = Projection(self.store, lambda: self._as_pulled()[1])
        me = self.me
        recorder = Recorder(me.id, self.clock)
        self.tips = TipService(self.store, self.photos, projection, recorder, self.clock)
        self.briefs = BriefService(self.store, lambda: self.me.id, self.tips.lists.some)
        self.ratings = RatingService(self.store, projection, recorder)
        self.patrols = PatrolService(self.store, self.photos, projection, recorder)
        self.tracks = TrackService(self.store, self.directory, self.clock)
        known = Known(
            officer=lambda: self.me.id,
            districts=lambda: self.me.districts,
            cells=self.ratings.cells,
            tips=self.tips.markers,
            visited=self.tracks.visited,
        )
        self.walks = WalkService(self.store, self.patrols, known, self.clock)
        self.drafts = DraftService(self.store, self.photos, me.id)
        self.team = TeamService(self.store, self.tips, self.districts, self.clock)
        self.outbox = OutboxService(
            self.store, self.photos, projection, self.clock, identity=self.identity, rerecord=self._rerecord
        )

    def _rerecord(
        self, connection: Connection, target: str, operation: register.Operation, follows: str
    ) -> Recorded | Refused:
        if isinstance(operation, tip_operations.OPERATIONS):
            return self.tips.record(connection, target, operation, follows)
        if isinstance(operation, patrol_operations.OPERATIONS):
            return self.patrols.record(connection, target, operation, follows)
        if isinstance(operation, rating_operations.OPERATIONS):
            return self.ratings.record(connection, target, operation, follows)
        return Refused(Code.INVALID, {"field": "kind"})

    @property
    def me(self) -> Officer:
        """Whose device this is, with the districts they hold or cover as last pulled; an empty id before enrolment."""
        return self._as_pulled()[0]

    def _as_pulled(self) -> tuple[Officer, Actor]:
        """Who works here and what they may: asked anew whenever a page of the feed brought something."""
        moved = self.store.moved("tips")
        if self._person is None or self._person[0] != moved:
            with self.store.read() as connection:
                me = accounts.officer(connection, self.identity)
                scopes = frozenset(row.scope for row in connection.exec_driver_sql("SELECT scope FROM cursor"))
            self._person = (moved, me, Actor(me.id, me.role, scopes))
        return self._person[1:]

    @property
    def generation(self) -> int:
        """Compare with what was shown: refresh when it moved."""
        return self.store.generation

    def enrol(self, identity: Identity) -> StoreFull | None:
        """Keep an enrolment; from here on the device is that officer's, who sees nothing of where another one went."""
        handed_on = self.identity is not None and self.identity.officer_id != identity.officer_id
        try:
            with self.store.write("tips") as connection:
                accounts.save_identity(connection, identity)
                if handed_on:
                    patrols.forget_track(connection)
        except DiskFullError as full:
            return full.outcome
        self._load_person()
        return None

    def believe(self, ca_pem: str) -> StoreFull | None:
        """Keep these authorities in place of the ones before: the store decides, and the file follows it."""
        if self.identity is None:
            return None
        renewed = msgspec.structs.replace(self.identity, ca_pem=ca_pem)
        try:
            with self.store.write() as connection:
                accounts.save_identity(connection, renewed)
                crash_point("authorities.keep.before_commit")
            crash_point("authorities.keep.after_commit")
            self.identity = renewed
            self.authority_file()
        except DiskFullError as full:
            return full.outcome
        except OSError:
            return StoreFull(free_bytes(self.directory / AUTHORITY_FILE))
        return None

    def authority_file(self) -> Path | None:
        """The file from which TLS reads whom to believe, as the store says; None where no authority is needed."""
        if self.identity is None or not self.identity.ca_pem:
            return None
        path, content = self.directory / AUTHORITY_FILE, self.identity.ca_pem.encode()
        if not path.is_file() or path.read_bytes() != content:
            replace_file(path, content, "authorities.file.before_rename")
            crash_point("authorities.file.after_rename")
        return path

    def preload(self) -> None:
        """Read what the first list and search need, and delete photos that nothing refers to since the last run."""
        self.tips.lists.preload()
        self.tracks.take_in()
        self.drafts.sweep()
        self.files.sweep()

    def close(self) -> None:
        """Lock: close every connection, drop the keys and what was read of the tips."""
        self.store.close()
        self.photos.forget()
        self.tips.lists.forget()

    def wipe(self) -> None:
        """Delete the store, the photos and the basemap: the device was revoked. The key is ``KeyFile.destroy``'s."""
        self.close()
        for path in self.directory.glob(f"{STORE_FILE}*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.directory / PHOTOS, ignore_errors=True)
        shutil.rmtree(self.tracks.folder, ignore_errors=True)
        shutil.rmtree(self.directory / BASEMAPS, ignore_errors=True)


def open_session(directory: Path, key: bytes, *, clock: Clock | None = None) -> DeviceSession | OpenFailure:
    """Open the device's store in ``directory`` with its data key; made anew where there is none."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = open_store(directory / STORE_FILE, key)
    if not isinstance(store, Store):
        return store
    return DeviceSession(directory, store, key, clock or SystemClock())
