"""A push: one transaction for the batch, one stored verdict for each operation, the counters last.

Locks are taken in one order everywhere: the device's row, the targets sorted by id, the year's number, the counters
of the scopes sorted. The batch is decided in memory and written at once; if the database refuses it, the batch is run
again with a savepoint around each operation, so that only the one at fault is rejected.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from sync.protocol.messages import PushRequest, PushResponse
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import actor
from sync.server.audit import service as audit
from sync.server.changes.decide import decide
from sync.server.changes.effects import Decision, flush
from sync.server.changes.service import batch_state
from sync.server.changes.stamps import DeviceClock, measured
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import internal, rejected, unstorable
from sync.server.feed.publish import Step, publish
from sync.server.ground.crashpoints import crash_point
from sync.server.ground.database import is_transient
from sync.server.ground.documents import ERASED_OPERATION, UnstorableDocument
from sync.server.ground.meta import incarnation_for
from sync.server.push import repository
from sync.server.push.outcomes import Diverged, Gap, NotTaken, NotTakenError, OutOfService
from sync.server.push.repository import Decided, decided_elsewhere, digest, essence, write_receipts
from sync.server.push.room import Room
from sync.server.service import Server

log = logging.getLogger("okrskar.server")
_TRIES = 3


class _NeedsSavepoints(Exception):
    """The database refused the batch as a whole; the fault lies with one of its operations."""


@dataclass(frozen=True, slots=True)
class _Device:
    last_seq: int
    clock: DeviceClock


def push(server: Server, caller: Caller, request: PushRequest) -> PushResponse | NotTaken:
    """Take a batch in; answered after the commit."""
    crash_point("push.before_begin")
    try:
        response = server.database.durably(lambda c: take(c, server, caller, request, savepoints=False))
    except _NeedsSavepoints:
        response = server.database.durably(lambda c: take(c, server, caller, request, savepoints=True))
    except NotTakenError as stopped:
        if isinstance(stopped.outcome, Diverged):
            server.database.durably(lambda c: stop_diverged(c, caller, server.now()))
        return stopped.outcome
    crash_point("push.after_commit")
    return response


def stop_diverged(connection: Connection, caller: Caller, now: str) -> None:
    """From now on nothing is taken from this device id: neither of its two pasts may go on unseen."""
    if repository.mark_diverged(connection, caller.device_id, now):
        audit.record(connection, now, caller, "device.diverged", caller.device_id or "")


def take(
    connection: Connection, server: Server, caller: Caller, request: PushRequest, *, savepoints: bool
) -> PushResponse:
    """The whole transaction but for its commit."""
    now = server.now()
    device = lock_device(connection, server, caller, request, now)
    crash_point("push.after_device_lock")
    room = Room(connection, server.settings, caller.officer_id, caller.device_id or "", now)
    verdicts, fresh = known_verdicts(connection, caller, device, one_each(request.operations))
    if fresh:
        who = actor(connection, caller.officer_id, caller.role, now)
        state = batch_state(connection, server, who, now=now, clock=device.clock)
        state.load(fresh)
        if not savepoints and any(record.archived for record in state.tips.values()):
            raise _NeedsSavepoints  # what comes back from the archive is read from the tables
        elsewhere = decided_elsewhere(connection, caller.officer_id, fresh)
        decided = decide_all(state, fresh, elsewhere, room, savepoints=savepoints)
        crash_point("push.after_effects")
        write_receipts(connection, caller.device_id, decided, now=now, offset=device.clock.offset, erased=state.erased)
        room.close()
        verdicts += [decision.verdict for _, decision in decided]
        crash_point("push.after_receipts")
        publish(connection, _steps(decided), now)
    crash_point("push.before_commit")
    verdicts.sort(key=lambda one: one.seq)
    answered = {one.seq for one in verdicts}
    held = tuple(operation.seq for operation in fresh if operation.seq not in answered)
    if held:
        log.warning("%s operations of device %s are held back: no more room for such", len(held), caller.device_id)
    return PushResponse(
        tuple(verdicts), now, incarnation_for(connection, caller.role), held, room.wait() if held else None
    )


def lock_device(connection: Connection, server: Server, caller: Caller, request: PushRequest, now: str) -> _Device:
    """Lock the device's row, check that it is in service and that nothing is missing, note its clock."""
    row = repository.lock_device(connection, caller.device_id)
    if not row.in_service:
        raise NotTakenError(OutOfService())
    if row.diverged:
        raise NotTakenError(Diverged())
    expected = row.last_seq + 1
    for operation in request.operations:
        if operation.seq > expected:
            raise NotTakenError(Gap(expected))
        expected = max(expected, operation.seq + 1)
    clock = measured(request.device_at, now, server.settings.clock_tolerance_seconds)
    repository.note_contact(
        connection,
        caller.device_id,
        last_seq=expected - 1,
        highest_seq=max([request.highest_seq, row.last_seq, *(operation.seq for operation in request.operations)]),
        offset=clock.offset,
        now=now,
    )
    since = repository.first_enrolment(connection, caller.officer_id)
    return _Device(row.last_seq, replace(clock, since=since))


