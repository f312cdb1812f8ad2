"""A TCP proxy on the loopback that does to connections what bad networks do, and counts what passes."""

import asyncio
import random
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self, assert_never

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pass:
    """Carry everything."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Accept and reset at once: nobody there."""


@dataclass(frozen=True, slots=True)
class CutUpload:
    """Reset both ways once this many bytes of the question have passed."""

    after: int


@dataclass(frozen=True, slots=True)
class Swallow:
    """Let the server work and reset instead of handing its answer on."""


@dataclass(frozen=True, slots=True)
class CutAnswer:
    """Reset both ways once this many bytes of the answer have passed."""

    after: int


@dataclass(frozen=True, slots=True)
class Delay:
    """Hold every piece back for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Trickle:
    """Hand answers on in pieces of so many bytes, each after a pause of so many seconds."""

    piece: int
    pause: float


Fault = Pass | Refuse | CutUpload | Swallow | CutAnswer | Delay | Trickle


def any_fault(chance: random.Random, share: float) -> Fault:
    """A fault for a share (0 to 1) of the exchanges, none for the others."""
    if chance.random() >= share:
        return Pass()
    faults: list[Fault] = [
        Refuse(),
        CutUpload(chance.randrange(1, 1_500)),
        Swallow(),
        CutAnswer(chance.randrange(1, 2_000)),
        Delay(0.02),
        Trickle(2_000, 0.002),
    ]
    return chance.choice(faults)


class _CutError(Exception):
    pass


_METHODS = (b"POST ", b"GET ", b"HEAD ", b"PATCH ")


@dataclass(slots=True)
class _Line:
    """One connection: what its present exchange suffers, and how many bytes of it have passed."""

    fault: Fault
    up: int = 0
    down: int = 0


class FaultProxy:
    """Listens on a free port of 127.0.0.1 and carries to ``upstream``; each exchange gets its own fault.

    ``hits`` counts the faults that really struck, by the name of their class; ``up`` and ``down`` count bytes.
    """

    def __init__(self, upstream: int, choose: Callable[[], Fault] = Pass) -> None:
        self._upstream = upstream
        self._choose = choose
        self._armed: deque[Fault] = deque()
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fault-proxy", daemon=True)
        self.port = 0
        self.up = 0
        self.down = 0
        self.connections = 0
        self.hits: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def url(self) -> str:
        """The address for a device."""
        return f"http://127.0.0.1:{self.port}"

    def arm(self, *faults: Fault) -> None:
        """Cut what is open; the next exchanges get these faults, in order, and those after them what is usual."""
        self._call(lambda: self._rearm(faults))

    def to(self, upstream: int) -> None:
        """Carry new connections to another port: the server came back elsewhere."""
        self._call(lambda: setattr(self, "_upstream", upstream))

    def reset_counts(self) -> None:
        """Count bytes from here."""
        self._call(self._zero)

    def _zero(self) -> None:
        self.up = self.down = self.connections = 0

    def _rearm(self, faults: Iterable[Fault]) -> None:
        self._armed = deque(faults)
        for writer in list(self._open):
            writer.transport.abort()

    def _call(self, change: Callable[[], None]) -> None:
        done = threading.Event()

        def run() -> None:
            change()
            # Sockets of aborted connections are closed in callbacks that are queued by now: go behind them.
            self._loop.call_soon(self._loop.call_soon, done.set)

        self._loop.call_soon_threadsafe(run)
        done.wait()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for writer in list(self._open):
            writer.transport.abort()
        self._loop.run_until_complete(self._idle())
        self._loop.close()

    async def _idle(self) -> None:
        """Wait until every connection's task has seen its end."""
        me = asyncio.current_task()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not me), return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, up_writer}
        line = _Line(Pass())
        questions = asyncio.ensure_future(self._carry_up(reader, up_writer, line))
        answers = asyncio.ensure_future(self._carry_down(up_reader, writer, line))
        try:
            await asyncio.wait({questions, answers}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            cut = any(
                task.done() and not task.cancelled() and task.exception() is not None for task in (questions, answers)
            )
            for task in (questions, answers):
                task.cancel()
            for end in (writer, up_writer):
                if cut:
                    end.transport.abort()
                end.close()
            self._open -= {writer, up_writer}

    async def _carry_up(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, line: _Line) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                if piece.startswith(_METHODS):
                    line.fault = self._armed.popleft() if self._armed else self._choose()
                    line.up = line.down = 0
                match line.fault:
                    case Refuse():
                        self._struck(line)
                        raise _CutError
                    case CutUpload(after=after) if line.up + len(piece) > after:
                        self._struck(line)
                        await _hand(sink, piece[: after - line.up])
                        raise _CutError
                    case Delay(seconds=seconds):
                        self._struck(line)
                        await asyncio.sleep(seconds)
                    case _:
                        pass
                line.up += len(piece)
                self.up += len(piece)
                await _hand(sink, piece)

    async def _carry_down(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, line: _Line) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                match line.fault:
                    case Swallow():
                        self._struck(line)
                        raise _CutError
                    case CutAnswer(after=after) if line.down + len(piece) > after:
                        self._struck(line)
                        await _hand(sink, piece[: after - line.down])
                        raise _CutError
                    case Trickle(piece=size, pause=pause):
                        self._struck(line)
                        for start in range(0, len(piece), size):
                            await _hand(sink, piece[start : start + size])
                            await asyncio.sleep(pause)
                    case Pass() | Refuse() | CutUpload() | CutAnswer() | Delay():
                        await _hand(sink, piece)
                    case _:
                        assert_never(line.fault)
                line.down += len(piece)
                self.down += len(piece)

    def _struck(self, line: _Line) -> None:
        self.hits[type(line.fault).__name__] += 1


def _failed(task: asyncio.Future[None]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is not None


async def _hand(sink: asyncio.StreamWriter, piece: bytes) -> None:
    sink.write(piece)
    await sink.drain()
