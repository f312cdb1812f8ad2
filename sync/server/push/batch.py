"""A push: one transaction for the batch, one stored verdict for each operation, the counters last.

Locks are taken in one order everywhere: the device's row, the targets sorted by id, the year's number, the counters
of the scopes sorted. The batch is decided in memory and written at once; if the database refuses it, the batch is run
again with a savepoint around each operation, so that only the one at fault is rejected.
"""

import hashlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from sync.protocol.messages import PushRequest, PushResponse
from sync.server import schema
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import actor, roster
from sync.server.audit import service as audit
from sync.server.changes.decide import decide, internal, unstorable
from sync.server.changes.effects import Decision, flush
from sync.server.changes.stamps import DeviceClock, measured
from sync.server.changes.state import BatchState
from sync.server.feed.publish import Step, publish
from sync.server.ground.crashpoints import crash_point
from sync.server.ground.database import for_update, is_transient
from sync.server.ground.documents import ERASED_OPERATION, UnstorableDocument
from sync.server.ground.meta import incarnation_for
from sync.server.http.refusals import Refusal, revoked
from sync.server.service import Server
from sync.server.tips.filing import Desk

log = logging.getLogger("okrskar.server")
_TRIES = 3
DIVERGED = "diverged"


class _NeedsSavepoints(Exception):
    """The database refused the batch as a whole; the fault lies with one of its operations."""


@dataclass(frozen=True, slots=True)
class _Device:
    last_seq: int
    clock: DeviceClock
    now: str


@dataclass(frozen=True, slots=True)
class _Decided:
    """The verdict that an operation's id has already, and the operation, or its stored JSON."""

    verdict: Verdict
    operation: RecordedOperation | str


def push(server: Server, caller: Caller, request: PushRequest) -> PushResponse:
    """Take a batch in; answered after the commit. Refused as a whole: ``gap``, ``diverged``, ``revoked``."""
    crash_point("push.before_begin")
    try:
        response = server.database.durably(lambda c: take(c, server, caller, request, savepoints=False))
    except _NeedsSavepoints:
        response = server.database.durably(lambda c: take(c, server, caller, request, savepoints=True))
    except Refusal as refusal:
        if refusal.code == DIVERGED:
            server.database.durably(lambda c: stop_diverged(c, caller, server.now()))
        raise
    crash_point("push.after_commit")
    return response


def stop_diverged(connection: Connection, caller: Caller, now: str) -> None:
    """From now on nothing is taken from this device id: neither of its two pasts may go on unseen."""
    device = schema.device.c
    mark = sa.update(schema.device).where(device.id == caller.device_id, device.diverged_at.is_(None))
    if connection.execute(mark.values(diverged_at=now)).rowcount:
        audit.record(connection, now, caller, "device.diverged", caller.device_id or "")


def take(
    connection: Connection, server: Server, caller: Caller, request: PushRequest, *, savepoints: bool
) -> PushResponse:
    """The whole transaction but for its commit."""
    now = server.now()
    device = lock_device(connection, server, caller, request, now)
    crash_point("push.after_device_lock")
    verdicts, fresh = known_verdicts(connection, caller, device, one_each(request.operations))
    if fresh:
        state = BatchState(
            connection,
            actor=actor(connection, caller.officer_id, caller.role, now),
            desk=Desk(server.lookups.get(connection), roster(connection, now)),
            now=now,
            clock=device.clock,
        )
        state.load(fresh)
        if not savepoints and any(record.archived for record in state.tips.values()):
            raise _NeedsSavepoints  # what comes back from the archive is read from the tables
        decisions = decide_all(state, fresh, _elsewhere(connection, caller, fresh), savepoints=savepoints)
        crash_point("push.after_effects")
        write_receipts(connection, caller, fresh, decisions, device, erased=state.erased)
        verdicts += [decision.verdict for decision in decisions]
        crash_point("push.after_receipts")
        publish(connection, _steps(decisions), now)
    crash_point("push.before_commit")
    return PushResponse(tuple(verdicts), now, incarnation_for(connection, caller.role))


def lock_device(connection: Connection, server: Server, caller: Caller, request: PushRequest, now: str) -> _Device:
    """Lock the device's row, check that it is in service and that nothing is missing, note its clock."""
    device = schema.device.c
    query = sa.select(device.last_seq, device.revoked_at, device.diverged_at).where(device.id == caller.device_id)
    row = connection.execute(for_update(query)).one()
    if row.revoked_at is not None:
        raise revoked()
    if row.diverged_at is not None:
        raise diverged()
    expected = row.last_seq + 1
    for operation in request.operations:
        if operation.seq > expected:
            raise Refusal(409, "gap", "Operations are missing before these.", expected_seq=expected)
        expected = max(expected, operation.seq + 1)
    clock = measured(request.device_at, now, server.settings.clock_tolerance_seconds)
    highest = max([request.highest_seq, row.last_seq, *(operation.seq for operation in request.operations)])
    connection.execute(
        sa.update(schema.device)
        .where(device.id == caller.device_id)
        .values(last_seq=expected - 1, highest_seq=highest, offset_seconds=clock.offset, seen_at=now)
    )
    since = connection.execute(sa.select(sa.func.min(device.enrolled_at)).where(device.officer_id == caller.officer_id))
    return _Device(row.last_seq, replace(clock, since=since.scalar_one()), now)


def one_each(operations: Sequence[RecordedOperation]) -> list[RecordedOperation]:
    """One operation for each number: the same one again counts once, two different ones are two pasts."""
    by_seq: dict[int, RecordedOperation] = {}
    for operation in operations:
        first = by_seq.setdefault(operation.seq, operation)
        if first is not operation and digest(first) != digest(operation):
            raise diverged()
    return list(by_seq.values())


