"""Who did and read what: append-only, each entry carrying the hash of the one before, keyed, its head noted outside.

Entries hold ids, codes and addresses, never names, notes or tokens.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlalchemy.engine import Connection

from sync.server.audit import repository
from sync.server.audit.chain import Chain, plain_hash
from sync.server.audit.heads import GENESIS, Head, Noted, Restored, written
from sync.server.ground.database import after_commit, option

CHAIN = "okrskar_audit"
"""The execution option by which the connections of a server know its chain."""


class Who(Protocol):
    """Who did it: an account, from an address, by a device or a program's key if it was one."""

    @property
    def officer_id(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def device_id(self) -> str | None: ...
    @property
    def key_id(self) -> str | None: ...


class Flaw(StrEnum):
    """What is wrong with the chain."""

    CHANGED = "changed"
    CUT = "cut"
    REPLACED = "replaced"
    COUNTER = "counter"
    NO_HEADS = "no_heads"
    NO_KEY = "no_key"
    OTHER_HEAD = "other_head"


@dataclass(frozen=True, slots=True)
class Intact:
    """The whole chain holds, and so does all that was noted of it; ``head`` is worth keeping at another place."""

    entries: int
    head: Head
    restores: tuple[Restored, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that is not what was written, or is missing, and why."""

    entry: int
    flaw: Flaw


def append(
    connection: Connection, at: str, actor: str, action: str, target: str = "", *, address: str = "", **detail: object
) -> None:
    """Write one entry. It holds the chain's end locked until the commit: call it late, and outside of savepoints.

    ``actor`` is an account's id, or ``command``; ``detail`` is of values that JSON knows. Raises OSError without a key.
    """
    if connection.in_nested_transaction():
        raise RuntimeError("an entry of the audit that a savepoint could take back would be noted all the same")
    chain = _chain_of(connection)
    before = repository.next_entry(connection)
    row: dict[str, object] = {
        "id": before.entry,
        "at": at,
        "actor": actor,
        "address": address,
        "action": action,
        "target": target,
        "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False),
        "previous": before.hash,
    }
    if before.entry == 1:
        chain.begin_new()
    head = Head(before.entry, chain.sign(row))
    repository.insert(connection, row | {"hash": head.hash})
    after_commit(connection, lambda: chain.note(head))


def record(connection: Connection, at: str, who: Who, action: str, target: str = "", **detail: object) -> None:
    """``append`` for what a caller did: with their account, address, and the device or key that they used."""
    used = {"device": who.device_id, "key": who.key_id}
    known = {name: value for name, value in used.items() if value}
    append(connection, at, who.officer_id, action, target, address=who.address, **known, **detail)


def head(connection: Connection) -> Head:
    """The end of the chain as it stands."""
    return repository.end(connection)


def verify(connection: Connection, noted: Noted, expected: Iterable[Head] = ()) -> Intact | Broken:
    """Walk the whole chain beside what was noted of it outside, and beside heads that somebody kept.

    ``noted`` was read before the snapshot of ``connection`` began, so that it knows nothing newer. Raises OSError.
    """
    chain = _chain_of(connection)
    if (flaw := _missing(connection, chain, noted)) is not None:
        return Broken(0, flaw)
    begun = noted.begun or Head(0, GENESIS)
    kept = {one.entry: one.hash for one in expected}
    number, before = 0, GENESIS
    for row in repository.entries(connection):
        number += 1
        sound = chain.sign(row) if number > begun.entry else plain_hash(row)
        if row["id"] != number or row["previous"] != before or row["hash"] != sound:
            return Broken(number, Flaw.CHANGED)
        if noted.hashes.get(number, sound) != sound or (number == begun.entry and sound != begun.hash):
            return Broken(number, Flaw.REPLACED)
        if kept.get(number, sound) != sound:
            return Broken(number, Flaw.OTHER_HEAD)
        before = sound
    if noted.conflict is not None:
        return Broken(noted.conflict, Flaw.REPLACED)
    if max(noted.last, begun.entry, *kept) > number:
        return Broken(number + 1, Flaw.CUT)
    if repository.counted(connection) != number:
        return Broken(number + 1, Flaw.COUNTER)
    return Intact(number, Head(number, before), tuple(noted.restores))


def begin(connection: Connection) -> Intact | Broken | None:
    """Let the keyed chain begin after the entries that an earlier version wrote without a key; what those are worth.

    None where it has begun already, or where nothing was written yet.
    """
    chain = _chain_of(connection)
    last = repository.end(connection)
    if chain.heads.exists() or last.entry == 0:
        return None
    chain.key()
    number, before, flawed = 0, GENESIS, 0
    for row in repository.entries(connection):
        number += 1
        sound = row["id"] == number and row["previous"] == before and row["hash"] == plain_hash(row)
        flawed = flawed or (0 if sound else number)
        before = row["hash"]
    after_commit(connection, lambda: chain.heads.note(written(last, "begun")))
    return Broken(flawed, Flaw.CHANGED) if flawed else Intact(number, last)


def restored(connection: Connection) -> Restored | None:
    """Record that this database was put back from a backup: what was noted after its end no longer has to be here.

    To be called before anything else is appended in the transaction. None where nothing noted is missing.
    """
    chain = _chain_of(connection)
    noted = chain.heads.read()
    last = repository.end(connection)
    if noted.conflict is None and noted.last <= last.entry:
        return None
    common = last.entry if noted.conflict is None else noted.conflict - 1
    again = repository.heads_after(connection, common)
    at = Head(common, repository.hash_of(connection, common) or GENESIS)
    lines = (written(at, "restored"), *(written(one) for one in again))
    after_commit(connection, lambda: chain.heads.note(*lines))
    return Restored(common, noted.last)


def _missing(connection: Connection, chain: Chain, noted: Noted) -> Flaw | None:
    if chain.is_missing() and (noted.begun is not None or noted.last):
        return Flaw.NO_KEY
    if noted.begun is None and (noted.last or repository.end(connection).entry):
        return Flaw.NO_HEADS
    return None


def _chain_of(connection: Connection) -> Chain:
    chain = option(connection, CHAIN)
    if not isinstance(chain, Chain):
        raise TypeError("this is no connection of a server: it knows no chain")
    return chain
