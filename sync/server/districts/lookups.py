"""The city's look-ups as filing needs them, kept in memory until a district or category changes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.districts.geometry import DistrictIndex
from sync.server.districts import repository
from sync.server.ground import meta

VERSION = "lookups_version"
DEFAULT_WORKING_DAYS = 10


@dataclass(frozen=True, slots=True)
class Lookups:
    """Where districts lie and how many working days each category has."""

    version: str
    districts: DistrictIndex
    working_days: Mapping[str, int]


class LookupCache:
    """The look-ups of this process; a change made by any process is seen by the version in the database."""

    def __init__(self, near_metres: float) -> None:
        self._near_metres = near_metres
        self._lock = threading.Lock()
        self._known: Lookups | None = None

    def get(self, connection: Connection) -> Lookups:
        """The look-ups as ``connection`` sees them."""
        version = meta.read(connection, VERSION)
        with self._lock:
            if self._known is None or self._known.version != version:
                self._known = self._load(connection, version)
            return self._known

    def _load(self, connection: Connection, version: str) -> Lookups:
        districts = DistrictIndex(repository.all_districts(connection), self._near_metres)
        return Lookups(version, districts, repository.working_days(connection))


def touch(connection: Connection) -> None:
    """To be called by whatever changes districts or categories, in the same transaction."""
    meta.write(connection, VERSION, str(int(meta.read(connection, VERSION) or "0") + 1))
