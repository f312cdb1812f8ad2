"""Faults put into the product on purpose, by name: a harness that does not catch each of them proves nothing.

Each mutant is a patch of this test process (or of a test's server process) and reports when its change really struck.
Nothing in the product knows of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.exchange import pages
from app.exchange.pages import Page, PageApplied
from app.exchange.service import Exchange
from app.outbox import repository
from sync.protocol.messages import PushRequest, PushResponse
from sync.server.accounts.callers import Caller
from sync.server.erasure import service as erasure
from sync.server.feed import publish
from sync.server.ground import database
from sync.server.push import batch, router
from sync.server.service import Server
from tests.faults.patching import Change, current, patched
from tests.sync.server import schema


@dataclass(slots=True)
class Hits:
    """How often the changed line did something else than the right one would have."""

    count: int = 0

    def __call__(self) -> None:
        self.count += 1


Mutant = Callable[[Hits], list[Change]]
MUTANTS: dict[str, Mutant] = {}


def mutant(make: Mutant) -> Mutant:
    """Register a mutant under its function's name."""
    MUTANTS[make.__name__] = make
    return make


@contextmanager
def mutated(name: str) -> Iterator[Hits]:
    """Run with a mutant in place."""
    hits = Hits()
    with patched(*MUTANTS[name](hits)):
        yield hits


@mutant
def sequence_cursor(hits: Hits) -> list[Change]:
    """Numbers come from a sequence of their own transaction instead of the row that stays locked until the commit."""

    def advance(connection: Connection, counts: dict[str, int]) -> dict[str, int]:
        hits()
        with connection.engine.connect() as apart, apart.begin():
            return original(apart, counts)

    original = publish.advance
    return [(publish, "advance", advance)]


@mutant
def no_gone_on_a_move(hits: Hits) -> list[Change]:
    """A row that moves appears in its new scope and is never said to have left the old one."""

    def leave(connection: Connection, entries: dict[Any, Any], root: str, origin: str, to: str | None) -> None:
        before = set(entries)
        original(connection, entries, root, origin, to)
        for key in [key for key in entries if key not in before and key[2] == origin]:
            hits()
            del entries[key]

    original = publish._leave
    return [(publish, "_leave", leave)]


@mutant
def receipt_before_effect(hits: Hits) -> list[Change]:
    """The verdict is committed first, what it says happened in a second transaction."""

    def push(server: Server, caller: Caller, request: PushRequest) -> PushResponse:
        flushed: list[tuple[list[Any], Any]] = []
        published: list[tuple[list[Any], str]] = []

        def flush_later(_connection: Connection, effects: Iterable[Any], keep: Any) -> None:
            hits()
            flushed.append((list(effects), keep))

        with patched(
            (batch, "flush", flush_later),
            (batch, "publish", lambda _connection, steps, at: published.append((list(steps), at))),
        ):
            response: PushResponse = original(server, caller, request)
        with server.database.write() as connection:
            for effects, keep in flushed:
                flush(connection, effects, keep)
            for steps, at in published:
                publish.publish(connection, steps, at)
        return response

    original, flush = current(router, "take_in"), current(batch, "flush")
    return [(router, "take_in", push)]


@mutant
def receipt_after_effect(hits: Hits) -> list[Change]:
    """The verdict is written in a transaction after that of the effect."""

    def push(server: Server, caller: Caller, request: PushRequest) -> PushResponse:
        kept: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

        def keep(_connection: Connection, *rest: Any, **named: Any) -> None:
            hits()
            kept.append((rest, named))

        with patched((batch, "write_receipts", keep)):
            response: PushResponse = original(server, caller, request)
        with server.database.write() as connection:
            for rest, named in kept:
                write(connection, *rest, **named)
        return response

    original, write = current(router, "take_in"), current(batch, "write_receipts")
    return [(router, "take_in", push)]


