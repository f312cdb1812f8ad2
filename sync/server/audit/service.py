"""Who did and read what: append-only, each entry carrying the hash of the one before, so that a changed one is found.

Entries hold ids and codes, never names, notes or tokens.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import schema

GENESIS = "0" * 64
_CHAIN = "audit_head"


@dataclass(frozen=True, slots=True)
class Intact:
    """The whole chain holds; ``head`` is to be noted elsewhere, so that a cut-off end is found too."""

    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not what was written, or is missing."""

    entry: int


def append(connection: Connection, at: str, actor: str, action: str, target: str = "", **detail: str) -> None:
    """Write one entry. It holds the chain's end locked until the commit: call it late in the transaction."""
    entry_id = int(connection.execute(_NEXT, {"name": _CHAIN}).scalar_one())
    previous = connection.execute(sa.select(schema.audit.c.hash).where(schema.audit.c.id == entry_id - 1)).scalar()
    row = {
        "id": entry_id,
        "at": at,
        "actor": actor,
        "action": action,
        "target": target,
        "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False),
        "previous": previous or GENESIS,
    }
    connection.execute(sa.insert(schema.audit).values(row | {"hash": _hash(row)}))


def verify(connection: Connection) -> Intact | Broken:
    """Walk the whole chain."""
    expected, head = 1, GENESIS
    query = sa.select(schema.audit).order_by(schema.audit.c.id).execution_options(yield_per=1000)
    with connection.execute(query) as rows:
        for found in rows.mappings():
            row = dict(found)
            if row["id"] != expected or row["previous"] != head or row["hash"] != _hash(row):
                return Broken(expected)
            expected, head = expected + 1, row["hash"]
    written = connection.execute(sa.select(schema.counter.c.value).where(schema.counter.c.name == _CHAIN)).scalar()
    return Intact(expected - 1, head) if (written or 0) == expected - 1 else Broken(expected)


def _hash(row: Mapping[str, object]) -> str:
    content = [row[name] for name in ("id", "at", "actor", "action", "target", "detail", "previous")]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


_NEXT = sa.text(
    "INSERT INTO counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)
