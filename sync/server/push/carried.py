"""Work carried to the station in a file, by a device that can not get through: the same path as a push.

The file is the device's signed outbox (``app.outbox.archive``). Its operations keep their numbers and ids, so that
taking it twice, or taking it and hearing of it from the device later, doubles nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

import msgspec
from sqlalchemy.engine import Connection

from app.outbox import archive
from app.outbox.domain import RecordedOperation, Verdict
from app.outbox.sealing import DamagedError, NotForUsError, open_sealed
from sync.protocol.messages import MAX_BATCH, PROTOCOL, PushRequest, PushResponse
from sync.server.accounts.callers import Caller
from sync.server.audit import service as audit
from sync.server.ground.moments import instant
from sync.server.photos import uploads
from sync.server.photos.outcomes import WORDS, Denied, Progress, Reason
from sync.server.push import repository
from sync.server.push.batch import push
from sync.server.push.outcomes import COPIED, MISSING, Diverged, Gap, OutOfService
from sync.server.push.room import Room
from sync.server.service import Server

OUT_OF_SERVICE = "carried from a device out of service"
DIVERGED = "carried from a copied or restored device"


class CarriedRefused(Exception):
    """The file is not taken; the text says why. Nothing of it was taken, or what was is taken once for good."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a file: the verdicts in the order of the operations, photos kept, photos refused and why.

    ``held`` operations had no verdict: nobody can read them, and there is room for them after ``wait`` seconds.
    """

    device_id: str
    verdicts: tuple[Verdict, ...]
    photos: int
    refused_photos: tuple[str, ...]
    held: int = 0
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class SetAside:
    """The device is out of service, or a copy of another: so many operations wait in quarantine, none has an effect.

    For ``held`` more of them there is room after ``wait`` seconds.
    """

    device_id: str
    operations: int
    reason: str
    held: int = 0
    wait: float = 0.0


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
    verdicts, wait = _push(server, sender, operations)
    photos, refused = _take_photos(server, sender.caller, archive.read(file))
    _note(server, "outbox.import", device_id, len(operations))
    held = len({operation.seq for operation in operations}) - len({verdict.seq for verdict in verdicts})
    return Carried(device_id, verdicts, photos, refused, held, wait)


def _public_key(server: Server, device_id: str) -> bytes | None:
    with server.database.read() as connection:
        return repository.public_key(connection, device_id)


def _sender(server: Server, device_id: str) -> _Sender:
    with server.database.read() as connection:
        found = repository.sender(connection, device_id)
    return _Sender(found.caller, OUT_OF_SERVICE if found.revoked else DIVERGED if found.diverged else "", found.offset)


def _push(
    server: Server, sender: _Sender, operations: Sequence[RecordedOperation]
) -> tuple[tuple[Verdict, ...], float]:
    """Batch by batch; and for how many seconds to wait with what there was no room for.

    The clock's offset stays the one measured at the last contact, as a file measures none.
    """
    verdicts: list[Verdict] = []
    wait = 0.0
    for start in range(0, len(operations), MAX_BATCH):
        device_at = instant(server.settings.clock() - timedelta(seconds=sender.offset))
        batch = tuple(operations[start : start + MAX_BATCH])
        match push(server, sender.caller, PushRequest(PROTOCOL, device_at, batch)):
            case PushResponse(verdicts=taken, retry_after=after):
                verdicts += taken
                wait = max(wait, after or 0.0)
            case Gap(expected_seq=expected):
                raise CarriedRefused(f"{MISSING} (number {expected} is expected){_before(verdicts)}")
            case Diverged():
                raise CarriedRefused(COPIED + _before(verdicts))
            case OutOfService():
                raise CarriedRefused(f"This device was taken out of service.{_before(verdicts)}")
    return tuple(verdicts), wait


def _before(verdicts: Sequence[Verdict]) -> str:
    return f"; {len(verdicts)} operations were taken" if verdicts else ""


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
    device_id = sender.caller.device_id or ""

    def work(connection: Connection) -> SetAside:
        now = server.now()
        room = Room(connection, server.settings, sender.caller.officer_id, device_id, now)
        known = repository.known_aside(connection, device_id)
        once = {operation.id: operation for operation in operations if operation.id not in known}
        fresh = [operation for operation in once.values() if room.take(len(msgspec.json.encode(operation)))]
        repository.set_aside(connection, device_id, fresh, reason=sender.aside, now=now)
        room.close()
        audit.append(connection, now, "command", "outbox.set_aside", device_id, operations=str(len(fresh)))
        held = len(once) - len(fresh)
        return SetAside(device_id, len(fresh), sender.aside, held, room.wait() if held else 0.0)

    return server.database.durably(work)


def _note(server: Server, action: str, device_id: str, operations: int) -> None:
    now, count = server.now(), str(operations)
    server.database.durably(lambda c: audit.append(c, now, "command", action, device_id, operations=count))
