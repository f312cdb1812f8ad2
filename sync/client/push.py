"""The first part of a round: what was done on the device goes to the server until nothing waits."""

from collections.abc import Callable, Iterable

import msgspec

from app.clock import Clock, instant
from app.db.outcomes import StoreFull
from app.exchange.service import Exchange
from app.outbox.domain import RecordedOperation, Verdict, VerdictKind
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn
from sync.client.offset import measured
from sync.client.outcomes import Busy, Diverged, Ok, Refused, RoundReport, ServerTrouble, as_report
from sync.client.reading import Verdicts, verdicts_in
from sync.protocol import paths
from sync.protocol.messages import MAX_BATCH, MAX_BODY, PROTOCOL, Problem, PushRequest

_FULL_BATCH = MAX_BODY // 2
_GONE = Problem("diverged", "The server asks for operations that this device no longer keeps.")
_NO_ROOM = "used_up"
_HELD_SECONDS = 3_600.0
_UNANSWERED = Problem("no_verdict", "The server answered without a verdict on what was sent.")


class Pushed(msgspec.Struct, frozen=True):
    """Every waiting operation has its verdict now, but for ``held`` that the server holds back, or answered oddly."""

    sent: int = 0
    merged: tuple[Verdict, ...] = ()
    rejected: tuple[Verdict, ...] = ()
    offset: float | None = None
    held: int = 0


class Pusher:
    """Sends batches in the order of their numbers. ``told`` hears how many of how many have a verdict.

    What the server can not read and has no room for stays here and is passed over, until the moment that it named:
    what was recorded after it goes on.
    """

    def __init__(self, exchange: Exchange, signed: SignedIn, clock: Clock, told: Callable[[int, int], None]) -> None:
        self._exchange, self._signed, self._clock, self._told = exchange, signed, clock, told
        self._held: set[int] = set()
        self._held_until = 0.0

    def run(self, cancel: Cancel) -> Pushed | RoundReport:
        """Push until nothing waits, or until it can not go on; what got a verdict before that has it."""
        done = Pushed()
        asked: set[int] = {0}
        if self._clock.monotonic() >= self._held_until:
            self._held.clear()
        while True:
            batch = self._exchange.next_batch(MAX_BATCH, self._held)
            if isinstance(batch, StoreFull):
                return batch
            if not batch:
                return msgspec.structs.replace(done, held=len(self._held))
            message, count = self._message(batch)
            answer = self._signed.post(paths.PUSH, message, cancel)
            if isinstance(answer, Busy) and answer.problem.code == _NO_ROOM:
                self._hold((operation.seq for operation in batch[:count]), answer.retry_after)
            elif isinstance(answer, Refused) and answer.problem.code == "gap":
                self._held.clear()
                expected = answer.problem.expected_seq or 0
                stopped = Diverged(_GONE) if expected in asked else self._rewind(expected)
                if stopped is not None:
                    return stopped
                asked.add(expected)
            elif isinstance(answer, Ok):
                taken = self._take(answer, done, count)
                if not isinstance(taken, Pushed):
                    return taken
                done = taken
                self._told(done.sent, done.sent + self._exchange.waiting())
            else:
                return as_report(answer)

    def _hold(self, numbers: Iterable[int], seconds: float | None) -> None:
        """Send these no more for so long: they wait in the outbox."""
        held = set(numbers).difference(self._held)
        if held:
            self._held |= held
            self._held_until = self._clock.monotonic() + (seconds or _HELD_SECONDS)

    def _rewind(self, expected: int) -> RoundReport | None:
        """Send again from the number that the server misses; None if that is possible."""
        rewound = self._exchange.rewind(expected)
        if isinstance(rewound, StoreFull):
            return rewound
        return None if rewound else Diverged(_GONE)

    def _message(self, batch: tuple[RecordedOperation, ...]) -> tuple[bytes, int]:
        """The batch as JSON, shortened at its end until it is no longer than half of what the server reads."""
        while True:
            at = instant(self._clock.now())
            request = PushRequest(PROTOCOL, at, batch, max(self._exchange.highest_seq(), batch[-1].seq))
            message = msgspec.json.encode(request)
            if len(message) <= _FULL_BATCH or len(batch) == 1:
                return message, len(batch)
            batch = batch[: len(batch) // 2]

    def _take(self, answer: Ok, done: Pushed, count: int) -> Pushed | RoundReport:
        read = verdicts_in(answer)
        if not isinstance(read, Verdicts):
            return as_report(read)
        response = read.response
        news = self._exchange.record_verdicts(response.verdicts)
        if isinstance(news, StoreFull):
            return news
        self._hold(response.held, response.retry_after)
        self._hold(read.odd, None)
        if news + len(read.odd) == 0 or len(response.verdicts) + len(response.held) + len(read.odd) < count:
            return ServerTrouble(_UNANSWERED)
        kinds = [(verdict.verdict, verdict) for verdict in response.verdicts]
        return Pushed(
            sent=done.sent + news,
            merged=(*done.merged, *(verdict for kind, verdict in kinds if kind is VerdictKind.MERGED)),
            rejected=(*done.rejected, *(verdict for kind, verdict in kinds if kind is VerdictKind.REJECTED)),
            offset=measured(response.server_at, answer.midway),
        )
