"""The table of jobs: putting work in, leasing the next of it, and saying what became of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.jobs.domain import Leased, Listed
from sync.server.jobs.tables import job

CHANNEL = "okrskar_jobs"
"""On which PostgreSQL tells the workers that there is something new."""

_row = job.c


def put(connection: Connection, kind: str, payload: msgspec.Struct, *, key: str, due: str) -> None:
    """Have work done, once for each key: a job that is there already, done or not, stays as it is."""
    _insert(connection, {"kind": kind, "key": key, "payload": msgspec.json.encode(payload).decode(), "due": due})
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def hasten(connection: Connection, kind: str, payload: msgspec.Struct, *, key: str, now: str) -> None:
    """Have work done now, whether it was put in for later, failed or was done; what is being done stays as it is."""
    put(connection, kind, payload, key=key, due=now)
    idle = sa.or_(_row.lease.is_(None), _row.lease <= now)
    anew = {"payload": msgspec.json.encode(payload).decode(), "due": now, "tries": 0, "done": None, "fault": None}
    connection.execute(sa.update(job).where(_row.key == key, idle).values(lease=None, **anew))


@contextmanager
def listening(connection: Connection) -> Iterator[psycopg.Connection]:
    """PostgreSQL's own connection, told of what is put in until the end."""
    connection.exec_driver_sql(f"LISTEN {CHANNEL}")
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - the only driver that there is
    yield driver
    connection.exec_driver_sql("UNLISTEN *")


def plan(connection: Connection, kind: str, every: int, due: str) -> None:
    """Have work done again and again, first when it is due; what was planned before keeps its time."""
    key = f"every {kind}"
    _insert(connection, {"kind": kind, "key": key, "payload": "{}", "due": due, "every": every})
    connection.execute(sa.update(job).where(_row.key == key, _row.every != every).values(every=every))


def unplan(connection: Connection, known: Collection[str]) -> None:
    """Forget periodic work of kinds that there are no more."""
    connection.execute(sa.delete(job).where(_row.every.is_not(None), _row.kind.not_in(sorted(known))))


@dataclass(frozen=True, slots=True)
class Latest:
    """What no clock of the servers can have written by now: what is due or leased later was by one that ran ahead.

    ``known`` has it for each kind of which it is known, ``retried`` for work that is tried again after a fault,
    ``leased`` for leases.
    """

    known: Mapping[str, str]
    retried: str
    leased: str


def is_due(connection: Connection, kinds: Collection[str], now: str, tries: int, latest: Latest | None = None) -> bool:
    """Whether there is anything to lease; only reads."""
    found = _leasable(kinds, now, tries, latest)
    return connection.execute(sa.select(_row.id).where(found).limit(1)).first() is not None


def lease(
    connection: Connection, kinds: Collection[str], *, now: str, until: str, tries: int, latest: Latest | None = None
) -> Leased | None:
    """Take the job that is due for longest. Other workers pass by a row that is being taken or worked on."""
    query = sa.select(job).where(_leasable(kinds, now, tries, latest)).order_by(_row.due, _row.id).limit(1)
    row = connection.execute(query.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    connection.execute(sa.update(job).where(_row.id == row.id).values(lease=until, tries=row.tries + 1))
    return Leased(row.id, row.kind, row.payload, until, row.tries + 1, row.every)


def hold(connection: Connection, leased: Leased) -> bool:
    """Lock the job for this transaction. False where it is this worker's no more."""
    mine = sa.select(_row.id).where(_row.id == leased.id, _row.lease == leased.lease, _row.tries == leased.tries)
    return connection.execute(mine.where(_row.done.is_(None)).with_for_update()).first() is not None


def finish(
    connection: Connection, leased: Leased, *, now: str, again: str | None, payload: msgspec.Struct | None = None
) -> None:
    """The work is done, with this commit; ``again`` is when it is due anew, then with this payload if there is one."""
    end: dict[str, object] = {"lease": None, "tries": 0, "fault": None}
    end |= {} if payload is None else {"payload": msgspec.json.encode(payload).decode()}
    end |= {"done": now} if again is None else {"due": again}
    connection.execute(sa.update(job).where(_row.id == leased.id).values(end))


def give_back(connection: Connection, leased: Leased, *, due: str, fault: str) -> None:
    """The work could not be done this time."""
    mine = (_row.id == leased.id, _row.lease == leased.lease)
    connection.execute(sa.update(job).where(*mine).values(lease=None, due=due, fault=fault))


def forget_done(connection: Connection, before: str, limit: int) -> int:
    """Delete jobs done before a moment; how many."""
    old = sa.select(_row.id).where(_row.done < before).limit(limit)
    return connection.execute(sa.delete(job).where(_row.id.in_(old))).rowcount


def listed(connection: Connection, now: str, tries: int) -> Sequence[Listed]:
    """What there is to do, what is being done and what failed, then what was done last."""
    rows = connection.execute(sa.select(job).order_by(_row.done.is_not(None), _row.due, _row.id).limit(200))
    return [Listed(row.kind, row.key, row.due, row.tries, _state(row, now, tries), row.fault or "") for row in rows]


def _state(row: sa.Row[tuple[object, ...]], now: str, tries: int) -> str:
    if row.done is not None:
        return "done"
    if row.lease is not None and row.lease > now:
        return "running"
    return "failed" if row.every is None and row.tries >= tries else "waiting"


def _open(kinds: Collection[str], now: str, tries: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _row.done.is_(None),
        _row.due <= now,
        _row.kind.in_(sorted(kinds)),
        sa.or_(_row.lease.is_(None), _row.lease <= now),
        sa.or_(_row.every.is_not(None), _row.tries < tries),
    )


def _leasable(kinds: Collection[str], now: str, tries: int, latest: Latest | None) -> sa.ColumnElement[bool]:
    is_open = sa.and_(*_open(kinds, now, tries))
    return is_open if latest is None else sa.or_(is_open, sa.and_(*_ahead(kinds, now, tries, latest)))


def _ahead(kinds: Collection[str], now: str, tries: int, latest: Latest) -> Iterator[sa.ColumnElement[bool]]:
    """As ``_open``, whatever a clock that ran ahead wrote of when."""
    periodic = _row.every.is_not(None)
    beyond = [sa.and_(_row.kind == kind, _row.due > last) for kind, last in sorted(latest.known.items())]
    planned, retried = sa.and_(_row.fault.is_(None), sa.or_(sa.false(), *beyond)), _row.fault.is_not(None)
    yield _row.done.is_(None)
    yield _row.kind.in_(sorted(kinds))
    yield sa.or_(_row.due <= now, planned, sa.and_(retried, _row.due > latest.retried))
    yield sa.or_(_row.lease.is_(None), _row.lease <= now, _row.lease > latest.leased)
    yield sa.or_(periodic, _row.tries < tries)


def _insert(connection: Connection, values: dict[str, object]) -> None:
    if connection.execute(sa.select(_row.id).where(_row.key == values["key"])).first() is None:
        connection.execute(_INSERT, {"id": new_id(), "every": None, **values})


_INSERT = sa.text(
    "INSERT INTO job (id, kind, key, payload, due, tries, every) "
    "VALUES (:id, :kind, :key, :payload, :due, 0, :every) ON CONFLICT (key) DO NOTHING"
)