def one_each(operations: Sequence[RecordedOperation]) -> list[RecordedOperation]:
    """One operation for each number: the same one again counts once, two different ones are two pasts."""
    by_seq: dict[int, RecordedOperation] = {}
    for operation in operations:
        first = by_seq.setdefault(operation.seq, operation)
        if first is not operation and digest(first) != digest(operation):
            raise NotTakenError(Diverged())
    return list(by_seq.values())


def known_verdicts(
    connection: Connection, caller: Caller, device: _Device, operations: Sequence[RecordedOperation]
) -> tuple[list[Verdict], list[RecordedOperation]]:
    """The stored verdicts of operations sent before, and those that have none: new ones, and some held back before."""
    repeated = {operation.seq: operation for operation in operations if operation.seq <= device.last_seq}
    verdicts: list[Verdict] = []
    if repeated:
        for seq, sha256, verdict in repository.receipts(connection, caller.device_id, repeated.keys()):
            if sha256 != digest(repeated[seq]):
                raise NotTakenError(Diverged())
            verdicts.append(verdict)
    answered = {verdict.seq for verdict in verdicts}
    return verdicts, [operation for operation in operations if operation.seq not in answered]


def decide_all(
    state: BatchState,
    operations: Sequence[RecordedOperation],
    elsewhere: dict[str, Decided],
    room: Room,
    *,
    savepoints: bool,
) -> list[tuple[RecordedOperation, Decision]]:
    """Decide the operations in their order and write the effects; those for which there is no room are left out.

    They have no effect whatever is decided, so that what comes after them does not miss them.
    """
    decided: list[tuple[RecordedOperation, Decision]] = []
    for operation in operations:
        before = elsewhere.get(operation.id)
        if before is not None:
            decision = _decided_before(operation, before)
        else:
            decision = _decide_carefully(state, operation, savepoints=savepoints)
        if decision.counts and not room.take(len(msgspec.json.encode(operation))):
            continue
        if before is None:
            state.accept(decision.effects)
            elsewhere[operation.id] = Decided(decision.verdict, operation)
        decided.append((operation, decision))
    if not savepoints:
        try:
            flush(state.connection, [decision.effects for _, decision in decided], state.keep)
        except Exception as error:
            if isinstance(error, sa.exc.DBAPIError) and (is_transient(error) or error.connection_invalidated):
                raise
            raise _NeedsSavepoints from error
    return decided


def _decided_before(operation: RecordedOperation, before: Decided) -> Decision:
    """The verdict that its id has already; what says something else under a used id is not passed off as done."""
    if before.operation == ERASED_OPERATION or essence(before.operation) == essence(operation):
        is_odd = before.verdict.verdict is VerdictKind.REJECTED
        return Decision(msgspec.structs.replace(before.verdict, seq=operation.seq), odd=is_odd)
    return rejected(operation, Code.ALREADY_EXISTS, odd=True)


def _decide_carefully(state: BatchState, operation: RecordedOperation, *, savepoints: bool) -> Decision:
    reason = ""
    for _ in range(_TRIES):
        try:
            if not savepoints:
                return decide(state, operation)
            with state.connection.begin_nested():
                decision = decide(state, operation)
                flush(state.connection, [decision.effects], state.keep)
                return decision
        except sa.exc.DBAPIError as error:
            if is_transient(error) or error.connection_invalidated:
                raise
            if not savepoints:
                raise _NeedsSavepoints from error
            reason = type(error).__name__
        except UnstorableDocument:
            return unstorable(operation)
        except Exception as error:  # noqa: BLE001 - one poisonous operation must not hold up the queue
            reason = type(error).__name__
    log.error("operation %s of kind %s raised %s three times: quarantined", operation.id, operation.kind, reason)
    return internal(operation, reason)


def _steps(decided: Sequence[tuple[RecordedOperation, Decision]]) -> list[Step]:
    return [step for _, decision in decided for step in decision.effects.steps]