def known_verdicts(
    connection: Connection, caller: Caller, device: _Device, operations: Sequence[RecordedOperation]
) -> tuple[list[Verdict], list[RecordedOperation]]:
    """The stored verdicts of operations sent before, and those that are new. Refused where the content differs."""
    repeated = {operation.seq: operation for operation in operations if operation.seq <= device.last_seq}
    receipt = schema.receipt.c
    verdicts: list[Verdict] = []
    if repeated:
        query = sa.select(receipt.seq, receipt.sha256, receipt.verdict).where(
            receipt.device_id == caller.device_id, receipt.seq.in_(sorted(repeated))
        )
        for row in connection.execute(query.order_by(receipt.seq)):
            if row.sha256 != digest(repeated[row.seq]):
                raise diverged()
            verdicts.append(msgspec.json.decode(row.verdict, type=Verdict))
    return verdicts, [operation for operation in operations if operation.seq > device.last_seq]


def decide_all(
    state: BatchState,
    operations: Sequence[RecordedOperation],
    elsewhere: dict[str, _Decided],
    *,
    savepoints: bool,
) -> list[Decision]:
    """Decide the operations in their order and write the effects."""
    decisions: list[Decision] = []
    for operation in operations:
        if operation.id in elsewhere:
            decisions.append(_decided_before(operation, elsewhere[operation.id]))
            continue
        decision = _decide_carefully(state, operation, savepoints=savepoints)
        state.accept(decision.effects)
        elsewhere[operation.id] = _Decided(decision.verdict, operation)
        decisions.append(decision)
    if not savepoints:
        try:
            flush(state.connection, [decision.effects for decision in decisions])
        except Exception as error:
            if isinstance(error, sa.exc.DBAPIError) and (is_transient(error) or error.connection_invalidated):
                raise
            raise _NeedsSavepoints from error
    return decisions


def _decided_before(operation: RecordedOperation, before: _Decided) -> Decision:
    """The verdict that its id has already; what says something else under a used id is not passed off as done."""
    if before.operation == ERASED_OPERATION or essence(before.operation) == essence(operation):
        return Decision(msgspec.structs.replace(before.verdict, seq=operation.seq))
    return Decision(Verdict(operation.seq, operation.id, VerdictKind.REJECTED, Code.ALREADY_EXISTS))


def _decide_carefully(state: BatchState, operation: RecordedOperation, *, savepoints: bool) -> Decision:
    reason = ""
    for _ in range(_TRIES):
        try:
            if not savepoints:
                return decide(state, operation)
            with state.connection.begin_nested():
                decision = decide(state, operation)
                flush(state.connection, [decision.effects])
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


def write_receipts(
    connection: Connection,
    caller: Caller,
    operations: Sequence[RecordedOperation],
    decisions: Sequence[Decision],
    device: _Device,
    *,
    erased: Collection[str],
) -> None:
    """The verdicts, in the transaction of their effects; what could not be read or handled is set aside besides.

    What an operation on something erased says is not kept: it would be back by another door.
    """
    rows = []
    aside = []
    for operation, decision in zip(operations, decisions, strict=True):
        text = ERASED_OPERATION if operation.target in erased else msgspec.json.encode(operation).decode()
        rows.append({
            "device_id": caller.device_id, "seq": operation.seq, "op_id": operation.id, "sha256": digest(operation),
            "verdict": msgspec.json.encode(decision.verdict).decode(), "operation": text, "received_at": device.now,
            "offset_seconds": device.clock.offset,
        })  # fmt: skip
        if decision.quarantine is not None:
            aside.append({"op_id": operation.id, "device_id": caller.device_id, "operation": text,
                          "reason": decision.quarantine, "at": device.now})  # fmt: skip
    connection.execute(sa.insert(schema.receipt), rows)
    if aside:
        connection.execute(sa.insert(schema.quarantine), aside)


def digest(operation: RecordedOperation) -> str:
    """The SHA-256 of an operation's content, whatever the order of its keys was."""
    return hashlib.sha256(msgspec.json.encode(operation, order="sorted")).hexdigest()


def essence(operation: RecordedOperation | str) -> bytes:
    """What an operation says, by whichever device and under whichever number it comes; a text is its stored JSON."""
    text = operation if isinstance(operation, str) else msgspec.json.encode(operation)
    return msgspec.json.encode(msgspec.json.decode(text) | {"seq": 0}, order="sorted")


def diverged() -> Refusal:
    """Two different pasts under one device id: a cloned or restored device has to be enrolled anew."""
    return Refusal(409, DIVERGED, "This device is a copy of another, or was restored. Enrol it anew; nothing is lost.")


def _elsewhere(connection: Connection, caller: Caller, operations: Sequence[RecordedOperation]) -> dict[str, _Decided]:
    """Verdicts on the same operations that came through another device of the same person: they do not double."""
    receipt, device = schema.receipt.c, schema.device.c
    query = (
        sa.select(receipt.op_id, receipt.verdict, receipt.operation)
        .join(schema.device, device.id == receipt.device_id)
        .where(receipt.op_id.in_([operation.id for operation in operations]), device.officer_id == caller.officer_id)
        .order_by(receipt.received_at.desc(), receipt.seq.desc())  # the first one decided stands
    )
    return {
        row.op_id: _Decided(msgspec.json.decode(row.verdict, type=Verdict), row.operation)
        for row in connection.execute(query)
    }


def _steps(decisions: Sequence[Decision]) -> list[Step]:
    return [step for decision in decisions for step in decision.effects.steps]
