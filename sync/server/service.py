"""One server process: its settings, its database and what it keeps in memory between requests."""

from threading import BoundedSemaphore

from sync.server.accounts.second_factor import Vault
from sync.server.audit.chain import Chain
from sync.server.audit.service import CHAIN
from sync.server.districts.lookups import LookupCache
from sync.server.erasure.journal import Journal
from sync.server.ground.database import Database
from sync.server.ground.moments import instant
from sync.server.ground.station_key import StationKey
from sync.server.intake.addresses import Addresses
from sync.server.intake.seal import Seal
from sync.server.photos.store import DirectoryStore, PhotoStore
from sync.server.settings import Settings


class Server:
    """Holds no state that another process would need: everything shared is in the database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.chain = Chain(settings.files)
        self.database = Database(
            settings.database,
            busy_seconds=settings.sqlite_busy_seconds,
            pool_size=settings.pool_size,
            options={CHAIN: self.chain},
        )
        self.hashing = BoundedSemaphore(settings.logins_at_once)
        self.vault = Vault(settings.files)
        self.station_key = StationKey(settings.files)
        self.erasures = Journal(settings.files)
        self.photos: PhotoStore = DirectoryStore(settings.files)
        self.seal = Seal(settings.files)
        self.addresses = Addresses(settings.files)
        self.lookups = LookupCache(settings.near_district_metres)

    def now(self) -> str:
        """The server's time."""
        return instant(self.settings.clock())

    def close(self) -> None:
        """Let the database go."""
        self.database.close()
