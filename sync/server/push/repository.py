"""The database's side of a push: the device's row, receipts, what is set aside."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation, Verdict
from app.ratings.operations import RatingCollect
from sync.server.accounts.callers import Caller
from sync.server.accounts.tables import account, device
from sync.server.changes.effects import Decision
from sync.server.feed.tables import erased
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ground.documents import ERASED_OPERATION, ids_in, verdict_without_state
from sync.server.ground.many import Many
from sync.server.push.tables import aside_use, quarantine, receipt

_RECEIPT = Many.insert(receipt)


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """How far a device came; ``in_service`` and ``diverged`` say whether anything more is taken from it."""

    last_seq: int
    in_service: bool
    diverged: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict that an operation's id has already, and the operation, or its stored JSON."""

    verdict: Verdict
    operation: RecordedOperation | str


def lock_device(connection: Connection, device_id: str | None) -> DeviceRow:
    """Lock the device's row: the first lock of every push."""
    query = sa.select(device.c.last_seq, device.c.revoked_at, device.c.diverged_at).where(device.c.id == device_id)
    row = connection.execute(for_update(query)).one()
    return DeviceRow(row.last_seq, row.revoked_at is None, row.diverged_at is not None)


def note_contact(
    connection: Connection, device_id: str | None, *, last_seq: int, highest_seq: int, offset: float, now: str
) -> None:
    """Write how far the device came, what it says to have, and how far its clock is off."""
    values = {"last_seq": last_seq, "highest_seq": highest_seq, "offset_seconds": offset, "seen_at": now}
    connection.execute(sa.update(device).where(device.c.id == device_id).values(values))


def mark_diverged(connection: Connection, device_id: str | None, now: str) -> bool:
    """Take nothing more from this device id; False where that was so already."""
    mark = sa.update(device).where(device.c.id == device_id, device.c.diverged_at.is_(None))
    return connection.execute(mark.values(diverged_at=now)).rowcount > 0


def first_enrolment(connection: Connection, officer_id: str) -> str:
    """When the person got their first device."""
    query = sa.select(sa.func.min(device.c.enrolled_at)).where(device.c.officer_id == officer_id)
    return str(connection.execute(query).scalar() or "")


def receipts(connection: Connection, device_id: str | None, seqs: Collection[int]) -> list[tuple[int, str, Verdict]]:
    """Number, hash and verdict of what was taken under these numbers, in their order."""
    query = sa.select(receipt.c.seq, receipt.c.sha256, receipt.c.verdict).where(
        receipt.c.device_id == device_id, receipt.c.seq.in_(sorted(seqs))
    )
    return [
        (row.seq, row.sha256, msgspec.json.decode(row.verdict, type=Verdict))
        for row in connection.execute(query.order_by(receipt.c.seq))
    ]


def decided_elsewhere(
    connection: Connection, officer_id: str, operations: Sequence[RecordedOperation]
) -> dict[str, Decided]:
    """Verdicts on the same operations that came through another device of the same person: they do not double."""
    query = (
        sa.select(receipt.c.op_id, receipt.c.verdict, receipt.c.operation)
        .join(device, device.c.id == receipt.c.device_id)
        .where(among(receipt.c.op_id, (operation.id for operation in operations)), device.c.officer_id == officer_id)
        .order_by(receipt.c.received_at.desc(), receipt.c.seq.desc())  # the first one decided stands
    )
    return {
        row.op_id: Decided(msgspec.json.decode(row.verdict, type=Verdict), row.operation)
        for row in connection.execute(query)
    }


def write_receipts(
    connection: Connection,
    device_id: str | None,
    decided: Sequence[tuple[RecordedOperation, Decision]],
    *,
    now: str,
    offset: float,
    erased: Collection[str],
) -> None:
    """The verdicts, in the transaction of their effects; what could not be read or handled is set aside besides.

    What an operation on something erased says is not kept: it would be back by another door. Nor is what names it
    somewhere, where nobody can read what is said of it. Nor is what somebody said of a place, where it is no rating: it
    has nothing by which it would be forgotten in its time.
    """
    rows = []
    aside = []
    named = _erased_in(connection, [operation for operation, decision in decided if decision.counts])
    for operation, decision in decided:
        is_erased = operation.target in erased or operation.id in named
        verdict = msgspec.json.encode(decision.verdict).decode()
        text = ERASED_OPERATION if is_erased else msgspec.json.encode(operation).decode()
        is_loose = operation.kind == RatingCollect.KIND and decision.effects.rating is None
        rows.append({
            "device_id": device_id, "seq": operation.seq, "op_id": operation.id, "sha256": digest(operation),
            "verdict": verdict_without_state(verdict) if is_erased else verdict,
            "operation": ERASED_OPERATION if is_loose else text, "received_at": now,
            "offset_seconds": offset, "odd": decision.counts,
        })  # fmt: skip
        if decision.quarantine is not None:
            aside.append({"op_id": operation.id, "device_id": device_id, "operation": text,
                          "reason": decision.quarantine, "at": now})  # fmt: skip
    _RECEIPT.run(connection, rows)
    if aside:
        connection.execute(sa.insert(quarantine), aside)


