"""One round of sync: push, pull, files. Blocking, on the network lane; every end of it has its type."""

import threading
from collections.abc import Callable
from typing import assert_never

import msgspec

from app.clock import Clock
from app.db.outcomes import StoreFull
from app.exchange.service import Exchange
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn
from sync.client.files import FileMover, Moved
from sync.client.offset import is_suspect
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    NotEnrolled,
    Offline,
    OutOfDate,
    Phase,
    Progress,
    Revoked,
    RoundDone,
    RoundReport,
    ServerTrouble,
)
from sync.client.pull import Pulled, Puller
from sync.client.push import Pushed, Pusher
from sync.protocol.messages import PAGE_ROWS

Observer = Callable[[Progress], None]


class SyncEngine:
    """Brings one device's store and its server together. ``wipe`` removes the store, its keys first."""

    def __init__(
        self,
        exchange: Exchange,
        signed: SignedIn,
        clock: Clock,
        wipe: Callable[[], None],
        *,
        page_rows: int = PAGE_ROWS,
    ) -> None:
        self._exchange, self._signed, self._wipe = exchange, signed, wipe
        self._observers: list[Observer] = []
        self._one_at_a_time = threading.Lock()
        self._pusher = Pusher(exchange, signed, clock, lambda done, of: self._tell(Phase.PUSH, done, of))
        self._puller = Puller(exchange, signed, lambda done, of: self._tell(Phase.PULL, done, of), page_rows)
        self._files = FileMover(exchange.files, signed, clock, lambda done, of: self._tell(Phase.FILES, done, of))
        self._sent_before = self._received_before = 0

    def observe(self, observer: Observer) -> None:
        """Have every step of a round told, on the thread of the round."""
        self._observers.append(observer)

    def round(self, cancel: Cancel) -> RoundReport:
        """One whole round. A revoked device wipes itself before this returns."""
        with self._one_at_a_time:
            transport = self._signed.transport
            self._sent_before, self._received_before = transport.bytes_sent, transport.bytes_received
            report = self._run(cancel)
            match report:
                case Revoked():
                    self._wipe()
                case RoundDone(offset=float(offset)):
                    full = self._exchange.note_contact(offset)
                    if full is not None:
                        return full
                case RoundDone() | Offline() | OutOfDate() | Diverged() | ServerTrouble() | StoreFull():
                    pass
                case NotEnrolled() | Cancelled():
                    pass
                case _:
                    assert_never(report)
            return report

    def _run(self, cancel: Cancel) -> RoundReport:
        done = RoundDone()
        while True:
            pushed = self._pusher.run(cancel)
            if not isinstance(pushed, Pushed):
                return pushed
            done = _with_push(done, pushed)
            pulled = self._puller.run(cancel)
            if isinstance(pulled, OutOfDate):
                return OutOfDate(pulled.problem, done.sent)
            if not isinstance(pulled, Pulled):
                return pulled
            done = _with_pull(done, pulled)
            if not pulled.restored:
                break
        moved = self._files.run(cancel)
        if not isinstance(moved, Moved):
            return moved
        transport = self._signed.transport
        return msgspec.structs.replace(
            done,
            uploaded=moved.uploaded,
            downloaded=moved.downloaded,
            turned_down=moved.turned_down,
            bytes_sent=transport.bytes_sent - self._sent_before,
            bytes_received=transport.bytes_received - self._received_before,
        )

    def _tell(self, phase: Phase, done: int, total: int | None) -> None:
        transport = self._signed.transport
        progress = Progress(
            phase,
            done,
            total,
            transport.bytes_sent - self._sent_before,
            transport.bytes_received - self._received_before,
        )
        for observer in self._observers:
            observer(progress)


def _with_push(done: RoundDone, pushed: Pushed) -> RoundDone:
    return msgspec.structs.replace(
        done,
        sent=done.sent + pushed.sent,
        merged=(*done.merged, *pushed.merged),
        rejected=(*done.rejected, *pushed.rejected),
        held=pushed.held,
    )


def _with_pull(done: RoundDone, pulled: Pulled) -> RoundDone:
    return msgspec.structs.replace(
        done,
        received=done.received + pulled.received,
        removed=done.removed + pulled.removed,
        unreadable=done.unreadable + pulled.unreadable,
        offset=pulled.offset,
        clock_off=is_suspect(pulled.offset),
    )
