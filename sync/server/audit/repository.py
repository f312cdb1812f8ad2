"""The rows of the audit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.audit.heads import GENESIS, Head
from sync.server.audit.tables import audit
from sync.server.ground.tables import counter

_CHAIN = "audit_head"


def next_entry(connection: Connection) -> Head:
    """The number of the entry to come and the hash of the one before; the chain's end is locked until the commit."""
    entry = int(connection.execute(_NEXT, {"name": _CHAIN}).scalar_one())
    previous: str | None = connection.execute(sa.select(audit.c.hash).where(audit.c.id == entry - 1)).scalar()
    return Head(entry, previous or GENESIS)


def insert(connection: Connection, row: Mapping[str, object]) -> None:
    """Write one entry."""
    connection.execute(sa.insert(audit).values(row))


def entries(connection: Connection) -> Iterator[dict[str, Any]]:
    """All entries in their order, read bit by bit."""
    query = sa.select(audit).order_by(audit.c.id).execution_options(yield_per=1000)
    with connection.execute(query) as rows:
        for found in rows.mappings():
            yield dict(found)


def end(connection: Connection) -> Head:
    """The last entry; the beginning where there is none."""
    row = connection.execute(sa.select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)).first()
    return Head(0, GENESIS) if row is None else Head(row.id, row.hash)


def heads_after(connection: Connection, entry: int) -> list[Head]:
    """The heads of all entries after one."""
    query = sa.select(audit.c.id, audit.c.hash).where(audit.c.id > entry).order_by(audit.c.id)
    return [Head(row.id, row.hash) for row in connection.execute(query)]


def hash_of(connection: Connection, entry: int) -> str | None:
    """The hash of an entry, None where there is none."""
    return connection.execute(sa.select(audit.c.hash).where(audit.c.id == entry)).scalar()


def counted(connection: Connection) -> int:
    """How many entries were ever written, by the counter."""
    return connection.execute(sa.select(counter.c.value).where(counter.c.name == _CHAIN)).scalar() or 0


_NEXT = sa.text(
    "INSERT INTO counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


@dataclass(frozen=True, slots=True)
class Read:
    """Who did what with something, and when; ``by_device`` where it was none of the desk's pages."""

    at: str
    actor: str
    action: str
    by_device: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Whose devices took rows of a scope along, first and last since a moment."""

    actor: str
    first: str
    last: str


def reads(connection: Connection, targets: Sequence[str], limit: int) -> list[Read]:
    """What was done with these, the first of which may be one of several that were shown, the latest first."""
    shown = sa.and_(audit.c.action == "tip.near", audit.c.detail.contains(targets[0], autoescape=True))
    query = sa.select(audit).where(sa.or_(audit.c.target.in_(targets), shown)).order_by(audit.c.id.desc()).limit(limit)
    return [Read(row.at, row.actor, row.action, '"device"' in row.detail) for row in connection.execute(query)]


def taken(connection: Connection, scope: str, since: str) -> list[Taken]:
    """Who took rows of a scope along since a moment, who did so last first."""
    column = audit.c
    pulled = (column.action == "pull", column.at >= since, column.detail.contains(f'"{scope}":', autoescape=True))
    query = sa.select(column.actor, sa.func.min(column.at), sa.func.max(column.at)).where(*pulled)
    rows = connection.execute(query.group_by(column.actor).order_by(sa.func.max(column.at).desc(), column.actor))
    return [Taken(*row) for row in rows]