@mutant
def no_receipt(hits: Hits) -> list[Change]:
    """Nobody remembers what was taken in: what comes again is decided again."""

    def known(_connection: Connection, _caller: Caller, device: Any, operations: Sequence[Any]) -> tuple[Any, ...]:
        if any(operation.seq <= device.last_seq for operation in operations):
            hits()
        return [], list(operations)

    def write(connection: Connection, device_id: str, decided: Sequence[Any], **named: Any) -> None:
        column = schema.receipt.c
        numbers = [operation.seq for operation, _ in decided]
        connection.execute(sa.delete(schema.receipt).where(column.device_id == device_id, column.seq.in_(numbers)))
        original(connection, device_id, decided, **named)

    original = current(batch, "write_receipts")
    return [
        (batch, "known_verdicts", known),
        (batch, "decided_elsewhere", lambda *_: {}),
        (batch, "write_receipts", write),
    ]


@mutant
def acknowledge_before_commit(hits: Hits) -> list[Change]:
    """The answer is on its way before the commit: when that fails, the device was told a lie."""

    def push(server: Server, caller: Caller, request: PushRequest) -> PushResponse:
        told: list[PushResponse] = []

        def take_and_tell(*arguments: Any, **named: Any) -> PushResponse:
            at_point = current(batch, "crash_point")
            quiet = (batch, "crash_point", lambda name: None if name == "push.before_commit" else at_point(name))
            with patched(quiet):
                told.append(take(*arguments, **named))
            at_point("push.before_commit")
            return told[-1]

        with patched((batch, "take", take_and_tell)):
            try:
                response: PushResponse = original(server, caller, request)
            except Exception:
                if not told:
                    raise
                hits()
                return told[-1]
            return response

    original, take = current(router, "take_in"), batch.take
    return [(router, "take_in", push)]


@mutant
def cursor_before_rows(hits: Hits) -> list[Change]:
    """The device writes how far it read before it writes what it read."""

    def apply_page(self: Exchange, page: Page, *rows: Any) -> PageApplied | Any:
        if page.cursors:
            hits()
            with self._store.write() as connection:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO cursor (scope, seq) VALUES (?, ?)", list(page.cursors.items())
                )
        return original(self, page, *rows)

    original = Exchange.apply_page
    return [(Exchange, "apply_page", apply_page)]


@mutant
def rows_of_a_lost_scope_kept(hits: Hits) -> list[Change]:
    """The device forgets that it has a scope, but not the scope's rows."""

    def leave(connection: Connection, scopes: Iterable[str]) -> int:
        kept = set(scopes)
        for row in connection.exec_driver_sql("SELECT scope FROM cursor").all():
            if row.scope not in kept:
                hits()
                connection.exec_driver_sql("DELETE FROM cursor WHERE scope = ?", (row.scope,))
        return 0

    return [(pages, "_leave_all_but", leave)]


@mutant
def no_sending_again_after_a_restore(hits: Hits) -> list[Change]:
    """What the server lost with a backup stays with the device, believed to be safe."""

    def send_again_from(_connection: Connection, _seq: int) -> int:
        hits()
        return 0

    return [(repository, "send_again_from", send_again_from)]


@mutant
def no_erasing_again_after_a_restore(hits: Hits) -> list[Change]:
    """Nobody reads the journal of erasures: what was erased after a backup is back with it."""

    def erase_again(_server: Server) -> erasure.ErasedAgain:
        hits()
        return erasure.ErasedAgain()

    return [(erasure, "erase_again", erase_again)]


@mutant
def operations_on_erased_tips_kept(hits: Hits) -> list[Change]:
    """A refused operation on an erased tip is kept in its receipt, with all that it says."""

    def write(*arguments: Any, erased: Any, **named: Any) -> None:
        hits.count += len(erased)
        original(*arguments, erased=(), **named)

    original = current(batch, "write_receipts")
    return [(batch, "write_receipts", write)]


@mutant
def commit_without_the_disk(hits: Hits) -> list[Change]:
    """PostgreSQL answers a commit before it is on the disk."""

    def options() -> str:
        hits()
        return original().replace("synchronous_commit=on", "synchronous_commit=off")

    original = database.postgres_options
    return [(database, "postgres_options", options)]
