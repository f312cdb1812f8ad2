"""The one way to the database: snapshots for readers, one writer's transaction, and its retry."""

import copy
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url

Result = TypeVar("Result")

_RETRIED_STATES = ("40001", "40P01", "55P03")
"""serialization_failure, deadlock_detected, lock_not_available (PostgreSQL, Appendix A)."""
_TRIES = 8
_AFTER_COMMIT = "okrskar_after_commit"


_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY",
            "cache_size=-32768")  # fmt: skip
"""``secure_delete`` overwrites what is deleted: an erasure may leave nothing, whatever this build's default is."""


class DatabaseUnsuitable(Exception):
    """The address names a database that this server can not work on."""


class Ask(Protocol):
    """What is asked at the beginning of a transaction; it ends the transaction by raising."""

    def __call__(self, connection: Connection, *, writing: bool) -> None: ...


class Database:
    """SQLite (WAL, one writer at a time) or PostgreSQL behind two verbs: ``read`` a snapshot, ``write`` durably."""

    def __init__(
        self, url: str, *, busy_seconds: float = 30.0, pool_size: int = 10, options: Mapping[str, object] | None = None
    ) -> None:
        self._ask: Ask | None = None
        self.url = _checked(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        made = self._sqlite(busy_seconds, pool_size) if self.is_sqlite else self._postgres(pool_size)
        engine = made.execution_options(**(options or {}))
        self.engine = made
        if self.is_sqlite:
            self._reader = engine
            self._writer = engine.execution_options(okrskar_begin="BEGIN IMMEDIATE")
        else:
            self._reader = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._writer = engine.execution_options(isolation_level="READ COMMITTED")

    def _sqlite(self, busy_seconds: float, pool_size: int) -> Engine:
        engine = sa.create_engine(
            self.url, pool_size=pool_size, max_overflow=pool_size, connect_args={"timeout": busy_seconds}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _postgres(self, pool_size: int) -> Engine:
        return sa.create_engine(
            self.url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            connect_args={"options": postgres_options()},
        )

    def asking(self, ask: Ask) -> Self:
        """The same database for one request: each of its transactions begins by asking, in that very transaction."""
        twin = copy.copy(self)
        twin._ask = ask  # noqa: SLF001 - its own kind
        return twin

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot: nothing that is committed meanwhile is seen."""
        with self._reader.connect() as connection, connection.begin():
            if self._ask is not None:
                self._ask(connection, writing=False)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed at the end and followed by what asked for it; rolled back by an exception."""
        with self._writer.connect() as connection:
            connection.info.pop(_AFTER_COMMIT, None)
            with connection.begin():
                if self._ask is not None:
                    self._ask(connection, writing=True)
                yield connection
            for act in connection.info.pop(_AFTER_COMMIT, ()):
                act()

    def durably(self, work: Callable[[Connection], Result]) -> Result:
        """Run ``work`` in a write transaction; again from the start after a deadlock or a serialization failure."""
        for attempt in range(1, _TRIES + 1):
            try:
                with self.write() as connection:
                    return work(connection)
            except sa.exc.DBAPIError as error:
                if attempt == _TRIES or not is_transient(error):
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter, no secret
        raise AssertionError

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def is_transient(error: sa.exc.DBAPIError) -> bool:
    """Whether the same transaction may well succeed when it is run again."""
    if isinstance(error.orig, sqlite3.OperationalError):
        return "locked" in str(error.orig) or "busy" in str(error.orig)
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES


def postgres_options() -> str:
    """Settings of every connection: a commit is answered only when it is on disk (invariant I1)."""
    return "-c synchronous_commit=on -c timezone=UTC -c lock_timeout=20s -c idle_in_transaction_session_timeout=120s"


def after_commit(connection: Connection, act: Callable[[], None]) -> None:
    """Do something as soon as this connection's ``write`` is committed, and not where it is rolled back."""
    connection.info.setdefault(_AFTER_COMMIT, []).append(act)


def option(connection: Connection, name: str) -> object:
    """What the server gave all its connections under this name; None where nothing."""
    return connection.get_execution_options().get(name)


def for_update(query: sa.Select[Any]) -> sa.Select[Any]:
    """Lock the rows of ``query`` (SQLite's writer holds the whole database already and ignores it)."""
    return query.with_for_update()


def address(url: str) -> URL:
    """A database address. A path may have ``%``, ``?`` and ``#`` in it as they are, where its folder is there.

    Raises sqlalchemy.exc.ArgumentError.
    """
    path = url.removeprefix("sqlite:///")
    if path != url and any(sign in path for sign in "%?#") and Path(path).parent.is_dir():
        return URL.create("sqlite", database=path)
    try:
        return make_url(url)
    except ValueError:
        raise sa.exc.ArgumentError("the port is no number") from None


def _checked(url: str) -> URL:
    try:
        parsed = address(url)
    except sa.exc.ArgumentError:
        raise DatabaseUnsuitable(f"not a database address: {url!r}") from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise DatabaseUnsuitable(f"sqlite:///… or postgresql+psycopg://… expected, not {backend!r}")
    if not parsed.database or parsed.database == ":memory:":
        raise DatabaseUnsuitable("a server keeps its data in a file: sqlite:///PATH expected")
    if not Path(parsed.database).resolve().parent.is_dir():
        raise DatabaseUnsuitable(f"there is no directory {Path(parsed.database).resolve().parent}")
    return parsed


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the begin event opens transactions, not the driver
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("okrskar_begin", "BEGIN"))
