"""A worker: leases a job, does it, and marks it done in the transaction of its effect.

kill -9 between the two leaves the effect undone, and the job comes back when its lease is over. A job that raises is
tried again later, ever later; one that is not periodic is left for an operator after the last try.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import timedelta

import msgspec
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from sync.server.ground.moments import instant
from sync.server.jobs import repository
from sync.server.jobs.domain import Kind, Leased
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_LISTEN_SECONDS = 1.0
_BACKOFF_SECONDS = 5
_LONGEST_BACKOFF_SECONDS = 3600
_APART_SECONDS = 300
"""The clocks of servers may be so far apart."""


class Worker:
    """Does the work of these kinds, one job after another."""

    def __init__(self, server: Server, kinds: Sequence[Kind]) -> None:
        self._server = server
        self._kinds = {kind.name: kind for kind in kinds}

    def plan(self) -> None:
        """Put the periodic work into the table, if it is not there yet."""
        first = self._moment(self._server.settings.job_first_seconds)

        def work(connection: Connection) -> None:
            for kind in self._kinds.values():
                if kind.every is not None:
                    repository.plan(connection, kind.name, kind.every, first)
            repository.unplan(connection, self._kinds)

        self._server.database.durably(work)

    def run_due(self, stop: threading.Event | None = None) -> int:
        """Do all that is due now; how many jobs were done."""
        done = 0
        while stop is None or not stop.is_set():
            leased = self._lease()
            if leased is None:
                break
            done += self._do(leased)
        return done

    def run(self, stop: threading.Event) -> None:
        """Do what is due and wait for more, until told to stop; a job that has begun is finished first."""
        planned = False
        while not stop.is_set():
            try:
                if not planned:
                    self.plan()
                    planned = True
                self.run_due(stop)
                self._wait(stop)
            except Exception as error:  # noqa: BLE001 - the database may be away for a while
                log.error("jobs: %s", type(error).__name__)  # noqa: TRY400 - the text may quote rows
                stop.wait(_BACKOFF_SECONDS)

    def _wait(self, stop: threading.Event) -> None:
        """Until something may be due: PostgreSQL says so, SQLite is asked."""
        if self._server.database.is_sqlite:
            stop.wait(self._server.settings.job_poll_seconds)
            return
        engine = self._server.database.engine
        with (
            engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            repository.listening(connection) as driver,
        ):
            while not stop.is_set() and not self._is_due(connection):
                for _ in driver.notifies(timeout=_LISTEN_SECONDS, stop_after=1):
                    break

    def _is_due(self, connection: Connection) -> bool:
        tries, latest = self._server.settings.job_tries, self._latest()
        return repository.is_due(connection, self._kinds, self._server.now(), tries, latest)

    def _lease(self) -> Leased | None:
        settings = self._server.settings
        with self._server.database.read() as connection:
            if not self._is_due(connection):
                return None
        now, until = self._server.now(), self._moment(settings.job_lease_seconds)
        return self._server.database.durably(
            lambda c: repository.lease(
                c, self._kinds, now=now, until=until, tries=settings.job_tries, latest=self._latest()
            )
        )

    def _latest(self) -> repository.Latest:
        longest = {kind.name: kind.every or kind.within for kind in self._kinds.values()}
        return repository.Latest(
            known={
                name: self._moment(seconds + _APART_SECONDS) for name, seconds in longest.items() if seconds is not None
            },
            retried=self._moment(_LONGEST_BACKOFF_SECONDS + _APART_SECONDS),
            leased=self._moment(self._server.settings.job_lease_seconds + _APART_SECONDS),
        )

    def _do(self, leased: Leased) -> int:
        kind = self._kinds[leased.kind]

        def payload() -> msgspec.Struct:
            return msgspec.json.decode(leased.payload, type=kind.payload)

        def work(connection: Connection) -> int:
            if not repository.hold(connection, leased):
                return 0
            more = kind.work is not None and kind.work(connection, self._server, payload())
            wait = left.seconds if left is not None else 0 if more else leased.every
            again = None if wait is None else self._moment(wait)
            then = left.payload if left is not None else None
            repository.finish(connection, leased, now=self._server.now(), again=again, payload=then)
            return 1

        try:
            left = kind.before(self._server, payload()) if kind.before is not None else None
            return self._server.database.durably(work)
        except Exception as error:
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise
            log.error("job %s failed: %s", leased.kind, type(error).__name__)  # noqa: TRY400 - the text may quote rows
            wait = min(_BACKOFF_SECONDS * 2 ** (leased.tries - 1), _LONGEST_BACKOFF_SECONDS)
            due, fault = self._moment(wait), type(error).__name__
            self._server.database.durably(lambda c: repository.give_back(c, leased, due=due, fault=fault))
            return 0

    def _moment(self, seconds: float) -> str:
        return instant(self._server.settings.clock() + timedelta(seconds=seconds))
