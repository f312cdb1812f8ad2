"""The first part of a round: what was done on the device goes to the server until nothing waits."""

from collections.abc import Callable

import msgspec

from app.clock import Clock, instant
from app.db.outcomes import StoreFull
from app.exchange.service import Exchange
from app.outbox.domain import RecordedOperation, Verdict, VerdictKind
from sync.client.cancel import Cancel
from sync.client.credentials import SignedIn, read_answer
from sync.client.offset import measured
from sync.client.outcomes import Diverged, Ok, Refused, RoundReport, ServerTrouble, as_report
from sync.protocol import paths
from sync.protocol.messages import MAX_BATCH, MAX_BODY, PROTOCOL, Problem, PushRequest, PushResponse

_FULL_BATCH = MAX_BODY // 2
_GONE = Problem("diverged", "The server asks for operations that this device no longer keeps.")
_UNANSWERED = Problem("no_verdict", "The server answered without a verdict on what was sent.")


class Pushed(msgspec.Struct, frozen=True):
    """Every waiting operation has its verdict now."""

    sent: int = 0
    merged: tuple[Verdict, ...] = ()
    rejected: tuple[Verdict, ...] = ()
    offset: float | None = None


class Pusher:
    """Sends batches in the order of their numbers. ``told`` hears how many of how many have a verdict."""

    def __init__(self, exchange: Exchange, signed: SignedIn, clock: Clock, told: Callable[[int, int], None]) -> None:
        self._exchange, self._signed, self._clock, self._told = exchange, signed, clock, told

    def run(self, cancel: Cancel) -> Pushed | RoundReport:
        """Push until nothing waits, or until it can not go on; what got a verdict before that has it."""
        done = Pushed()
        asked_for = 0
        while True:
            batch = self._exchange.next_batch(MAX_BATCH)
            if isinstance(batch, StoreFull):
                return batch
            if not batch:
                return done
            message, count = self._message(batch)
            answer = self._signed.post(paths.PUSH, message, cancel)
            if isinstance(answer, Refused) and answer.problem.code == "gap":
                expected = answer.problem.expected_seq or 0
                stopped = Diverged(_GONE) if expected == asked_for else self._rewind(expected)
                if stopped is not None:
                    return stopped
                asked_for = expected
            elif isinstance(answer, Ok):
                taken = self._take(answer, done, count)
                if not isinstance(taken, Pushed):
                    return taken
                done = taken
                self._told(done.sent, done.sent + self._exchange.waiting())
            else:
                return as_report(answer)

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
        response = read_answer(answer, PushResponse)
        if not isinstance(response, PushResponse):
            return as_report(response)
        news = self._exchange.record_verdicts(response.verdicts)
        if isinstance(news, StoreFull):
            return news
        if news == 0 or len(response.verdicts) < count:
            return ServerTrouble(_UNANSWERED)
        kinds = [(verdict.verdict, verdict) for verdict in response.verdicts]
        return Pushed(
            sent=done.sent + news,
            merged=(*done.merged, *(verdict for kind, verdict in kinds if kind is VerdictKind.MERGED)),
            rejected=(*done.rejected, *(verdict for kind, verdict in kinds if kind is VerdictKind.REJECTED)),
            offset=measured(response.server_at, answer.midway),
        )