def digest(operation: RecordedOperation) -> str:
    """The SHA-256 of an operation's content, whatever the order of its keys was."""
    return hashlib.sha256(msgspec.json.encode(operation, order="sorted")).hexdigest()


def essence(operation: RecordedOperation | str) -> bytes:
    """What an operation says, by whichever device and under whichever number it comes; a text is its stored JSON."""
    text = operation if isinstance(operation, str) else msgspec.json.encode(operation)
    return msgspec.json.encode(msgspec.json.decode(text) | {"seq": 0}, order="sorted")


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose device it is, in which state, and by how many seconds its clock was off at the last contact."""

    caller: Caller
    revoked: bool
    diverged: bool
    offset: float


def public_key(connection: Connection, device_id: str) -> bytes | None:
    """The device's Ed25519 public key; None for a device that never was enrolled."""
    key: bytes | None = connection.execute(sa.select(device.c.public_key).where(device.c.id == device_id)).scalar()
    return key


def sender(connection: Connection, device_id: str) -> Sender:
    """The device that is enrolled under this id, in service or not."""
    query = (
        sa.select(device.c.revoked_at, device.c.diverged_at, device.c.offset_seconds, account.c.id, account.c.name,
                  account.c.role)
        .join(account, account.c.id == device.c.officer_id)
        .where(device.c.id == device_id)
    )  # fmt: skip
    row = connection.execute(query).one()
    caller = Caller(row.id, row.name, Role(row.role), device_id)
    return Sender(caller, row.revoked_at is not None, row.diverged_at is not None, row.offset_seconds or 0.0)


@dataclass(frozen=True, slots=True)
class Use:
    """So many operations of so many bytes were kept, of one device and at one moment, that nobody can read."""

    device_id: str
    at: str
    operations: int
    size: int


def uses(connection: Connection, officer_id: str, since: str) -> list[Use]:
    """What was kept of this person after a moment, the oldest first; their row stays locked until the commit."""
    mine = sa.select(account.c.id).where(account.c.id == officer_id)
    connection.execute(mine.with_for_update(key_share=True)).one()
    column = aside_use.c
    query = sa.select(column.device_id, column.at, column.operations, column.bytes)
    rows = connection.execute(query.where(column.officer_id == officer_id, column.at > since).order_by(column.at))
    return [Use(row.device_id, row.at, row.operations, row.bytes) for row in rows]


def note_use(connection: Connection, officer_id: str, use: Use, *, since: str) -> None:
    """Count what is kept, and forget what was up to a moment."""
    column = aside_use.c
    connection.execute(sa.delete(aside_use).where(column.officer_id == officer_id, column.at <= since))
    connection.execute(
        sa.insert(aside_use).values(
            id=new_id(), officer_id=officer_id, device_id=use.device_id, at=use.at, operations=use.operations,
            bytes=use.size,
        )
    )  # fmt: skip


def known_aside(connection: Connection, device_id: str) -> set[str]:
    """The ids of the operations of a device that wait in quarantine."""
    query = sa.select(quarantine.c.op_id).where(quarantine.c.device_id == device_id)
    return set(connection.execute(query).scalars())


def set_aside(
    connection: Connection, device_id: str, operations: Sequence[RecordedOperation], *, reason: str, now: str
) -> None:
    """Put operations aside that may have no effect: each once, none of them there yet."""
    gone = _erased(connection, {operation.target for operation in operations})
    named = _erased_in(connection, operations)
    rows = [
        {
            "op_id": operation.id,
            "device_id": device_id,
            "operation": ERASED_OPERATION
            if operation.target in gone or operation.id in named
            else msgspec.json.encode(operation).decode(),
            "reason": reason,
            "at": now,
        }
        for operation in operations
    ]
    if rows:
        connection.execute(sa.insert(quarantine), rows)


def _erased_in(connection: Connection, operations: Sequence[RecordedOperation]) -> set[str]:
    """Which of these operations name something erased, wherever they do it."""
    if not operations:
        return set()
    named = {operation.id: ids_in(msgspec.json.encode(operation).decode()) for operation in operations}
    gone = _erased(connection, set().union(*named.values()))
    return {operation_id for operation_id, ids in named.items() if ids & gone}


def _erased(connection: Connection, row_ids: Collection[str]) -> set[str]:
    return set(connection.execute(sa.select(erased.c.row_id).where(among(erased.c.row_id, row_ids))).scalars())


def forget_said(connection: Connection, operation_ids: Sequence[str]) -> None:
    """Keep of these operations that they came, and nothing of what they said."""
    if operation_ids:
        sent = sa.update(receipt).where(among(receipt.c.op_id, operation_ids))
        connection.execute(sent.values(operation=ERASED_OPERATION))


def forget_aside(connection: Connection, kind: str, before: str) -> None:
    """Keep nothing of what operations of a kind said that were set aside before a moment."""
    named = f'%"kind":{msgspec.json.encode(kind).decode()}%'
    old = sa.update(quarantine).where(quarantine.c.at < before, quarantine.c.operation.like(named))
    connection.execute(old.values(operation=ERASED_OPERATION))
