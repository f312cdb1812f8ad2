"""A station of which a test says each answer, behind the transport: what the real one says only in trouble."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from app.outbox.domain import RecordedOperation, Verdict, VerdictKind
from sync.client.cancel import Cancel
from sync.client.credentials import DeviceKey, SignedIn
from sync.client.origin import Origin
from sync.client.outcomes import Answer, Busy, Ok, Refused
from sync.client.transport import Sink, Transport
from sync.protocol.messages import Problem, PushRequest, PushResponse
from tests.faults.device import FieldDevice

SERVER_AT = "2026-03-02T08:00:00Z"
MIDWAY = 1_772_438_400.0
"""The same moment."""
OFFICER = "01a0c0de-0000-7000-8000-000000000001"

Said = Answer | Callable[["Asked"], Answer]


class Asked(msgspec.Struct, frozen=True):
    """One question."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def push(self) -> PushRequest:
        """As a push."""
        return msgspec.json.decode(self.body, type=PushRequest)


class ScriptedStation(SignedIn):
    """Gives these answers in order and keeps what it was asked; a question too many is a fault of the test."""

    def __init__(self, *answers: Said) -> None:
        super().__init__(Transport(Origin("http://127.0.0.1:1")), DeviceKey("d", bytes(32)))
        self.answers = list(answers)
        self.asked: list[Asked] = []

    def post(self, path: str, message: bytes, cancel: Cancel | None = None) -> Answer:
        return self.ask("POST", path, body=message, cancel=cancel)

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        sink: Sink | None = None,
        cancel: Cancel | None = None,
    ) -> Answer:
        assert cancel is None or not cancel.wanted
        question = Asked(method, path, headers or {}, body or b"")
        self.asked.append(question)
        said = self.answers.pop(0)
        answer = said(question) if callable(said) else said
        if sink is not None and isinstance(answer, Ok):
            sink(answer.body)
        return answer


def device_in(folder: Path) -> FieldDevice:
    """A real device that reaches no station by itself."""
    return FieldDevice(folder, OFFICER, Transport(Origin("http://127.0.0.1:1")), DeviceKey("d", bytes(32)))


def verdict(operation: RecordedOperation, kind: VerdictKind = VerdictKind.APPLIED) -> Verdict:
    return Verdict(operation.seq, operation.id, kind)


def pushed(verdicts: tuple[Verdict, ...], held: tuple[int, ...] = (), retry_after: float | None = None) -> Answer:
    """What a push is answered with."""
    response = PushResponse(verdicts, SERVER_AT, "i", held, retry_after)
    return Ok(200, msgspec.json.encode(response), {}, MIDWAY)


def taken(asked: Asked) -> Answer:
    """All of a push was applied."""
    return pushed(tuple(verdict(one) for one in asked.push.operations))


def refused(status: int, code: str, expected_seq: int | None = None) -> Refused:
    return Refused(status, Problem(code, "m", expected_seq=expected_seq))


def busy(code: str, seconds: float | None = None) -> Busy:
    return Busy(429, Problem(code, "m"), seconds)
