"""Bounded patience with callers: sockets that count who is connected, and a protocol that tells what each is at."""

import asyncio
import contextlib
import socket
from multiprocessing import reduction
from typing import Any, Final

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.protocol.messages import Problem
from sync.server.http.lines import SWEEP_SECONDS, Limits, Line, Lines, Phase

_UNREAD_MILLISECONDS: Final = 60_000
_by_descriptor: dict[int, Line] = {}
"""The lines of this process by their file descriptors, which are the process's own as well."""


def _said(status: str, problem: Problem) -> bytes:
    body = msgspec.json.encode(problem)
    head = (
        f"HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncontent-length: {len(body)}\r\n"
        "cache-control: no-store\r\nretry-after: 5\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


_TOO_SLOW: Final = _said(
    "408 Request Timeout",
    Problem("too_slow", "The request took too long to arrive. Nothing of it was done; send it again."),
)
_FULL: Final = _said(
    "503 Service Unavailable", Problem("busy", "Too many connections at this moment. Try again soon.", retry_after=5)
)


class Listener(socket.socket):
    """Gives a connection only to who has a place."""

    __slots__ = ("lines", "speaks_plainly", "sweeping")

    def __init__(self, plain: socket.socket, limits: Limits, *, speaks_plainly: bool) -> None:
        super().__init__(fileno=plain.detach())
        self.lines = Lines(limits)
        self.speaks_plainly = speaks_plainly
        self.sweeping = False
        self.set_inheritable(True)

    def accept(self) -> tuple[socket.socket, Any]:
        """As the plain one, after those that got no place were told so."""
        while True:
            plain, address = super().accept()
            one = _Accepted(fileno=plain.detach())
            one.setblocking(False)
            line = self.lines.admit(address[0], one.cut)
            if line is not None:
                one.hold(self.lines, line)
                if not self.sweeping:
                    self.sweeping = True
                    asyncio.get_running_loop().call_later(SWEEP_SECONDS, self._sweep)
                return one, address
            if self.speaks_plainly:
                with contextlib.suppress(OSError):
                    one.send(_FULL)
            one.close()

    def _sweep(self) -> None:
        self.lines.sweep()
        self.sweeping = len(self.lines) > 0
        if self.sweeping:
            asyncio.get_running_loop().call_later(SWEEP_SECONDS, self._sweep)


class _Accepted(socket.socket):
    """A connection that has a place until it is closed."""

    __slots__ = ("held",)
    held: tuple[Lines, Line, int]

    def hold(self, lines: Lines, line: Line) -> None:
        self.held = (lines, line, self.fileno())
        _by_descriptor[self.fileno()] = line
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MILLISECONDS)

    def cut(self) -> None:
        """End it in both directions; who waits on it hears of the end."""
        with contextlib.suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if hasattr(self, "held"):
            lines, line, descriptor = self.held
            lines.forget(line)
            if _by_descriptor.get(descriptor) is line:
                del _by_descriptor[descriptor]
        super().close()


def _reduced(listener: Listener) -> tuple[Any, ...]:
    return _rebuilt, (reduction.DupFd(listener.fileno()), listener.lines.limits, listener.speaks_plainly)


def _rebuilt(descriptor: Any, limits: Limits, speaks_plainly: bool) -> Listener:
    return Listener(socket.socket(fileno=descriptor.detach()), limits, speaks_plainly=speaks_plainly)


reduction.register(Listener, _reduced)


class PatientProtocol(H11Protocol):
    """Tells the line what its caller is at."""

    _line: Line | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        accepted = transport.get_extra_info("socket")
        self._line = _by_descriptor.get(accepted.fileno()) if accepted is not None else None
        if self._line is not None:
            self._line.speaker = self

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._tell(len(data))

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._tell(0)

    @property
    def is_paused(self) -> bool:
        """Whether it is this side that takes no more for the moment."""
        return self.flow.read_paused

    def give_up(self) -> None:
        """Say that it took too long, if nothing was said yet, and close."""
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_TOO_SLOW)
        self.transport.close()

    def end(self) -> None:
        """Close at once, whatever is unsaid."""
        self.transport.abort()

    def _tell(self, size: int) -> None:
        if self._line is not None:
            self._line.move(self._phase(), size, self.loop.time())

    def _phase(self) -> Phase:
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            return Phase.BODY
        if state is not h11.IDLE:
            return Phase.BUSY
        return Phase.HEAD if self.cycle is None or self.conn.trailing_data[0] else Phase.IDLE
