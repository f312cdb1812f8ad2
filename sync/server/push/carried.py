"""Work carried to the station in a file, by a device that can not get through: the same path as a push.

The file is the device's signed outbox (``app.outbox.archive``). Its operations keep their numbers and ids, so that
taking it twice, or taking it and hearing of it from the device later, doubles nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

import sqlalchemy as sa
from msgspec.json import encode
from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from app.outbox import archive
from app.outbox.domain import RecordedOperation, Verdict
from app.outbox.sealing import DamagedError, NotForUsError, open_sealed
from sync.protocol.messages import MAX_BATCH, PROTOCOL, PushRequest
from sync.server import schema
from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.ground.denials import Denial
from sync.server.ground.documents import ERASED_OPERATION
from sync.server.ground.moments import instant
from sync.server.photos import uploads
from sync.server.photos.outcomes import WORDS, Denied, Progress, Reason
from sync.server.push.batch import push
from sync.server.service import Server

OUT_OF_SERVICE = "carried from a device out of service"
DIVERGED = "carried from a copied or restored device"


class CarriedRefused(Exception):
    """The file is not taken; the text says why. Nothing of it was taken, or what was is taken once for good."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a file: the verdicts in the order of the operations, photos kept, photos refused and why."""

    device_id: str
    verdicts: tuple[Verdict, ...]
    photos: int
    refused_photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """The device is out of service, or a copy of another: so many operations wait in quarantine, none has an effect."""

    device_id: str
    operations: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Sender:
    caller: Caller
    aside: str
    offset: float


def take_file(server: Server, file: BinaryIO) -> Carried | SetAside:
    """Check the whole sealed file, then take its operations and photos. Raises CarriedRefused, OSError."""
    try:
        return _take_opened(server, open_sealed(file, server.station_key.private()))
    except NotForUsError:
        raise CarriedRefused(
            "this is no outbox exported for this station: it is sealed to another or not at all"
        ) from None
    except DamagedError:
        raise CarriedRefused("the file is cut off or damaged: export or copy it again") from None


def _take_opened(server: Server, file: BinaryIO) -> Carried | SetAside:
    match archive.verify(file, lambda device_id: _public_key(server, device_id)):
        case archive.Refusal(reason="not_an_outbox"):
            raise CarriedRefused("this is not an exported outbox")
        case archive.Refusal(reason="cut"):
            raise CarriedRefused("the file is cut off or damaged: export or copy it again")
        case archive.Refusal():
            raise CarriedRefused("the signature is of no device enrolled here, or the file was changed")
        case archive.Header(device_id=device_id):
            pass
    sender = _sender(server, device_id)
    operations = [line.operation for line in archive.read(file) if isinstance(line, archive.OperationLine)]
    if sender.aside:
        return _set_aside(server, sender, operations)
    verdicts = _push(server, sender, operations)
    photos, refused = _take_photos(server, sender.caller, archive.read(file))
    _note(server, "outbox.import", device_id, len(operations))
    return Carried(device_id, verdicts, photos, refused)


def _public_key(server: Server, device_id: str) -> bytes | None:
    with server.database.read() as connection:
        query = sa.select(schema.device.c.public_key).where(schema.device.c.id == device_id)
        key: bytes | None = connection.execute(query).scalar()
    return key


def _sender(server: Server, device_id: str) -> _Sender:
    device, account = schema.device.c, schema.account.c
    query = (
        sa.select(device.revoked_at, device.diverged_at, device.offset_seconds, account.id, account.name, account.role)
        .join(schema.account, account.id == device.officer_id)
        .where(device.id == device_id)
    )
    with server.database.read() as connection:
        row = connection.execute(query).one()
    caller = Caller(row.id, row.name, Role(row.role), device_id)
    aside = OUT_OF_SERVICE if row.revoked_at is not None else DIVERGED if row.diverged_at is not None else ""
    return _Sender(caller, aside, row.offset_seconds or 0.0)


def _push(server: Server, sender: _Sender, operations: Sequence[RecordedOperation]) -> tuple[Verdict, ...]:
    """Batch by batch; the clock's offset stays the one measured at the last contact, as a file measures none."""
    verdicts: list[Verdict] = []
    for start in range(0, len(operations), MAX_BATCH):
        device_at = instant(server.settings.clock() - timedelta(seconds=sender.offset))
        batch = tuple(operations[start : start + MAX_BATCH])
        try:
            verdicts += push(server, sender.caller, PushRequest(PROTOCOL, device_at, batch)).verdicts
        except Denial as denial:
            before = f"; {len(verdicts)} operations were taken" if verdicts else ""
            missing = f" (number {denial.expected_seq} is expected)" if denial.expected_seq else ""
            raise CarriedRefused(f"{denial.message}{missing}{before}") from None
    return tuple(verdicts)


def _take_photos(server: Server, caller: Caller, lines: Iterator[archive.Line]) -> tuple[int, tuple[str, ...]]:
    kept, refused = 0, []
    photo: archive.PhotoLine | None = None
    pieces: list[bytes] = []
    for line in lines:
        if isinstance(line, archive.PieceLine):
            pieces.append(line.content())
            continue
        if photo is not None:
            denied = _take_photo(server, caller, photo, b"".join(pieces))
            if denied is None:
                kept += 1
            else:
                refused.append(f"{photo.sha256[:12]}: {WORDS[denied.reason]}")
        photo, pieces = (line if isinstance(line, archive.PhotoLine) else None), []
    return kept, tuple(refused)


def _take_photo(server: Server, caller: Caller, photo: archive.PhotoLine, data: bytes) -> Denied | None:
    reached = uploads.begin(server, caller, photo.sha256, photo.size)
    while isinstance(reached, Progress) and reached.received < reached.size:
        piece = data[reached.received : reached.received + uploads.MAX_PIECE]
        if not piece:
            return Denied(Reason.WRONG_HASH)
        reached = uploads.receive(server, caller, photo.sha256, reached.received, piece)
    return reached if isinstance(reached, Denied) else None


def _set_aside(server: Server, sender: _Sender, operations: Sequence[RecordedOperation]) -> SetAside:
    table, device_id = schema.quarantine, sender.caller.device_id or ""
    with server.database.write() as connection:
        query = sa.select(table.c.op_id).where(table.c.device_id == device_id)
        known = set(connection.execute(query).scalars())
        erased = _erased(connection, operations)
        fresh = [
            {
                "op_id": operation.id,
                "device_id": device_id,
                "operation": ERASED_OPERATION if operation.target in erased else encode(operation).decode(),
                "reason": sender.aside,
                "at": server.now(),
            }
            for operation in {operation.id: operation for operation in operations}.values()
            if operation.id not in known
        ]
        if fresh:
            connection.execute(sa.insert(table), fresh)
        count = str(len(fresh))
        audit.append(connection, server.now(), "command", "outbox.set_aside", device_id, operations=count)
    return SetAside(device_id, len(fresh), sender.aside)


def _erased(connection: Connection, operations: Sequence[RecordedOperation]) -> set[str]:
    targets, erased = sorted({operation.target for operation in operations}), schema.erased.c.row_id
    found: set[str] = set()
    for start in range(0, len(targets), MAX_BATCH):
        query = sa.select(erased).where(erased.in_(targets[start : start + MAX_BATCH]))
        found.update(connection.execute(query).scalars())
    return found


def _note(server: Server, action: str, device_id: str, operations: int) -> None:
    now, count = server.now(), str(operations)
    server.database.durably(lambda c: audit.append(c, now, "command", action, device_id, operations=count))
