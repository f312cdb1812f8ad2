"""The device's one encrypted file: SQLAlchemy over SQLCipher with a raw key, and how it is read and written."""

import errno
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from app.db.outcomes import DriverMissing, NotEncrypted, OpenFailure, StoreFull, TooNew, Unreadable

__all__ = ["DiskFullError", "Store", "StoreFull", "open_store"]

HEAD = "track"
"""The newest migration; a test compares it with the scripts, so that opening need not load Alembic."""
KEY_BYTES = 32
_PLAIN_HEADER = b"SQLite format 3\x00"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -32000",
    "PRAGMA wal_autocheckpoint = 16000",
    "PRAGMA journal_size_limit = 67108864",
)


class DiskFullError(Exception):
    """A write found no room and was rolled back whole. Services answer it with ``outcome``."""

    def __init__(self, outcome: StoreFull) -> None:
        super().__init__(f"{outcome.free} bytes free")
        self.outcome = outcome


class LockedError(Exception):
    """The store was closed and its key dropped."""


class Store:
    """Connections to the encrypted file. ``generation`` moves with every committed write of this process."""

    def __init__(self, path: Path, engine: Engine, forget_key: Callable[[], None]) -> None:
        self.path = path
        self.engine = engine
        self._forget_key = forget_key
        self._writer = engine.execution_options(okrskar_begin="BEGIN IMMEDIATE", okrskar_synchronous="FULL")
        self._filler = engine.execution_options(okrskar_begin="BEGIN IMMEDIATE", okrskar_synchronous="NORMAL")
        self._lock = threading.Lock()
        self._generation = 0
        self._moved: dict[str, int] = {}

    @property
    def generation(self) -> int:
        return self._generation

    def moved(self, topic: str) -> int:
        """A number that changes when ``topic`` (such as ``"tips"``) was said to have changed."""
        return self._moved.get(topic, 0)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the file, never waiting for a writer."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *topics: str) -> Iterator[Connection]:
        """One durable transaction: committed at the end, or nothing of it. Raises DiskFullError for want of room.

        ``topics`` are what it changes of what is held in memory (see ``moved``).
        """
        with self._transaction(self._writer, topics) as connection:
            yield connection

    @contextmanager
    def write_aside(self) -> Iterator[Connection]:
        """As ``write``, for what no list shows, or only one that is told: nothing is said to have changed."""
        with self._transaction(self._writer, None) as connection:
            yield connection

    @contextmanager
    def write_fetched(self, *topics: str) -> Iterator[Connection]:
        """As ``write``, for what the server has and would send again: whole or not at all, but not at once on the disk.

        After a power cut the last of these transactions may be missing, the newest first, never one in the middle: the
        next ``write`` puts all before it on the disk (SQLite's WAL with ``synchronous = NORMAL``).
        """
        with self._transaction(self._filler, topics) as connection:
            yield connection

    @contextmanager
    def _transaction(self, engine: Engine, topics: tuple[str, ...] | None) -> Iterator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except (sa.exc.DBAPIError, OSError) as error:
            if not _no_room(error):
                raise
            raise DiskFullError(StoreFull(free_bytes(self.path))) from error
        if topics is not None:
            self.changed(*topics)

    def changed(self, *topics: str) -> None:
        """Say that what the screens show may be out of date, and what of it."""
        with self._lock:
            self._generation += 1
            for topic in topics:
                self._moved[topic] = self._generation

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file."""
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - a pooled connection has its driver's
            raw.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection and drop the key: nothing can be read through this store any more."""
        self._forget_key()
        self.engine.dispose()


def free_bytes(path: Path) -> int:
    """Bytes free where ``path`` lies, 0 when that can not be known."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return 0


def _no_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    original = getattr(error, "orig", None)
    name = getattr(original, "sqlite_errorname", "") or ""
    return name == "SQLITE_FULL" or "database or disk is full" in str(original)


def open_store(path: Path, key: bytes) -> Store | OpenFailure:
    """Open or make the encrypted file with its raw 32-byte key and bring its schema to the head.

    An existing plain SQLite file is refused untouched, as is a driver without encryption.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    dbapi = _driver()
    if dbapi is None:
        return DriverMissing()
    if _is_plain(path):
        return NotEncrypted()
    pragma = [f"PRAGMA key = \"x'{key.hex()}'\""]
    engine = _engine(path, pragma, dbapi)
    try:
        store = Store(path, engine, pragma.clear)
        failure = _bring_to_head(store)
    except sa.exc.DatabaseError as error:
        engine.dispose()
        if _no_room(error):
            return StoreFull(free_bytes(path))
        if "file is not a database" in str(error.orig) or "malformed" in str(error.orig):
            return Unreadable()
        raise
    if failure is not None:
        engine.dispose()
        return failure
    path.chmod(0o600)
    return store


def _driver() -> Any | None:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return None
    probe = dbapi2.connect(":memory:")
    try:
        return dbapi2 if probe.execute("PRAGMA cipher_version").fetchone() else None
    finally:
        probe.close()


def _is_plain(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER


def _engine(path: Path, pragma: list[str], dbapi: Any) -> Engine:
    def connect() -> Any:
        if not pragma:
            raise LockedError
        connection = dbapi.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10.0)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(pragma[0])
            for setting in _SETTINGS:
                connection.execute(setting)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(
        "sqlite://", module=dbapi, creator=connect, poolclass=sa.pool.QueuePool, pool_size=4, max_overflow=4
    )
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "reset", _end)
    return engine


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if "okrskar_synchronous" in options:
        connection.exec_driver_sql(f"PRAGMA synchronous = {options['okrskar_synchronous']}")
    connection.exec_driver_sql(options.get("okrskar_begin", "BEGIN"))


def _end(dbapi_connection: Any, _record: ConnectionPoolEntry, _state: object) -> None:
    if dbapi_connection.in_transaction:
        dbapi_connection.rollback()


def _bring_to_head(store: Store) -> TooNew | None:
    with store.read() as connection:
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
        found = None
        if tables.scalar_one():
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found == HEAD:
        return None
    from app.db.migrate import is_known, upgrade

    if found is not None and not is_known(found):
        return TooNew(found)
    with store.write() as connection:
        upgrade(connection)
    return None
