"""The real server application called in this process, with the two cuts that decide everything: before and after."""

import asyncio
import time
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any

import msgspec
from starlette.types import ASGIApp, Message

from sync.client.cancel import Cancel
from sync.client.outcomes import Answer, Cancelled, Offline, Ok, Reason
from sync.client.transport import LARGEST_ANSWER, Sink, Transport, judge
from sync.protocol.packing import ACCEPTED, unpacked


class Cut(Enum):
    """Where the wire breaks during one exchange."""

    BEFORE = auto()
    """The question never arrives."""
    AFTER = auto()
    """The server works and commits; its answer never arrives."""


class InProcessTransport(Transport):
    """Asks the application itself. ``cuts`` maps a path to the cut that its next question suffers."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.time) -> None:
        self.app = app
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self.bytes_sent = 0
        self.bytes_received = 0
        self.cuts: dict[str, Cut] = {}
        self.struck = 0
        self.offline = False

    def close(self) -> None:
        self._loop.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        sink: Sink | None = None,
        cancel: Cancel | None = None,
    ) -> Answer:
        if cancel is not None and cancel.wanted:
            return Cancelled()
        if self.offline:
            return Offline(Reason.UNREACHABLE)
        cut = self.cuts.pop(path, None)
        if cut is Cut.BEFORE:
            self.struck += 1
            return Offline(Reason.CUT)
        sent = {"Accept-Encoding": ACCEPTED, **(headers or {})}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        before = self._clock()
        status, received, content = self._loop.run_until_complete(_call(self.app, method, path, sent, body or b""))
        if cut is Cut.AFTER:
            self.struck += 1
            return Offline(Reason.CUT)
        if packing := received.get("content-encoding"):
            content = unpacked(content, packing, LARGEST_ANSWER)
        answer = judge(method, status, received, content, (before + self._clock()) / 2)
        if sink is not None and isinstance(answer, Ok):
            sink(answer.body)
            return msgspec.structs.replace(answer, body=b"")
        return answer


async def _call(
    app: ASGIApp, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    path, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (name.lower().encode(), value.encode())
            for name, value in {**headers, "content-length": str(len(body)), "host": "server"}.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "state": {},
    }
    questions: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    status = 0
    received: dict[str, str] = {}
    pieces: list[bytes] = []

    async def receive() -> Message:
        return questions.pop() if questions else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            received.update({name.decode().lower(): value.decode() for name, value in message["headers"]})
        else:
            pieces.append(message.get("body", b""))

    await app(scope, receive, send)
    return status, received, b"".join(pieces)
